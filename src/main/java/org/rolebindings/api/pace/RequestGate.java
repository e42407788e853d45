package org.rolebindings.api.pace;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.RetryRules;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopSwitch;

/**
 * Through which every request goes: the one pace of all senders. A server that asks to
 * wait closes it for all of them, for as long as it says; afterwards it lets through what
 * the server was seen to take. If more in flight make nothing faster, it keeps fewer.
 */
public final class RequestGate {

	private final LongSupplier nanoClock;

	private final Departures departures;

	private final ConcurrencyLimit concurrencyLimit;

	private final InFlightLimit inFlight;

	private final OutageBackOff outage;

	/**
	 * Opens a gate.
	 * @param ceiling the most requests a second, or {@code null} for no ceiling
	 * @param concurrency the most requests in flight that there are ever going to be
	 * @param rules how long it closes if a server that has enough does not say how long
	 * @param stop ends all waiting
	 * @param nanoClock a clock like {@link System#nanoTime()}
	 */
	public RequestGate(@Nullable Integer ceiling, int concurrency, RetryRules rules, StopSwitch stop,
			LongSupplier nanoClock) {
		this.nanoClock = nanoClock;
		this.departures = new Departures(ceiling, rules, stop, nanoClock);
		this.concurrencyLimit = new ConcurrencyLimit(concurrency, nanoClock.getAsLong());
		this.inFlight = new InFlightLimit(this.concurrencyLimit::limit, stop);
		this.outage = new OutageBackOff(rules, stop, nanoClock);
	}

	/**
	 * Waits until a request may leave. {@link #leave} has to follow, whatever comes of
	 * it.
	 * @return when it leaves, to be told with its answer
	 * @throws SendingStoppedException if the run stops before that
	 */
	public long enter() {
		this.inFlight.enter();
		return pass(false);
	}

	/**
	 * The same for a request that finds out whether the service lives: in an outage it
	 * leaves before all others that wait.
	 */
	public long enterFirst() {
		this.inFlight.enterAnyway();
		return pass(true);
	}

	private long pass(boolean first) {
		try {
			boolean alone = this.outage.enter(first);
			long departure = this.departures.await();
			if (alone) {
				this.outage.departs(departure);
			}
			return departure;
		}
		catch (SendingStoppedException ex) {
			this.inFlight.leave();
			throw ex;
		}
	}

	/**
	 * A request that left is answered, or never will be.
	 * @param departure when it left
	 */
	public void leave(long departure) {
		this.inFlight.leave();
		this.outage.left(departure);
	}

	/** What has the run back off while nobody gets a proper answer. */
	public OutageBackOff outage() {
		return this.outage;
	}

	/**
	 * How many requests have entered and not left.
	 * @return the number, 0 or more
	 */
	public int inFlight() {
		return this.inFlight.count();
	}

	/**
	 * The server has taken a request, whatever came of it.
	 * @param departure when that left
	 */
	public void taken(long departure) {
		this.departures.taken(departure);
	}

	/**
	 * The server has done what a request is sent for many times over. Only such requests
	 * are alike enough to tell by their times whether the server has a queue: a listing,
	 * or a refusal, is another kind of work.
	 * @param departure when that left
	 */
	public void served(long departure) {
		this.concurrencyLimit.answered(departure, this.nanoClock.getAsLong());
	}

	/**
	 * The server has refused a request because there are too many.
	 * @param departure when that left
	 * @param retryAfter how long the server asks to wait; {@code null} if it does not
	 * say; then the gate backs off, for longer each time in a row
	 * @return whether that is news, because the request left after the last pause
	 */
	public boolean refused(long departure, @Nullable Duration retryAfter) {
		return this.departures.refused(departure, retryAfter);
	}

	/**
	 * Closes the gate, or keeps it closed for longer.
	 * @param duration from now on
	 * @return whether it was open
	 */
	public boolean close(Duration duration) {
		return this.departures.close(duration);
	}

	/**
	 * How long the gate stays closed.
	 * @return the time, zero if it is open
	 */
	public Duration closedFor() {
		return this.departures.closedFor();
	}

	/**
	 * The pace that the gate keeps to now.
	 * @return the requests a second that may leave; infinite if there is no limit
	 */
	public double perSecond() {
		return this.departures.perSecond();
	}

	/** The nanoseconds for which the gate has been closed so far, all pauses together. */
	public long closedNanos() {
		return this.departures.closedNanos();
	}

}
