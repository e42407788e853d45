package org.rolebindings.api.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Estimates the time on the server's clock from the {@code Date} of its answers. A
 * {@code Date} has whole seconds, so the estimate is right within about a second. Between
 * two answers the monotonic clock is added, so a change of this machine's clock does no
 * harm.
 */
public final class ServerClock {

	private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

	/** The longest time between two heartbeats of a start. */
	private static final Duration LONGEST_HEARTBEAT = Duration.ofSeconds(10);

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
	 * Returns the time on the server's clock.
	 * @return the {@code Date} of the last answer, plus the time that has passed since
	 */
	public Instant now() {
		Reading reading = this.last;
		return reading.time().plusNanos(this.nanoClock.getAsLong() - reading.nanos());
	}

	/**
	 * Returns the latest time at which the server may carry out a request, if this
	 * process dies within ten seconds.
	 * @return now, {@code --timeout} and ten seconds, on the server's clock
	 */
	public Instant latestEffect() {
		return now().plus(this.timeout).plus(LONGEST_HEARTBEAT);
	}

	/** Sets the clock by the {@code Date} of an answer that has just arrived. */
	void set(Instant date) {
		this.last = new Reading(date.plus(HALF_A_SECOND), this.nanoClock.getAsLong());
	}

}
