package org.rolebindings.job.compare;

/** Receives the results of the comparison, one row after the other. */
interface MatchConsumer {

	/**
	 * Takes the result for a row: at most one for each row, in any order of the lines.
	 */
	void accept(ListedMatch match);

	/** Processes the results so far, because no more will come for some time. */
	void flush();

}
