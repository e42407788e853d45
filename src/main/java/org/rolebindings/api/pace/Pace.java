package org.rolebindings.api.pace;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Determines how many requests a second may leave. At first the ceiling is the only
 * limit. After a 429, the pace begins a little below the rate that the server has
 * accepted, and then follows a {@link PaceCurve}.
 * <p>
 * {@link #isUnlimited} and {@link #accepted} are for all threads; the lock of
 * {@link RequestPacer} guards the other methods. Times are those of a clock like
 * {@link System#nanoTime()}.
 */
final class Pace {

	/**
	 * The share of the limit at which the pace goes on, by the number of refusals in a
	 * row that came soon.
	 */
	private static final double[] SHARES_OF_LIMIT = { PaceCurve.START_SHARE, 0.97, 0.9, 0.8 };

	private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

	/**
	 * A refusal after less time than this shows that the limit is lower than the
	 * estimate.
	 */
	private static final double REFUSED_SOON_SECONDS = 4;

	/** A pace above this multiple of the limit is beyond the limit by more than noise. */
	private static final double BEYOND_LIMIT_RATIO = 1.02;

	/** For so long after a fall, the limit is likely to rise again. */
	private static final long FALL_REMEMBERED_NANOS = Duration.ofMinutes(2).toNanos();

	private static final double SLOWEST_PER_SECOND = 0.2;

	/**
	 * If the pace is slow, few requests are accepted, which proves nothing. So the pace
	 * goes below this rate only after {@link #REFUSALS_AS_PROOF} refusals in a row with
	 * fewer than {@link #FEW_ACCEPTED} accepted requests before each.
	 */
	private static final double SLOW_PER_SECOND = 5;

	private static final int FEW_ACCEPTED = 5;

	private static final int REFUSALS_AS_PROOF = 4;

	/** The pace at which the first requests find out whether a pause was long enough. */
	private static final double PROBING_PER_SECOND = 20;

	private final double ceiling;

	private final AcceptedRequests accepted;

	private volatile @Nullable PaceCurve curve;

	private boolean probes;

	private int refusedSoon;

	private int lowCounts;

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

	/** Returns whether requests may leave at once. */
	boolean isUnlimited() {
		return this.curve == null && Double.isInfinite(this.ceiling);
	}

	/** Returns the requests a second that may leave now. */
	double perSecond(long now) {
		return Math.min(this.ceiling, estimate(now));
	}

	/**
	 * Returns the nanoseconds from one departure to the next.
	 * @param now the time
	 * @param lateness how late a request may leave; even then no second has more
	 * departures than the ceiling
	 */
	long nanosBetween(long now, long lateness) {
		return (long) Math
			.ceil(Math.max((NANOS_PER_SECOND + lateness) / this.ceiling, NANOS_PER_SECOND / estimate(now)));
	}

	private double estimate(long now) {
		PaceCurve curve = this.curve;
		if (curve == null) {
			return Double.POSITIVE_INFINITY;
		}
		double found = curve.at(Math.max(0, this.accepted.seconds(now)));
		return (this.probes && this.accepted.isEmpty()) ? Math.min(PROBING_PER_SECOND, found) : found;
	}

	/**
	 * Counts a request that the server has accepted.
	 * @param departure when the request left
	 * @param now the time
	 */
	void accepted(long departure, long now) {
		this.accepted.add(departure, now);
	}

	/**
	 * Adapts the pace to a 429.
	 * @param now the time
	 * @param pause how long the gate will be closed, in nanoseconds
	 * @param serverSaid whether the server has set that time
	 */
	void refused(long now, long pause, boolean serverSaid) {
		PaceCurve curve = this.curve;
		double before = estimate(now);
		// A new estimate stays for a second at least
		if (!this.accepted.isEmpty() && (curve == null || now - this.foundAt > NANOS_PER_SECOND)) {
			this.foundAt = now + pause;
			this.curve = (curve != null) ? next(curve, now, pause, before) : first(now, pause);
		}
		this.probes = !serverSaid || this.accepted.isEmpty();
		this.accepted.close(now, now + pause);
	}

	private PaceCurve first(long now, long pause) {
		AcceptedRequests.Observation seen = this.accepted.firstRefusal(now, pause);
		return PaceCurve.first(notTooSlow(seen, seen.recent(), SLOW_PER_SECOND));
	}

	private PaceCurve next(PaceCurve curve, long now, long pause, double before) {
		AcceptedRequests.Observation seen = this.accepted.laterRefusal(now, pause, curve.limit());
		boolean beyond = before > BEYOND_LIMIT_RATIO * curve.limit();
		double likely = beyond ? higher(curve, seen, before) : lower(curve, seen, before);
		double found = notTooSlow(seen, likely, curve.limit());
		if (curve.fallsTo(found)) {
			this.fellAt = now;
		}
		return curve.next(found, this.fellAt != null && now - this.fellAt < FALL_REMEMBERED_NANOS);
	}

	/**
	 * Estimates the limit after a refusal beyond it: the limit may have risen, or the
	 * server had saved up some quota.
	 */
	private double higher(PaceCurve curve, AcceptedRequests.Observation seen, double before) {
		this.refusedSoon = 0;
		// As long as the pace doubles, the pace itself is no estimate
		double recent = curve.confirmed() ? Math.min(before, seen.recent()) : seen.beyondSaved();
		double likely = (before < SLOW_PER_SECOND) ? 0 : (recent + seen.beyondSaved()) / 2;
		return Math.min(before, Math.max(curve.limit(), Math.max(seen.atLeast(), likely)));
	}

	/**
	 * Estimates the limit after a refusal below it: the limit is lower, or the pace
	 * exceeded it by noise.
	 */
	private double lower(PaceCurve curve, AcceptedRequests.Observation seen, double before) {
		this.refusedSoon = (curve.confirmed() && seen.seconds() < REFUSED_SOON_SECONDS) ? this.refusedSoon + 1 : 0;
		double share = SHARES_OF_LIMIT[Math.min(this.refusedSoon, SHARES_OF_LIMIT.length - 1)] / PaceCurve.START_SHARE;
		double least = Math.min(before, curve.limit()) / (curve.confirmed() ? 2 : 8);
		return Math.max(least, share * Math.min(before, seen.recent()));
	}

	private double notTooSlow(AcceptedRequests.Observation seen, double found, double limit) {
		this.lowCounts = (seen.count() < FEW_ACCEPTED) ? this.lowCounts + 1 : 0;
		return Math.max((this.lowCounts < REFUSALS_AS_PROOF) ? Math.min(SLOW_PER_SECOND, limit) : SLOWEST_PER_SECOND,
				found);
	}

	/**
	 * Starts again a little below the limit, because another process was refused. If
	 * processes share a limit, they come near to it together then, and one refusal is
	 * enough for all.
	 * @param now the time
	 * @param openAt when the gate opens
	 */
	void startAgain(long now, long openAt) {
		PaceCurve curve = this.curve;
		if (curve != null) {
			this.curve = curve.startAgain();
			this.accepted.close(now, openAt);
		}
	}

	/**
	 * Notes that the pause was extended.
	 * @param now the time
	 * @param openAt when the gate opens
	 */
	void openLater(long now, long openAt) {
		this.accepted.openLater(now, openAt);
	}

}
