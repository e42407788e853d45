package org.rolebindings.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The server's clock, as far as its answers tell it. A {@code Date} header counts whole
 * seconds, so this is right within about a second.
 */
public final class ServerClock {

	private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

	private final Clock clock;

	private volatile Duration offset = Duration.ZERO;

	ServerClock(Clock clock) {
		this.clock = clock;
	}

	/**
	 * The time on the server.
	 * @return the own clock's time, corrected by what the last answer said
	 */
	public Instant now() {
		return this.clock.instant().plus(this.offset);
	}

	void heard(Instant date) {
		this.offset = Duration.between(this.clock.instant(), date.plus(HALF_A_SECOND));
	}

}
