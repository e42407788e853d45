package org.rolebindings.ledger;



/** How far the file of a run is in the ledger, which is where another start goes on. */
public enum RunPosition {

	/** Rows of the file may be missing. */
	STAGING,

	/** Every row is there, and the file was the right one to its end. */
	STAGED,

	/** The rows that repeat or contradict an earlier one are decided too. */
	REPEATS_FOUND

}
