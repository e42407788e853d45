package org.rolebindings.api.pace;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How many requests a second may leave. At first as many as the ceiling allows. Once the
 * server has said that there are too many, the pace is what it was seen to take, a little
 * less at first, and then a {@link PaceCurve}.
 * <p>
 * The lock of {@link Departures} guards all but {@link #isFree} and {@link #taken}. Times
 * are those of a clock like {@link System#nanoTime()}.
 */
final class Pace {

	/**
	 * With what share of the limit the pace goes on, by how often in a row the server has
	 * refused it soon.
	 */
	private static final double[] SHARES = { PaceCurve.START, 0.97, 0.9, 0.8 };

	private static final double SECOND = Duration.ofSeconds(1).toNanos();

	/** A refusal that comes this soon says that the limit is lower than thought. */
	private static final double SOON = 4;

	/** A pace beyond the limit by more than chance. */
	private static final double BEYOND = 1.02;

	/** For how long a limit that fell is likely to rise again. */
	private static final long FALL_REMEMBERED = Duration.ofMinutes(2).toNanos();

	private static final double SLOWEST = 0.2;

	/**
	 * If little is sent, little is taken, so what was seen proves nothing. The pace goes
	 * below this one only after so many refusals in a row with so few requests between
	 * them.
	 */
	private static final double SLOW = 5;

	private static final int FEW = 5;

	private static final int PROOF = 4;

	/** The pace at which to ask whether a pause has been long enough. */
	private static final double ASKING = 20;

	private final double ceiling;

	private final AcceptedRequests accepted;

	private volatile @Nullable PaceCurve curve;

	private boolean asks;

	private int refusedSoon;

	private int takesFew;

	private long foundAt;

	private @Nullable Long fellAt;

	/**
	 * Begins with the ceiling.
	 * @param ceiling the most requests a second, or {@code null}
	 * @param now the time
	 */
	Pace(@Nullable Integer ceiling, long now) {
		this.ceiling = (ceiling != null) ? ceiling : Double.POSITIVE_INFINITY;
		this.accepted = new AcceptedRequests(now);
	}

	/** Whether requests may leave as fast as they come. */
	boolean isFree() {
		return this.curve == null && Double.isInfinite(this.ceiling);
	}

	/** The requests a second that may leave now. */
	double perSecond(long now) {
		return Math.min(this.ceiling, found(now));
	}

	/**
	 * The nanoseconds from one departure to the next.
	 * @param now the time
	 * @param lateness how late a request may be; with that, too, no second holds more
	 * than the ceiling
	 */
	long nanosBetween(long now, long lateness) {
		return (long) Math.ceil(Math.max((SECOND + lateness) / this.ceiling, SECOND / found(now)));
	}

	private double found(long now) {
		PaceCurve curve = this.curve;
		if (curve == null) {
			return Double.POSITIVE_INFINITY;
		}
		double found = curve.at(Math.max(0, this.accepted.seconds(now)));
		return (this.asks && this.accepted.isEmpty()) ? Math.min(ASKING, found) : found;
	}

	/**
	 * The server has taken a request.
	 * @param departure when that left
	 * @param now the time
	 */
	void taken(long departure, long now) {
		this.accepted.add(departure, now);
	}

	/**
	 * The server has said that there are too many.
	 * @param now the time
	 * @param pause how long the gate is closed for that, in nanoseconds
	 * @param told whether that is the server's word
	 */
	void refused(long now, long pause, boolean told) {
		PaceCurve curve = this.curve;
		double before = found(now);
		// A pace that has just been found gets a second to show what it is worth
		if (!this.accepted.isEmpty() && (curve == null || now - this.foundAt > SECOND)) {
			this.foundAt = now + pause;
			this.curve = (curve != null) ? next(curve, now, pause, before) : first(now, pause);
		}
		this.asks = !told || this.accepted.isEmpty();
		this.accepted.close(now, now + pause);
	}

	private PaceCurve first(long now, long pause) {
		AcceptedRequests.Seen seen = this.accepted.first(now, pause);
		return PaceCurve.first(notTooSlow(seen, seen.recent(), SLOW));
	}

	private PaceCurve next(PaceCurve curve, long now, long pause, double before) {
		AcceptedRequests.Seen seen = this.accepted.later(now, pause, curve.limit());
		boolean beyond = before > BEYOND * curve.limit();
		double likely = beyond ? higher(curve, seen, before) : lower(curve, seen, before);
		double found = notTooSlow(seen, likely, curve.limit());
		if (curve.fallsTo(found)) {
			this.fellAt = now;
		}
		return curve.next(found, this.fellAt != null && now - this.fellAt < FALL_REMEMBERED);
	}

	/** The limit may have risen, or the server has let its savings be taken. */
	private double higher(PaceCurve curve, AcceptedRequests.Seen seen, double before) {
		this.refusedSoon = 0;
		// As long as the pace doubles, it says nothing itself
		double recent = curve.confirmed() ? Math.min(before, seen.recent()) : seen.beyondSaved();
		double likely = (before < SLOW) ? 0 : (recent + seen.beyondSaved()) / 2;
		return Math.min(before, Math.max(curve.limit(), Math.max(seen.atLeast(), likely)));
	}

	/** The limit is lower, or chance has made the pace exceed it. */
	private double lower(PaceCurve curve, AcceptedRequests.Seen seen, double before) {
		this.refusedSoon = (curve.confirmed() && seen.seconds() < SOON) ? this.refusedSoon + 1 : 0;
		double share = SHARES[Math.min(this.refusedSoon, SHARES.length - 1)] / PaceCurve.START;
		double least = Math.min(before, curve.limit()) / (curve.confirmed() ? 2 : 8);
		return Math.max(least, share * Math.min(before, seen.recent()));
	}

	private double notTooSlow(AcceptedRequests.Seen seen, double found, double limit) {
		this.takesFew = (seen.count() < FEW) ? this.takesFew + 1 : 0;
		return Math.max((this.takesFew < PROOF) ? Math.min(SLOW, limit) : SLOWEST, found);
	}

	/**
	 * The pause is longer than thought.
	 * @param now the time
	 * @param openAt when the gate opens
	 */
	void waits(long now, long openAt) {
		this.accepted.waits(now, openAt);
	}

}
