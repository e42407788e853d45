package org.rolebindings.ledger;



/** How far a run has come. */
public enum RunStatus {

	/** A process works on it, or did so when it died. */
	RUNNING,

	/** Stopped before its end; the same command takes it up. */
	STOPPED,

	/** Every row is decided and the reports are written. */
	COMPLETED,

	/** Ended early for good; never resumed. */
	FAILED,

	/** Unfinished, and a newer run has taken its place. */
	ABANDONED

}
