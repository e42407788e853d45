package org.rolebindings.job.progress;

import java.util.concurrent.TimeUnit;

import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.ledger.run.RunTotals;

/** Measures what a run has sent and how long it took, over all its starts. */
public final class RunMeter {

	private final RequestMeter requests;

	private long busyMillisBefore;

	private long startedAt = System.nanoTime();

	public RunMeter(RequestMeter requests) {
		this.requests = requests;
	}

	/** Adds the totals of earlier starts of the run. */
	public void resumeFrom(RunTotals earlier) {
		add(earlier);
		this.busyMillisBefore = earlier.busyMillis();
	}

	/** Adds what another process has sent; its time does not count. */
	public void add(RunTotals sent) {
		this.requests
			.add(new RequestMeter.Reading(sent.byStatus(), sent.retries(), sent.throttled(), sent.latencies()));
	}

	/** Starts the time of this start. */
	public void start() {
		this.startedAt = System.nanoTime();
	}

	/** Does something whose time does not count, such as waiting for a person. */
	public void withoutTimeOf(Runnable work) {
		long begunAt = System.nanoTime();
		work.run();
		this.startedAt += System.nanoTime() - begunAt;
	}

	/** Returns the totals so far. */
	public RunTotals read() {
		RequestMeter.Reading reading = this.requests.read();
		return new RunTotals(reading.byStatus().values().stream().mapToLong(Long::longValue).sum(), reading.byStatus(),
				reading.retries(), reading.throttled(), reading.latencies(), busyMillis());
	}

	/** Returns the milliseconds from each start to its end, and of this start so far. */
	long busyMillis() {
		return this.busyMillisBefore + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - this.startedAt);
	}

}
