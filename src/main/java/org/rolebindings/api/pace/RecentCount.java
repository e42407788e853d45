package org.rolebindings.api.pace;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts events of many threads, and remembers how the count grew in the last two
 * seconds. Times are those of a clock like {@link System#nanoTime()}.
 */
final class RecentCount {

	private static final int SAMPLES = 9;

	private static final long SAMPLE_NANOS = Duration.ofMillis(250).toNanos();

	private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

	private final LongAdder total = new LongAdder();

	private final long[] times = new long[SAMPLES];

	private final long[] totals = new long[SAMPLES];

	private long samplesTaken;

	private volatile long nextSampleAt;

	RecentCount(long now) {
		this.nextSampleAt = now;
	}

	/** Counts one event. */
	void add(long now) {
		if (now - this.nextSampleAt >= 0) {
			sampleIfDue(now);
		}
		this.total.increment();
	}

	private synchronized void sampleIfDue(long now) {
		if (now - this.nextSampleAt >= 0) {
			sample(now);
		}
	}

	/** Takes a sample, so that {@link #since} can begin exactly at this moment. */
	synchronized void sample(long now) {
		int index = (int) (this.samplesTaken++ % SAMPLES);
		this.times[index] = now;
		this.totals[index] = this.total.sum();
		this.nextSampleAt = now + SAMPLE_NANOS;
	}

	/**
	 * Returns the count since a moment, or in about the last two seconds if the moment is
	 * longer ago. A time without any event at the beginning is left out.
	 * @param moment the moment, at which a sample was taken
	 * @param now the time
	 */
	synchronized Span since(long moment, long now) {
		long index = Math.max(0, this.samplesTaken - SAMPLES);
		while (index < this.samplesTaken - 1 && isBefore(index, moment, now)) {
			index++;
		}
		int sample = (int) (index % SAMPLES);
		return new Span(this.total.sum() - this.totals[sample], now - this.times[sample]);
	}

	/**
	 * Returns the highest rate of the count over any recent time up to now, without some
	 * events.
	 * @param spared how many events to leave out
	 * @param sparedNanos how much time to leave out with them
	 * @param moment where the time begins
	 * @param now the time
	 */
	synchronized double perSecondBeyond(double spared, long sparedNanos, long moment, long now) {
		double most = 0;
		for (long index = Math.max(0, this.samplesTaken - SAMPLES); index < this.samplesTaken; index++) {
			int sample = (int) (index % SAMPLES);
			long nanos = now - this.times[sample];
			if (nanos >= SAMPLE_NANOS && !isBefore(index, moment, now)) {
				double counted = this.total.sum() - this.totals[sample] - spared;
				most = Math.max(most, counted * NANOS_PER_SECOND / (nanos - Math.min(sparedNanos, nanos / 2)));
			}
		}
		return most;
	}

	long total() {
		return this.total.sum();
	}

	private boolean isBefore(long index, long moment, long now) {
		long time = this.times[(int) (index % SAMPLES)];
		return time - moment < 0 || now - time > SAMPLES * SAMPLE_NANOS;
	}

	/**
	 * A count over a time.
	 *
	 * @param count the count
	 * @param nanos the time
	 */
	record Span(long count, long nanos) {
	}

}
