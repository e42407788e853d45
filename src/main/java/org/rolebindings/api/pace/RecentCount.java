package org.rolebindings.api.pace;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts something that many threads do, and remembers for two seconds how the count
 * grew. Times are those of a clock like {@link System#nanoTime()}.
 */
final class RecentCount {

	private static final int SAMPLES = 9;

	private static final long SAMPLE_EVERY = Duration.ofMillis(250).toNanos();

	private static final double SECOND = Duration.ofSeconds(1).toNanos();

	private final LongAdder total = new LongAdder();

	private final long[] times = new long[SAMPLES];

	private final long[] totals = new long[SAMPLES];

	private long taken;

	private volatile long nextSampleAt;

	RecentCount(long now) {
		this.nextSampleAt = now;
	}

	/** Counts one. */
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

	/** Has {@link #since} reach back to this moment exactly. */
	synchronized void sample(long now) {
		int index = (int) (this.taken++ % SAMPLES);
		this.times[index] = now;
		this.totals[index] = this.total.sum();
		this.nextSampleAt = now + SAMPLE_EVERY;
	}

	/**
	 * What was counted since a moment, or in the last two seconds or so if that is longer
	 * ago. A time in which nothing was counted at the beginning is left out.
	 * @param moment the moment, at which a sample was taken
	 * @param now the time
	 */
	synchronized Span since(long moment, long now) {
		long index = Math.max(0, this.taken - SAMPLES);
		while (index < this.taken - 1 && isBefore(index, moment, now)) {
			index++;
		}
		int sample = (int) (index % SAMPLES);
		return new Span(this.total.sum() - this.totals[sample], now - this.times[sample]);
	}

	/**
	 * At how many a second the count grew lately, in the time since a moment in which it
	 * grew fastest, if so many do not count.
	 * @param spared how many do not count
	 * @param sparedNanos how much of the time does not count either
	 * @param moment the moment
	 * @param now the time
	 */
	synchronized double perSecondBeyond(double spared, long sparedNanos, long moment, long now) {
		double most = 0;
		for (long index = Math.max(0, this.taken - SAMPLES); index < this.taken; index++) {
			int sample = (int) (index % SAMPLES);
			long nanos = now - this.times[sample];
			if (nanos >= SAMPLE_EVERY && !isBefore(index, moment, now)) {
				double counted = this.total.sum() - this.totals[sample] - spared;
				most = Math.max(most, counted * SECOND / (nanos - Math.min(sparedNanos, nanos / 2)));
			}
		}
		return most;
	}

	long total() {
		return this.total.sum();
	}

	private boolean isBefore(long index, long moment, long now) {
		long time = this.times[(int) (index % SAMPLES)];
		return time - moment < 0 || now - time > SAMPLES * SAMPLE_EVERY;
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
