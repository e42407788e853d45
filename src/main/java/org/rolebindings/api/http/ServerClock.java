package org.rolebindings.api.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The server's clock, as far as its answers tell it. A {@code Date} header counts whole
 * seconds, so this is right within about a second. Between two answers it goes on with
 * the monotonic clock, so a step of this machine's clock does not move it.
 */
public final class ServerClock {

	private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

	/** The room between two signs of life of a start. */
	private static final Duration SIGN_OF_LIFE_ROOM = Duration.ofSeconds(10);

	private final LongSupplier nanoClock;

	private final Duration timeout;

	private volatile Reading last;

	/** The time on the server at a moment of the monotonic clock. */
	private record Reading(Instant time, long nanos) {
	}

	/**
	 * Makes a clock that shows this machine's time until the server's is known.
	 * @param clock this machine's clock
	 * @param nanoClock a monotonic clock
	 * @param timeout the time for one whole exchange
	 */
	public ServerClock(Clock clock, LongSupplier nanoClock, Duration timeout) {
		this.nanoClock = nanoClock;
		this.timeout = timeout;
		this.last = new Reading(clock.instant(), nanoClock.getAsLong());
	}

	/**
	 * The time on the server.
	 * @return what the last answer said, and the time that has passed since
	 */
	public Instant now() {
		Reading reading = this.last;
		return reading.time().plusNanos(this.nanoClock.getAsLong() - reading.nanos());
	}

	/**
	 * The latest time at which the server carries out a request, if this process dies
	 * within ten seconds.
	 * @return now, {@code --timeout} and ten seconds, on the server's clock
	 */
	public Instant latestEffect() {
		return now().plus(this.timeout).plus(SIGN_OF_LIFE_ROOM);
	}

	void heard(Instant date) {
		this.last = new Reading(date.plus(HALF_A_SECOND), this.nanoClock.getAsLong());
	}

}
