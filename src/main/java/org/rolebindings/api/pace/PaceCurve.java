package org.rolebindings.api.pace;

/**
 * How the pace goes on from a limit that was found, by the time for which the gate has
 * been open since: a little below it at first, back at it after a while, and then beyond,
 * slowly at first, while nothing is known. The idea is that of CUBIC (RFC 9438, section
 * 4.2), which keeps close to a limit that stays and finds one that moved.
 *
 * @param limit the requests a second that the server takes, as far as is known
 * @param confirmed whether it was found by more than one refusal
 * @param wayBack the seconds until the pace is back at the limit
 */
record PaceCurve(double limit, boolean confirmed, double wayBack) {

	/** With what share of the limit the pace sets out. */
	static final double START = 0.97;

	/** Two limits closer than this are the same. */
	private static final double SAME = 0.1;

	/** The way back to a limit that moved, and may be moving still. */
	private static final double SHORT_WAY = 5;

	/** The way back to a limit that fell a short time ago and may rise again. */
	private static final double MIDDLE_WAY = 15;

	/** The way back to a limit that stays. Getting to know that costs a pause. */
	private static final double LONG_WAY = 60;

	/** Beyond the limit by the start's distance after so many seconds, then faster. */
	private static final double STRIDE = 3;

	/**
	 * How many seconds the pace stays at the limit that the first refusal shows. The
	 * lower that is, the likelier it is only a bucket's depth, while the bucket fills
	 * faster; then the pace soon looks for more.
	 */
	private static final double MOST_TRUSTED = 8;

	private static final double LEAST_TRUSTED = 0.05;

	/** The same at so many requests a second; it falls with the third power of them. */
	private static final double TRUSTED_AT_150 = 7.5;

	private static final double DOUBLED_AFTER = 0.5;

	/** Begins with what the first refusal shows. */
	static PaceCurve first(double limit) {
		return new PaceCurve(limit, false, SHORT_WAY);
	}

	/** The requests a second after so many seconds of an open gate. */
	double at(double seconds) {
		if (!this.confirmed) {
			double beyond = seconds - trusted();
			return this.limit * START * Math.pow(2, Math.max(0, beyond) / DOUBLED_AFTER);
		}
		double way = seconds - this.wayBack;
		way /= (way < 0) ? this.wayBack : STRIDE;
		return this.limit * (1 + (1 - START) * way * way * way);
	}

	private double trusted() {
		double seconds = TRUSTED_AT_150 * Math.pow(this.limit / 150, 3);
		return Math.max(LEAST_TRUSTED, Math.min(MOST_TRUSTED, seconds));
	}

	/** Whether another limit is lower by more than chance. */
	boolean fallsTo(double found) {
		return this.confirmed && found < (1 - SAME) * this.limit;
	}

	/**
	 * Goes on from a limit that was found later.
	 * @param found the limit
	 * @param mayRise whether it fell a short time ago
	 */
	PaceCurve next(double found, boolean mayRise) {
		boolean stays = Math.abs(found - this.limit) < SAME * this.limit;
		double longest = mayRise ? MIDDLE_WAY : LONG_WAY;
		return new PaceCurve(found, true, stays ? longest : SHORT_WAY);
	}

}
