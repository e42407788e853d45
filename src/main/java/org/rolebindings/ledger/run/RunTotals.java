package org.rolebindings.ledger.run;

import java.util.Map;

/**
 * The requests and the duration of a run, summed over all its starts, as far as they were
 * saved.
 *
 * @param requests the requests that were sent
 * @param byStatus the requests by the status of the answer; {@code none} if there was no
 * readable answer
 * @param retries the attempts at a row after its first one
 * @param throttled the answers that asked to wait
 * @param latencies the times of the exchanges in microseconds, as HdrHistogram encodes
 * them, in base64; empty if there were none
 * @param busyMillis the milliseconds from each start to its end
 */
public record RunTotals(long requests, Map<String, Long> byStatus, long retries, long throttled, String latencies,
		long busyMillis) {

	/** The totals of a run that has sent nothing. */
	public static final RunTotals NONE = new RunTotals(0, Map.of(), 0, 0, "", 0);

}
