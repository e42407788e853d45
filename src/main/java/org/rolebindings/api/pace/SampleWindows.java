package org.rolebindings.api.pace;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * Divides the answers into sample windows of one second, and measures the rate and the
 * latency of each. {@link #answered} is for many threads. The listener is called by one
 * thread at a time.
 */
final class SampleWindows {

	private static final long WINDOW_NANOS = Duration.ofSeconds(1).toNanos();

	private static final double NANOS_PER_SECOND = WINDOW_NANOS;

	/** A window with fewer answers is not a sample. */
	private static final int FEWEST_ANSWERS = 20;

	/** A window of so many seconds has a pause in it and is not a sample. */
	private static final double LONGEST_SECONDS = 2;

	private final Listener listener;

	private final LongAdder answers = new LongAdder();

	private final LongAccumulator fastest = new LongAccumulator(Math::min, Long.MAX_VALUE);

	private final AtomicBoolean ending = new AtomicBoolean();

	private volatile long endsAt;

	private long startedAt;

	/** Receives the samples. */
	interface Listener {

		/**
		 * Receives the sample of a window that has ended.
		 * @param rate the answers a second
		 * @param latency the time of the fastest answer, in seconds
		 */
		void sampled(double rate, double latency);

	}

	SampleWindows(long now, Listener listener) {
		this.listener = listener;
		this.startedAt = now;
		this.endsAt = now + WINDOW_NANOS;
	}

	/**
	 * Counts an answer.
	 * @param departure when the request left
	 * @param now the time
	 */
	void answered(long departure, long now) {
		this.answers.increment();
		this.fastest.accumulate(now - departure);
		if (now - this.endsAt >= 0 && this.ending.compareAndSet(false, true)) {
			try {
				end(now);
			}
			finally {
				this.ending.set(false);
			}
		}
	}

	private void end(long now) {
		if (now - this.endsAt < 0) {
			return;
		}
		double seconds = (now - this.startedAt) / NANOS_PER_SECOND;
		long count = this.answers.sumThenReset();
		double latency = this.fastest.getThenReset() / NANOS_PER_SECOND;
		this.startedAt = now;
		this.endsAt = now + WINDOW_NANOS;
		if (count >= FEWEST_ANSWERS && seconds < LONGEST_SECONDS) {
			this.listener.sampled(count / seconds, latency);
		}
	}

}
