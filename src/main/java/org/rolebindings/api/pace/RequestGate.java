package org.rolebindings.api.pace;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.RetryRules;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopSwitch;

/**
 * Decides when each request may leave. All senders share one gate. If the server asks the
 * client to wait, the gate closes for that time. Afterwards it lets requests leave at the
 * pace that the server accepts. It also limits the requests in flight, if the server only
 * queues them.
 */
public final class RequestGate {

	private final LongSupplier nanoClock;

	private final RequestPacer pacer;

	private final ConcurrencyLimit concurrencyLimit;

	private final InFlightLimit inFlight;

	private final OutageBackOff outage;

	private final @Nullable SharedRate sharedRate;

	/**
	 * Opens a gate for this process alone.
	 * @param ceiling the most requests a second, or {@code null} for no ceiling
	 * @param concurrency the most requests in flight, 1 or more
	 * @param rules how long the gate closes after a 429 that does not say how long
	 * @param stop ends all waiting
	 * @param nanoClock a clock like {@link System#nanoTime()}
	 */
	public RequestGate(@Nullable Integer ceiling, int concurrency, RetryRules rules, StopSwitch stop,
			LongSupplier nanoClock) {
		this(ceiling, null, concurrency, rules, stop, nanoClock);
	}

	/**
	 * Opens a gate.
	 * @param ceiling the most requests a second, or {@code null} for no ceiling
	 * @param sharedRate takes the place of the ceiling if it is there
	 * @param concurrency the most requests in flight, 1 or more
	 * @param rules how long the gate closes after a 429 that does not say how long
	 * @param stop ends all waiting
	 * @param nanoClock a clock like {@link System#nanoTime()}
	 */
	public RequestGate(@Nullable Integer ceiling, @Nullable SharedRate sharedRate, int concurrency, RetryRules rules,
			StopSwitch stop, LongSupplier nanoClock) {
		this.nanoClock = nanoClock;
		this.sharedRate = sharedRate;
		this.pacer = new RequestPacer((sharedRate != null) ? null : ceiling, rules, stop, nanoClock);
		this.concurrencyLimit = new ConcurrencyLimit(concurrency, nanoClock.getAsLong());
		this.inFlight = new InFlightLimit(this.concurrencyLimit::limit, stop);
		this.outage = new OutageBackOff(rules, stop, nanoClock);
	}

	/**
	 * Waits until a request may leave. The caller must call {@link #leave} when the
	 * request has ended.
	 * @return when the request leaves, which identifies it in later calls
	 * @throws SendingStoppedException if the run stops before that
	 */
	public long enter() {
		this.inFlight.acquire();
		return pass(false);
	}

	/**
	 * Does the same for a request that finds out whether the service works. In an outage
	 * this request leaves before all waiting ones.
	 * @return when the request leaves
	 * @throws SendingStoppedException if the run stops before that
	 */
	public long enterAsProbe() {
		this.inFlight.acquireAnyway();
		return pass(true);
	}

	private long pass(boolean first) {
		try {
			boolean alone = this.outage.enter(first);
			long departure = this.pacer.await();
			SharedRate rate = this.sharedRate;
			while (rate != null) {
				rate.await();
				departure = this.nanoClock.getAsLong();
				if (this.pacer.closedFor().isZero() && (alone || !this.outage.isOn())) {
					break;
				}
				// A pause or an outage began meanwhile
				alone = alone || this.outage.enter(first);
				departure = this.pacer.await();
			}
			if (alone) {
				this.outage.probeLeaves(departure);
			}
			return departure;
		}
		catch (SendingStoppedException ex) {
			this.inFlight.release();
			throw ex;
		}
	}

	/**
	 * Ends a request: it is answered, or never will be.
	 * @param departure when the request left
	 */
	public void leave(long departure) {
		this.inFlight.release();
		this.outage.answered(departure);
	}

	/** Returns the back-off of an outage. */
	public OutageBackOff outage() {
		return this.outage;
	}

	/**
	 * Returns how many requests are in flight or wait at the gate after they were
	 * counted.
	 * @return the number, 0 or more
	 */
	public int inFlight() {
		return this.inFlight.count();
	}

	/**
	 * Notes that the server has accepted a request, whatever the answer was.
	 * @param departure when the request left
	 */
	public void accepted(long departure) {
		this.pacer.accepted(departure);
	}

	/**
	 * Notes that a create or a delete has succeeded. The concurrency limit compares only
	 * their times, because a listing or a refusal is another kind of work, and no run
	 * sends both.
	 * @param departure when the request left
	 */
	public void createSucceeded(long departure) {
		this.concurrencyLimit.answered(departure, this.nanoClock.getAsLong());
	}

	/**
	 * Notes that the server has refused a request with 429.
	 * @param departure when the request left
	 * @param retryAfter how long the server asks the client to wait; if {@code null}, the
	 * gate backs off, for longer after each refusal in a row
	 * @return whether the request left after the last pause, so that its refusal is new
	 */
	public boolean refused(long departure, @Nullable Duration retryAfter) {
		return this.pacer.refused(departure, retryAfter);
	}

	/**
	 * Closes the gate, or keeps it closed for longer.
	 * @param duration from now on
	 * @return whether the gate was open
	 */
	public boolean close(Duration duration) {
		return this.pacer.close(duration);
	}

	/**
	 * Does the same because the server has asked another process to wait. The pace starts
	 * again a little below its limit.
	 * @param duration from now on
	 * @return whether the gate was open
	 */
	public boolean closeLikeOthers(Duration duration) {
		return this.pacer.closeLikeOthers(duration);
	}

	/**
	 * Returns how much longer the gate stays closed.
	 * @return the time, zero if the gate is open
	 */
	public Duration closedFor() {
		return this.pacer.closedFor();
	}

	/**
	 * Returns the current pace.
	 * @return the requests a second that may leave; infinity if there is no limit
	 */
	public double perSecond() {
		return this.pacer.perSecond();
	}

	/**
	 * Returns for how long the gate has been closed so far.
	 * @return the nanoseconds of all pauses
	 */
	public long closedNanos() {
		return this.pacer.closedNanos();
	}

}
