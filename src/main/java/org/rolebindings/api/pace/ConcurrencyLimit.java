package org.rolebindings.api.pace;

/**
 * Limits the requests in flight. A server that works on fewer requests than it gets
 * queues the rest, so that more requests in flight gain nothing. By Little's law, the
 * number of requests that it works on is its rate times the latency without a queue. A
 * few more requests keep it busy.
 * <p>
 * There is no limit until there is evidently a queue: for some seconds even the fastest
 * answer takes a multiple of the fastest answer before. A limit that reduces the
 * throughput is taken back at once. A higher limit is tried from time to time. When the
 * queue has gone, so does the limit. Times are those of a clock like
 * {@link System#nanoTime()}.
 */
final class ConcurrencyLimit {

	static final int NO_LIMIT = Integer.MAX_VALUE;

	/**
	 * Above this multiple of the latency without load, there is a queue.
	 */
	private static final double QUEUED_LATENCY_RATIO = 2.5;

	/** Below this multiple of the latency without load, there is no queue. */
	private static final double UNQUEUED_LATENCY_RATIO = 1.3;

	/** A shorter queue is ignored: it may be in the client itself. */
	private static final double SHORTEST_QUEUE_SECONDS = 0.025;

	/**
	 * The queue must last for so many sample windows. After each wrong limit it must last
	 * twice as long.
	 */
	private static final int FEWEST_QUEUED_WINDOWS = 3;

	private static final int MOST_QUEUED_WINDOWS = 60;

	/** The fastest answer stands for all of them, so the limit leaves headroom. */
	private static final double HEADROOM_FACTOR = 3;

	private static final int LOWEST_LIMIT = 4;

	/** A smaller share of the throughput is noise. */
	private static final double THROUGHPUT_NOISE = 0.04;

	/**
	 * If a lower limit has shortened the queue, the latency is below this share of the
	 * latency before.
	 */
	private static final double SHORTER_QUEUE_RATIO = 0.9;

	/**
	 * The step by which the limit is lowered. It is small, so that a wrong limit costs
	 * little.
	 */
	private static final double LOWERING_FACTOR = 0.7;

	private static final double RAISING_FACTOR = 1.5;

	private static final int RAISE_AFTER_WINDOWS = 10;

	/**
	 * For so many windows after a change, answers to requests from before the change
	 * arrive.
	 */
	private static final int SETTLING_WINDOWS = 2;

	/** The rate is a mean over so many windows, because one window alone is noisy. */
	private static final int COMPARED_WINDOWS = 3;

	/** A limit closer to the ceiling than this is dropped. */
	private static final double NEARLY_CEILING = 0.9;

	private final int ceiling;

	private final SampleWindows windows;

	private volatile int limit = NO_LIMIT;

	private double rttNoLoad = Double.POSITIVE_INFINITY;

	private int queuedWindows;

	private int neededWindows = FEWEST_QUEUED_WINDOWS;

	private int windowsSinceChange;

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
		this.windows = new SampleWindows(now, this::addSample);
	}

	/** Returns the most requests that may be in flight, or {@link #NO_LIMIT}. */
	int limit() {
		return this.limit;
	}

	/**
	 * Counts an answer.
	 * @param departure when the request left
	 * @param now the time
	 */
	void answered(long departure, long now) {
		this.windows.answered(departure, now);
	}

	private void addSample(double lastRate, double latency) {
		this.windowsSinceChange++;
		boolean changed = this.windowsSinceChange <= SETTLING_WINDOWS || this.queuedWindows == 1;
		this.rate = changed ? lastRate : this.rate + (lastRate - this.rate) / COMPARED_WINDOWS;
		double rate = this.rate;
		this.rttNoLoad = Math.min(this.rttNoLoad, latency);
		if (this.comparing) {
			if (this.windowsSinceChange > COMPARED_WINDOWS) {
				compare(rate, latency);
			}
		}
		else if (this.limit != NO_LIMIT && latency < UNQUEUED_LATENCY_RATIO * this.rttNoLoad) {
			limit(2.0 * this.limit);
		}
		else if (isQueue(rate, latency)) {
			tryLimit(Math.max(sufficientLimit(rate), LOWERING_FACTOR * Math.min(this.ceiling, this.limit)), rate,
					latency);
		}
		else if (this.limit != NO_LIMIT && this.windowsSinceChange >= RAISE_AFTER_WINDOWS) {
			tryLimit(RAISING_FACTOR * this.limit, rate, latency);
		}
	}

	private double sufficientLimit(double rate) {
		return Math.max(LOWEST_LIMIT, HEADROOM_FACTOR * rate * this.rttNoLoad);
	}

	private boolean isQueue(double rate, double latency) {
		double inFlight = Math.min(this.ceiling, this.limit);
		boolean full = rate * latency > inFlight / 2;
		boolean slow = latency > QUEUED_LATENCY_RATIO * this.rttNoLoad
				&& latency - this.rttNoLoad > SHORTEST_QUEUE_SECONDS;
		this.queuedWindows = (full && slow && sufficientLimit(rate) < inFlight) ? this.queuedWindows + 1 : 0;
		return this.queuedWindows >= this.neededWindows;
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
		if (lowered && rate < (1 - THROUGHPUT_NOISE) * this.rateBefore) {
			if (latency > SHORTER_QUEUE_RATIO * this.latencyBefore) {
				// There was no queue: the server itself has become slower
				this.rttNoLoad = latency;
			}
			this.neededWindows = Math.min(MOST_QUEUED_WINDOWS, 2 * this.neededWindows);
			limit(this.limitBefore);
		}
		else if (lowered) {
			this.neededWindows = FEWEST_QUEUED_WINDOWS;
		}
		else if (rate > (1 + THROUGHPUT_NOISE) * this.rateBefore) {
			tryLimit(RAISING_FACTOR * this.limit, rate, latency);
		}
		else {
			limit(this.limitBefore);
		}
	}

	private void limit(double limit) {
		this.limit = (limit < NEARLY_CEILING * this.ceiling) ? (int) Math.ceil(limit) : NO_LIMIT;
		this.queuedWindows = 0;
		this.windowsSinceChange = 0;
	}

}
