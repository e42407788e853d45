package org.rolebindings.ledger.run;

/** How far the file of a run is in the ledger. The next start goes on from there. */
public enum RunPosition {

	/** Rows of the file may be missing. */
	STAGING,

	/** Every row is there, and the file did not change up to its end. */
	STAGED,

	/** Rows that repeat or contradict an earlier one are decided, too. */
	REPEATS_FOUND

}
