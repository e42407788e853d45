package org.rolebindings.ledger.remote;

import java.util.List;

import org.rolebindings.ledger.run.RunTotals;

/**
 * What a worker has done since it told that last.
 *
 * @param totals what it has sent; its time does not count
 * @param decided how many rows it has decided
 * @param failures those of them that are FAILED
 */
public record WorkerProgress(RunTotals totals, long decided, List<Failure> failures) {

	/**
	 * A row that is FAILED.
	 *
	 * @param line the line on which it begins
	 * @param code the name of its error code
	 * @param message why, for a person; empty if many rows before it have the same code
	 */
	public record Failure(long line, String code, String message) {
	}

}
