package org.rolebindings.api.pace;

import java.time.Duration;

/**
 * Counts the requests that the server has accepted since the gate opened, and estimates
 * from them how many it accepts a second. {@link #add} is for all threads, the other
 * methods are for one thread at a time.
 */
final class AcceptedRequests {

	private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

	/**
	 * A server may save up its quota while the gate is closed: at most the quota of so
	 * many seconds for each second.
	 */
	private static final double SAVED_SECONDS = 1.5;

	private static final double SHORTEST_PAUSE_SECONDS = 0.2;

	/** If the server accepts nothing for longer than this, the whole time counts. */
	private static final long LONG_DRY_NANOS = Duration.ofSeconds(4).toNanos();

	private final RecentCount accepted;

	private volatile long openedAt;

	private long totalAtOpening;

	private long exhaustedAt;

	private boolean dryForLong;

	private double firstBurst;

	/**
	 * The time of the first burst, 0 if it took a second or more. During that time the
	 * server also accepted requests within its limit, which were not saved up.
	 */
	private long firstBurstNanos;

	/**
	 * The estimate at a refusal.
	 *
	 * @param count the requests accepted since the gate opened
	 * @param seconds the time since the gate opened
	 * @param recent the requests a second that the server accepted lately
	 * @param atLeast the requests a second that the server accepts at least, even if it
	 * had saved up some
	 * @param beyondSaved the requests a second in the last seconds alone, without those
	 * that the server may have saved up
	 */
	record Observation(long count, double seconds, double recent, double atLeast, double beyondSaved) {
	}

	AcceptedRequests(long now) {
		this.accepted = new RecentCount(now);
		this.openedAt = now;
		this.exhaustedAt = now;
	}

	/** Counts an accepted request. */
	void add(long departure, long now) {
		if (departure - this.openedAt >= 0) {
			this.accepted.add(now);
		}
	}

	/**
	 * Returns for how many seconds the gate has been open; a negative number while it is
	 * closed.
	 */
	double seconds(long now) {
		return (now - this.openedAt) / NANOS_PER_SECOND;
	}

	/** Returns whether no request was accepted since the gate opened. */
	boolean isEmpty() {
		return count() == 0;
	}

	private long count() {
		return this.accepted.total() - this.totalAtOpening;
	}

	/**
	 * Returns the estimate at the first refusal. What the server accepted before it
	 * counts as the first burst.
	 * @param now the time
	 * @param pause how long the gate will be closed, in nanoseconds
	 */
	Observation firstRefusal(long now, long pause) {
		Observation seen = observe(now, pause, 1, 0);
		this.firstBurst = seen.count();
		long nanos = this.accepted.since(this.openedAt, now).nanos();
		this.firstBurstNanos = (nanos < NANOS_PER_SECOND) ? nanos : 0;
		return seen;
	}

	/**
	 * Returns the estimate at a later refusal.
	 * @param now the time
	 * @param pause how long the gate will be closed, in nanoseconds
	 * @param limit the requests a second that were the limit so far
	 */
	Observation laterRefusal(long now, long pause, double limit) {
		double saved = SAVED_SECONDS * limit * Math.max(SHORTEST_PAUSE_SECONDS, pause / NANOS_PER_SECOND);
		return observe(now, pause, 0.001, Math.min(this.firstBurst, saved));
	}

	/**
	 * Makes the estimate. A server with a limit for each calendar second may accept all
	 * of them at once, and refuse the rest until the second is over. So accepted requests
	 * count over a second at least.
	 */
	private Observation observe(long now, long pause, double shortest, double saved) {
		RecentCount.Span span = this.accepted.since(this.openedAt, now);
		double open = seconds(now);
		double closing = pause / NANOS_PER_SECOND;
		double counted = this.dryForLong ? (now - this.exhaustedAt) / NANOS_PER_SECOND
				: Math.max(shortest, Math.max(span.nanos() / NANOS_PER_SECOND, closing));
		return new Observation(count(), open, span.count() / counted, count() / Math.max(1, open + closing),
				this.accepted.perSecondBeyond(saved, (saved > 0) ? this.firstBurstNanos : 0, this.openedAt, now));
	}

	/**
	 * Notes that the gate closes.
	 * @param now the time
	 * @param openAt when the gate opens again
	 */
	void close(long now, long openAt) {
		boolean dry = isEmpty();
		this.dryForLong = dry && now - this.exhaustedAt > LONG_DRY_NANOS;
		if (!dry) {
			this.exhaustedAt = now;
		}
		setOpening(openAt);
	}

	/** Notes that the closed gate opens later than planned. */
	void openLater(long now, long openAt) {
		if (now - this.openedAt < 0 && this.openedAt - openAt < 0) {
			setOpening(openAt);
		}
	}

	private void setOpening(long openAt) {
		this.openedAt = openAt;
		this.accepted.sample(openAt);
		this.totalAtOpening = this.accepted.total();
	}

}
