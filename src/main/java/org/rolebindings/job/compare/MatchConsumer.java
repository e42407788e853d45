package org.rolebindings.job.compare;

/** Is given what the comparison finds, one row after the other. */
interface MatchConsumer {

	/**
	 * Takes what stands in the account for a row; at most once for each row, in no order
	 * of the lines.
	 */
	void accept(ListedMatch match);

	/** What was given so far is all for some time, and grows old. */
	void flush();

}
