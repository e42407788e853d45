package org.rolebindings.ledger.run;

/** How far a run has come. */
public enum RunStatus {

	/** A process works on it, or died while it did so. */
	RUNNING,

	/** Stopped before its end; the same command resumes it. */
	STOPPED,

	/** Every row is decided and the reports are written. */
	COMPLETED,

	/** Ended early; cannot be resumed. */
	FAILED,

	/** Unfinished, and replaced by a newer run. */
	ABANDONED

}
