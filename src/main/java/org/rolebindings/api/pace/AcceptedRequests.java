package org.rolebindings.api.pace;

import java.time.Duration;

/**
 * What a server has taken since the gate opened, and what that says about how much it
 * takes a second. {@link #add} is for all threads, the rest is for one at a time.
 */
final class AcceptedRequests {

	private static final double SECOND = Duration.ofSeconds(1).toNanos();

	/** A server that fills up while the gate is closed has so much of it left at most. */
	private static final double SAVED_UP = 1.5;

	private static final double SHORT_PAUSE = 0.2;

	/** If the server takes nothing for this long, it counts over this time. */
	private static final long LONG = Duration.ofSeconds(4).toNanos();

	private final RecentCount taken;

	private volatile long openedAt;

	private long totalAtOpening;

	private long exhaustedAt;

	private boolean dryForLong;

	private double atOnce;

	/** How long that took. Only requests beyond the limit for this time were saved up. */
	private long atOnceNanos;

	/**
	 * What is known at a refusal.
	 *
	 * @param count what was taken since the gate opened
	 * @param seconds the time since then
	 * @param recent at how many a second the server took them lately
	 * @param atLeast how many it takes a second at least, whatever it had saved up
	 * @param beyondSaved the same in the last seconds alone
	 */
	record Seen(long count, double seconds, double recent, double atLeast, double beyondSaved) {
	}

	AcceptedRequests(long now) {
		this.taken = new RecentCount(now);
		this.openedAt = now;
		this.exhaustedAt = now;
	}

	/** A request that left then was taken. */
	void add(long departure, long now) {
		if (departure - this.openedAt >= 0) {
			this.taken.add(now);
		}
	}

	/** How long the gate has been open, in seconds; negative while it is closed. */
	double seconds(long now) {
		return (now - this.openedAt) / SECOND;
	}

	/** Whether anything was taken since the gate opened. */
	boolean isEmpty() {
		return count() == 0;
	}

	private long count() {
		return this.taken.total() - this.totalAtOpening;
	}

	/** The server has taken its fill before; from now on that counts. */
	Seen first(long now, long pause) {
		Seen seen = seen(now, pause, 1, 0);
		this.atOnce = seen.count();
		long nanos = this.taken.since(this.openedAt, now).nanos();
		this.atOnceNanos = (nanos < SECOND) ? nanos : 0;
		return seen;
	}

	/**
	 * What is known at a later refusal.
	 * @param now the time
	 * @param pause how long the gate is closed for that, in nanoseconds
	 * @param limit the limit that was thought to hold
	 */
	Seen later(long now, long pause, double limit) {
		double saved = SAVED_UP * limit * Math.max(SHORT_PAUSE, pause / SECOND);
		return seen(now, pause, 0.001, Math.min(this.atOnce, saved));
	}

	/**
	 * A server that counts by the second may have taken a whole second's requests at once
	 * and refuse what follows until the second is over; what it took before the first
	 * pause it may have saved up.
	 */
	private Seen seen(long now, long pause, double shortest, double saved) {
		RecentCount.Span span = this.taken.since(this.openedAt, now);
		double open = seconds(now);
		double closing = pause / SECOND;
		double counted = this.dryForLong ? (now - this.exhaustedAt) / SECOND
				: Math.max(shortest, Math.max(span.nanos() / SECOND, closing));
		return new Seen(count(), open, span.count() / counted, count() / Math.max(1, open + closing),
				this.taken.perSecondBeyond(saved, (saved > 0) ? this.atOnceNanos : 0, this.openedAt, now));
	}

	/**
	 * The gate closes.
	 * @param now the time
	 * @param openAt when it opens again
	 */
	void close(long now, long openAt) {
		boolean dry = isEmpty();
		this.dryForLong = dry && now - this.exhaustedAt > LONG;
		if (!dry) {
			this.exhaustedAt = now;
		}
		opensAt(openAt);
	}

	/** The gate opens later than thought, if it is closed. */
	void waits(long now, long openAt) {
		if (now - this.openedAt < 0 && this.openedAt - openAt < 0) {
			opensAt(openAt);
		}
	}

	private void opensAt(long openAt) {
		this.openedAt = openAt;
		this.taken.sample(openAt);
		this.totalAtOpening = this.taken.total();
	}

}
