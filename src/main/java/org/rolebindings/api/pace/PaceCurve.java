package org.rolebindings.api.pace;

/**
 * The pace after a limit was estimated, as a function of the time for which the gate has
 * been open since. The pace starts a little below the limit, returns to it after a while,
 * and then grows beyond it, slowly at first. CUBIC (RFC 9438, section 4.2) does the same:
 * it stays near a limit that does not change, and finds a limit that has changed.
 *
 * @param limit the estimate of the requests a second that the server accepts
 * @param confirmed whether the estimate is based on more than one refusal
 * @param returnSeconds the seconds until the pace has returned to the limit
 */
record PaceCurve(double limit, boolean confirmed, double returnSeconds) {

	/** The pace starts at this share of the limit. */
	static final double START_SHARE = 0.97;

	/** Two limits that differ by less than this share count as the same. */
	private static final double SAME_LIMIT_SHARE = 0.1;

	/** The return to a limit that has changed, and may change further. */
	private static final double SHORT_RETURN_SECONDS = 5;

	/** The return to a limit that fell a short time ago and may rise again. */
	private static final double MIDDLE_RETURN_SECONDS = 15;

	/**
	 * The return to a limit that does not change. It is long, because each refusal costs
	 * a pause.
	 */
	private static final double LONG_RETURN_SECONDS = 60;

	/**
	 * So many seconds after its return, the pace is as far above the limit as it started
	 * below it. Then it grows faster.
	 */
	private static final double GROWTH_SECONDS = 3;

	/**
	 * The longest time for which the pace stays at the limit of the first refusal. A low
	 * limit may be only the size of a token bucket that fills faster. So the lower the
	 * limit, the sooner the pace grows.
	 */
	private static final double MOST_TRUSTED_SECONDS = 8;

	private static final double LEAST_TRUSTED_SECONDS = 0.05;

	/**
	 * The time at 150 requests a second. It changes with the third power of the limit.
	 */
	private static final double TRUSTED_SECONDS_AT_150 = 7.5;

	private static final double DOUBLING_SECONDS = 0.5;

	/**
	 * The requests a second by which the limit rises if another process is refused. The
	 * fastest one is refused most often, so the others come up to it.
	 */
	private static final double RISE_PER_SECOND = 0.25;

	/** Begins with the limit that the first refusal shows. */
	static PaceCurve first(double limit) {
		return new PaceCurve(limit, false, SHORT_RETURN_SECONDS);
	}

	/** Returns the requests a second after the gate has been open for some seconds. */
	double at(double seconds) {
		if (!this.confirmed) {
			double beyond = seconds - trusted();
			return this.limit * START_SHARE * Math.pow(2, Math.max(0, beyond) / DOUBLING_SECONDS);
		}
		double way = seconds - this.returnSeconds;
		way /= (way < 0) ? this.returnSeconds : GROWTH_SECONDS;
		return this.limit * (1 + (1 - START_SHARE) * way * way * way);
	}

	private double trusted() {
		double seconds = TRUSTED_SECONDS_AT_150 * Math.pow(this.limit / 150, 3);
		return Math.max(LEAST_TRUSTED_SECONDS, Math.min(MOST_TRUSTED_SECONDS, seconds));
	}

	/** Returns whether a new estimate is lower by more than noise. */
	boolean fallsTo(double found) {
		return this.confirmed && found < (1 - SAME_LIMIT_SHARE) * this.limit;
	}

	/**
	 * Returns the curve for a later estimate.
	 * @param found the new limit
	 * @param mayRise whether the limit fell a short time ago
	 */
	PaceCurve next(double found, boolean mayRise) {
		boolean stays = Math.abs(found - this.limit) < SAME_LIMIT_SHARE * this.limit;
		double longest = mayRise ? MIDDLE_RETURN_SECONDS : LONG_RETURN_SECONDS;
		return new PaceCurve(found, true, stays ? longest : SHORT_RETURN_SECONDS);
	}

	/** Returns the curve after the refusal of another process with the same limit. */
	PaceCurve startAgain() {
		return this.confirmed ? new PaceCurve(this.limit + RISE_PER_SECOND, true, this.returnSeconds) : this;
	}

}
