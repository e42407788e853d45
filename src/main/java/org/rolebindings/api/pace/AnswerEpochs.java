package org.rolebindings.api.pace;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts answers by the second. {@link #answered} is for many threads; one at a time is
 * told what there was.
 */
final class AnswerEpochs {

	private static final long EPOCH = Duration.ofSeconds(1).toNanos();

	private static final double SECOND = EPOCH;

	/** An epoch with fewer answers tells nothing. */
	private static final int FEW = 20;

	/** An epoch is this long if there was a pause; then it is not in one piece. */
	private static final double BROKEN = 2;

	private final Listener listener;

	private final LongAdder answers = new LongAdder();

	private final LongAccumulator fastest = new LongAccumulator(Math::min, Long.MAX_VALUE);

	private final AtomicBoolean ending = new AtomicBoolean();

	private volatile long ends;

	private long began;

	/** Is told of each epoch. */
	interface Listener {

		/**
		 * An epoch has ended.
		 * @param rate the answers a second
		 * @param latency what the fastest of them took, in seconds
		 */
		void ended(double rate, double latency);

	}

	AnswerEpochs(long now, Listener listener) {
		this.listener = listener;
		this.began = now;
		this.ends = now + EPOCH;
	}

	/**
	 * A request was answered.
	 * @param departure when it left
	 * @param now the time
	 */
	void answered(long departure, long now) {
		this.answers.increment();
		this.fastest.accumulate(now - departure);
		if (now - this.ends >= 0 && this.ending.compareAndSet(false, true)) {
			try {
				end(now);
			}
			finally {
				this.ending.set(false);
			}
		}
	}

	private void end(long now) {
		if (now - this.ends < 0) {
			return;
		}
		double seconds = (now - this.began) / SECOND;
		long count = this.answers.sumThenReset();
		double latency = this.fastest.getThenReset() / SECOND;
		this.began = now;
		this.ends = now + EPOCH;
		if (count >= FEW && seconds < BROKEN) {
			this.listener.ended(count / seconds, latency);
		}
	}

}
