package org.rolebindings.inbox;

import java.time.Duration;

/** How long to wait before the next attempt: twice as long after each failure. */
final class RetryDelay {

	static final Duration FIRST = Duration.ofSeconds(1);

	private static final Duration LONGEST = Duration.ofSeconds(30);

	private Duration delay = FIRST;

	/** The delay after a failure. */
	Duration next() {
		Duration delay = this.delay;
		Duration twice = delay.multipliedBy(2);
		this.delay = (twice.compareTo(LONGEST) < 0) ? twice : LONGEST;
		return delay;
	}

	/** Begins anew after a success. */
	void reset() {
		this.delay = FIRST;
	}

}
