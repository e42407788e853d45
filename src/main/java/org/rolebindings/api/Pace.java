package org.rolebindings.api;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How many requests a second may leave. At first as many as the ceiling allows. Once the
 * server has said that there are too many, the pace is what it was seen to take, a little
 * less at first; then it grows: fast where it is far below the last limit, slowly near
 * it, faster again beyond, where nothing is known. The curve is that of CUBIC (RFC 9438,
 * section 4.2), which keeps close to a limit that stays and finds one that moved.
 * <p>
 * The gate's lock guards all but {@link #isFree} and {@link #taken}. Times are those of a
 * clock like {@link System#nanoTime()}.
 */
final class Pace {

	/**
	 * With what share of the limit the pace goes on, by how often in a row the server has
	 * refused it soon.
	 */
	private static final double[] SHARES = { 0.97, 0.9, 0.8, 0.7 };

	/** How far the pace sets out below the limit, and is beyond it in twice the time. */
	private static final double DIP = 1 - SHARES[0];

	private static final double SECOND = Duration.ofSeconds(1).toNanos();

	/** A refusal that comes this soon says that the limit is lower than thought. */
	private static final double SOON = 4;

	/**
	 * The seconds in which the pace doubles after the first refusal, which tells little:
	 * the server may have taken all at once that it had to give.
	 */
	private static final double DOUBLED_AFTER = 3;

	/** The seconds until the pace is back at a limit that may have moved. */
	private static final double SHORT_RETURN = 5;

	/** The seconds until it is back at a limit that has stayed where it was. */
	private static final double LONG_RETURN = 60;

	private static final double SLOWEST = 0.2;

	/**
	 * Where little is sent, little is taken, so what was seen proves nothing. The pace
	 * goes below this one only after so many refusals in a row with so few requests
	 * between them.
	 */
	private static final double SLOW = 5;

	private static final int FEW = 5;

	private static final int PROOF = 4;

	/** Two limits closer than this are the same. */
	private static final double SAME = 0.1;

	private final double ceiling;

	private final RecentCount taken;

	private volatile boolean limited;

	private double limit;

	private boolean confirmed;

	private double seconds;

	private int refusedSoon;

	private int takesFew;

	private volatile long openedAt;

	private long foundAt;

	/**
	 * Begins with the ceiling.
	 * @param ceiling the most requests a second, or {@code null}
	 * @param now the time
	 */
	Pace(@Nullable Integer ceiling, long now) {
		this.ceiling = (ceiling != null) ? ceiling : Double.POSITIVE_INFINITY;
		this.taken = new RecentCount(now);
		this.openedAt = now;
	}

	/** Whether requests may leave as fast as they come. */
	boolean isFree() {
		return !this.limited && Double.isInfinite(this.ceiling);
	}

	/** The requests a second that may leave now. */
	double perSecond(long now) {
		return Math.min(this.ceiling, found(now));
	}

	private double found(long now) {
		if (!this.limited) {
			return Double.POSITIVE_INFINITY;
		}
		double open = (now - this.openedAt) / SECOND;
		if (!this.confirmed) {
			return this.limit * SHARES[0] * Math.pow(2, Math.max(0, open) / DOUBLED_AFTER);
		}
		double way = (open - this.seconds) / this.seconds;
		return this.limit * (1 + DIP * way * way * way);
	}

	/**
	 * The server has taken a request.
	 * @param departure when that left
	 * @param now the time
	 */
	void taken(long departure, long now) {
		if (departure - this.openedAt >= 0) {
			this.taken.add(now);
		}
	}

	/**
	 * The server has said that there are too many.
	 * @param now the time
	 * @param pause how long the gate is closed for that, in nanoseconds
	 */
	void refused(long now, long pause) {
		RecentCount.Span span = this.taken.since(this.openedAt, now);
		double open = (now - this.openedAt) / SECOND;
		double before = found(now);
		opensAt(now + pause);
		// A pace that has just been found gets a second to show what it is worth
		if (span.count() > 0 && (!this.limited || now - this.foundAt > SECOND)) {
			this.foundAt = now + pause;
			this.refusedSoon = (this.confirmed && open < SOON) ? this.refusedSoon + 1 : 0;
			double share = SHARES[Math.min(this.refusedSoon, SHARES.length - 1)];
			double seen = span.count() / seconds(span.nanos(), pause);
			this.takesFew = (span.count() < FEW) ? this.takesFew + 1 : 0;
			double next = Math.max(share * Math.min(before, seen), this.limited ? Math.min(before, this.limit) / 2 : 0);
			remember(Math.max((this.takesFew < PROOF) ? SLOW : SLOWEST, next) / SHARES[0]);
		}
	}

	/**
	 * The pause is longer than thought.
	 * @param now the time
	 * @param openAt when the gate opens
	 */
	void waits(long now, long openAt) {
		if (now - this.openedAt < 0 && this.openedAt - openAt < 0) {
			opensAt(openAt);
		}
	}

	private void opensAt(long openAt) {
		this.openedAt = openAt;
		this.taken.sample(openAt);
	}

	/**
	 * The time in which the server took what it took. A server that counts by the second
	 * may have taken a whole second's requests at once and refuse what follows until the
	 * second is over; what it took before the first pause it may have saved up.
	 */
	private double seconds(long open, long pause) {
		return Math.max(Math.max(open, pause) / SECOND, this.limited ? 0.001 : 1);
	}

	private void remember(double found) {
		boolean stays = this.confirmed && Math.abs(found - this.limit) < SAME * this.limit;
		this.seconds = stays ? Math.min(LONG_RETURN, 2 * this.seconds) : SHORT_RETURN;
		this.limit = found;
		this.confirmed = this.limited;
		this.limited = true;
	}

}
