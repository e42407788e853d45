package org.rolebindings.job.remote.worker;

import java.util.HashMap;
import java.util.Map;

import org.HdrHistogram.Histogram;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.ledger.run.RunTotals;

/** What this worker has sent since it told that last. */
final class SentSince {

	private final RequestMeter meter;

	private RequestMeter.Reading before;

	SentSince(RequestMeter meter) {
		this.meter = meter;
		this.before = meter.read();
	}

	/** Returns what was sent since the last call. */
	RunTotals take() {
		RequestMeter.Reading now = this.meter.read();
		Map<String, Long> byStatus = new HashMap<>(now.byStatus());
		this.before.byStatus().forEach((status, count) -> byStatus.merge(status, -count, Long::sum));
		byStatus.values().removeIf((count) -> count == 0);
		RunTotals sent = new RunTotals(byStatus.values().stream().mapToLong(Long::longValue).sum(), byStatus,
				now.retries() - this.before.retries(), now.throttled() - this.before.throttled(),
				latencies(now.latencies(), this.before.latencies()), 0);
		this.before = now;
		return sent;
	}

	private static String latencies(String now, String before) {
		if (now.isEmpty() || before.isEmpty()) {
			return now;
		}
		Histogram difference = RequestMeter.decode(now);
		difference.subtract(RequestMeter.decode(before));
		return RequestMeter.encode(difference);
	}

}
