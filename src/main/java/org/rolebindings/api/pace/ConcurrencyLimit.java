package org.rolebindings.api.pace;

/**
 * How many requests in flight are enough. A server that has fewer hands than requests
 * queues the rest, and nothing gets faster by it. By Little's law it has as many in hand
 * as it answers a second, times the seconds that one takes without a queue; some more
 * than that keeps it busy.
 * <p>
 * All are allowed until it is evident that there is a queue: for seconds on end even the
 * fastest answer has taken a multiple of what the fastest took before. A limit that costs
 * throughput is taken back at once, a limit is tried to be raised again and again, and it
 * ends where the queue does. Times are those of a clock like {@link System#nanoTime()}.
 */
final class ConcurrencyLimit {

	static final int NO_LIMIT = Integer.MAX_VALUE;

	/**
	 * How many times as long as without a queue: from here there is one, to here there is
	 * none.
	 */
	private static final double QUEUE = 2.5;

	private static final double NO_QUEUE = 1.3;

	/** A queue this short is not worth a thought, and may be the client's own. */
	private static final double SHORT = 0.025;

	/** For so many epochs the queue has to be there; for longer after each error. */
	private static final int EVIDENT = 3;

	private static final int EVIDENT_AFTER_ERRORS = 60;

	/** The fastest answer is taken for the usual one, so there has to be room. */
	private static final double ROOM = 3;

	private static final int LEAST = 4;

	/** What share of the throughput may be chance. */
	private static final double CHANCE = 0.04;

	/** A queue that is shorter by the limit's step takes less than this share as long. */
	private static final double AS_LONG = 0.9;

	/** How far the limit goes at a time, so that an error costs little. */
	private static final double DOWN = 0.7;

	private static final double UP = 1.5;

	private static final int UP_EVERY = 10;

	/** In this epoch after a change, what left before it is answered. */
	private static final int SETTLED = 2;

	/** The rate is that of some epochs, because one holds much chance. */
	private static final int COMPARED = 3;

	/** A limit this close to the ceiling is none. */
	private static final double NEARLY = 0.9;

	private final int ceiling;

	private final AnswerEpochs epochs;

	private volatile int limit = NO_LIMIT;

	private double unqueued = Double.POSITIVE_INFINITY;

	private int queued;

	private int evident = EVIDENT;

	private int since;

	private int limitBefore;

	private double rate;

	private double rateBefore;

	private double latencyBefore;

	private boolean comparing;

	/**
	 * Begins without a limit.
	 * @param ceiling the most requests in flight that there can be
	 * @param now the time
	 */
	ConcurrencyLimit(int ceiling, long now) {
		this.ceiling = ceiling;
		this.epochs = new AnswerEpochs(now, this::judge);
	}

	/** The most requests that may be in flight, or {@link #NO_LIMIT}. */
	int limit() {
		return this.limit;
	}

	/**
	 * A request was answered.
	 * @param departure when it left
	 * @param now the time
	 */
	void answered(long departure, long now) {
		this.epochs.answered(departure, now);
	}

	private void judge(double lastRate, double latency) {
		this.since++;
		boolean changed = this.since <= SETTLED || this.queued == 1;
		this.rate = changed ? lastRate : this.rate + (lastRate - this.rate) / COMPARED;
		double rate = this.rate;
		this.unqueued = Math.min(this.unqueued, latency);
		if (this.comparing) {
			if (this.since > COMPARED) {
				compare(rate, latency);
			}
		}
		else if (this.limit != NO_LIMIT && latency < NO_QUEUE * this.unqueued) {
			limit(2.0 * this.limit);
		}
		else if (isQueue(rate, latency)) {
			tryLimit(Math.max(enough(rate), DOWN * Math.min(this.ceiling, this.limit)), rate, latency);
		}
		else if (this.limit != NO_LIMIT && this.since >= UP_EVERY) {
			tryLimit(UP * this.limit, rate, latency);
		}
	}

	private double enough(double rate) {
		return Math.max(LEAST, ROOM * rate * this.unqueued);
	}

	private boolean isQueue(double rate, double latency) {
		double inFlight = Math.min(this.ceiling, this.limit);
		boolean full = rate * latency > inFlight / 2;
		boolean slow = latency > QUEUE * this.unqueued && latency - this.unqueued > SHORT;
		this.queued = (full && slow && enough(rate) < inFlight) ? this.queued + 1 : 0;
		return this.queued >= this.evident;
	}

	private void tryLimit(double limit, double rate, double latency) {
		this.limitBefore = this.limit;
		this.rateBefore = rate;
		this.latencyBefore = latency;
		this.comparing = true;
		limit(limit);
	}

	private void compare(double rate, double latency) {
		this.comparing = false;
		boolean lowered = this.limit < this.limitBefore;
		if (lowered && rate < (1 - CHANCE) * this.rateBefore) {
			if (latency > AS_LONG * this.latencyBefore) {
				// It was no queue; the server takes that long by now
				this.unqueued = latency;
			}
			this.evident = Math.min(EVIDENT_AFTER_ERRORS, 2 * this.evident);
			limit(this.limitBefore);
		}
		else if (lowered) {
			this.evident = EVIDENT;
		}
		else if (rate > (1 + CHANCE) * this.rateBefore) {
			tryLimit(UP * this.limit, rate, latency);
		}
		else {
			limit(this.limitBefore);
		}
	}

	private void limit(double limit) {
		this.limit = (limit < NEARLY * this.ceiling) ? (int) Math.ceil(limit) : NO_LIMIT;
		this.queued = 0;
		this.since = 0;
	}

}
