package org.rolebindings.report.summary;

import java.util.Map;
import java.util.TreeMap;

import org.rolebindings.ledger.run.RunTotals;

/**
 * The requests of a run, in numbers.
 *
 * @param total the requests that were sent
 * @param byStatus the requests by the status of the answer, in ascending order;
 * {@code none} if there was no readable answer
 * @param retries the attempts at a row after its first one
 * @param throttled the answers that asked to wait
 */
public record RequestSummary(long total, Map<String, Long> byStatus, long retries, long throttled) {

	static RequestSummary of(RunTotals totals) {
		return new RequestSummary(totals.requests(), new TreeMap<>(totals.byStatus()), totals.retries(),
				totals.throttled());
	}

}
