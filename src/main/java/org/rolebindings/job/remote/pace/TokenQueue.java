package org.rolebindings.job.remote.pace;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.rolebindings.store.pace.RateBucket.Tokens;

/**
 * The tokens that a worker has. One thread uses them, another one adds new ones. Times
 * are those of a clock like {@link System#nanoTime()}.
 */
final class TokenQueue {

	/** A request may leave so much later than its token says. */
	private static final long LATENESS = Duration.ofMillis(5).toNanos();

	/** How often the database is asked at most. */
	private static final long SHORTEST_PERIOD = Duration.ofMillis(100).toNanos();

	private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

	/** The time for which tokens are taken at once. */
	private static final double FRAME_SECONDS = 0.2;

	private final int most;

	private final BooleanSupplier ended;

	private final LongSupplier nanoClock;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final Condition needed = this.lock.newCondition();

	private final Queue<Long> departures = new PriorityQueue<>((a, b) -> Long.signum(a - b));

	/** How many tokens were used since the last ones were asked for. */
	private int used;

	private long askedAt;

	private @Nullable Long askAgainAt;

	/** Whether the workers need all tokens that there are. */
	private boolean scarce;

	/**
	 * Begins without tokens.
	 * @param most the most tokens to take at once
	 * @param ended tells whether all waiting ends
	 * @param nanoClock a clock like {@link System#nanoTime()}
	 */
	TokenQueue(int most, BooleanSupplier ended, LongSupplier nanoClock) {
		this.most = most;
		this.ended = ended;
		this.nanoClock = nanoClock;
		this.askedAt = nanoClock.getAsLong();
	}

	/** Notes that a request waits; the first one needs new tokens. */
	void requestWaits(int waiting) {
		if (waiting == 1) {
			this.lock.lock();
			try {
				this.needed.signal();
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	/**
	 * Uses a token, and waits until then.
	 * @return whether the request may leave; if not, all waiting ends
	 */
	boolean await() throws InterruptedException {
		this.lock.lock();
		try {
			while (!this.ended.getAsBoolean()) {
				long wait = use(this.nanoClock.getAsLong());
				if (wait <= 0) {
					return true;
				}
				long unused = this.changed.awaitNanos(wait);
			}
			return false;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Uses a token if its time has come; otherwise returns how long to wait. */
	private long use(long now) {
		dropMissed(now);
		Long departure = this.departures.peek();
		if (departure == null) {
			return Long.MAX_VALUE;
		}
		if (departure - now <= 0) {
			this.departures.remove();
			this.used++;
		}
		return departure - now;
	}

	/** Nobody may use a token later. */
	private void dropMissed(long now) {
		Long departure = this.departures.peek();
		while (departure != null && now - departure > LATENESS) {
			this.departures.remove();
			departure = this.departures.peek();
		}
	}

	/**
	 * Waits until new tokens are needed.
	 * @param waiting how many requests wait
	 * @return how many tokens to take; 0 if all waiting ends
	 */
	int awaitNeed(IntSupplier waiting) throws InterruptedException {
		this.lock.lock();
		try {
			while (!this.ended.getAsBoolean()) {
				long now = this.nanoClock.getAsLong();
				long wait = (this.askAgainAt != null) ? this.askAgainAt - now : 0;
				int need = waiting.getAsInt() + this.used;
				if (wait > 0) {
					long unused = this.needed.awaitNanos(wait);
				}
				else if (need > 0) {
					return ask(now, waiting.getAsInt());
				}
				else {
					this.needed.await();
				}
			}
			return 0;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Returns how many requests are likely to leave in the time of a frame: those that
	 * wait, and as many as before. If there are enough tokens, it is better to have too
	 * many of them.
	 */
	private int ask(long now, int waiting) {
		double seconds = Math.max(SHORTEST_PERIOD, now - this.askedAt) / NANOS_PER_SECOND;
		double likely = Math.min(this.most, waiting + this.used * FRAME_SECONDS / seconds);
		this.askedAt = now;
		this.used = 0;
		return (int) Math.min(this.most, Math.ceil(this.scarce ? likely : 2 * likely));
	}

	/** Adds tokens, which the waiting request may use. */
	void add(Tokens tokens) {
		this.lock.lock();
		try {
			dropMissed(this.nanoClock.getAsLong());
			this.departures.addAll(tokens.departures());
			this.scarce = tokens.firstEarned() - this.askedAt > SHORTEST_PERIOD / 2;
			// If the next ones are taken before these are earned, none between is lost
			long early = tokens.lastEarned() - SHORTEST_PERIOD;
			long period = this.askedAt + SHORTEST_PERIOD;
			this.askAgainAt = (early - period > 0) ? early : period;
			this.changed.signal();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Wakes all threads, because all waiting ends. */
	void wakeAll() {
		this.lock.lock();
		try {
			this.changed.signalAll();
			this.needed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

}
