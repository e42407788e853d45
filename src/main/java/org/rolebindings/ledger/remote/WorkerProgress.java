package org.rolebindings.ledger.remote;

import java.util.List;

import org.rolebindings.ledger.run.RunTotals;

/**
 * What a worker has done since it told that last.
 *
 * @param totals what it has sent; its time does not count
 * @param decided how many rows it has decided
 * @param failed how many of them are FAILED
 * @param failures some of these, for a person
 */
public record WorkerProgress(RunTotals totals, long decided, long failed, List<Failure> failures) {

	/** The most failures that are told. */
	public static final int MOST_FAILURES = 20;

	/**
	 * A row that is FAILED.
	 *
	 * @param line the line on which it begins
	 * @param code the name of its error code
	 * @param message why, for a person
	 */
	public record Failure(long line, String code, String message) {
	}

}
