package org.rolebindings.api;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Through which every request goes: the one pace of all senders. A server that asks to
 * wait closes it for all of them, for as long as it says; afterwards it lets through what
 * the server was seen to take. If more in flight make nothing faster, it keeps fewer.
 */
public final class RequestGate {

	/**
	 * How late a request may be that the next one does not wait for it. A thread that is
	 * woken is never quite on time.
	 */
	private static final long LATENESS = Duration.ofMillis(5).toNanos();

	/** The same if there is no ceiling that may not be exceeded, only a guess. */
	private static final long MORE_LATENESS = Duration.ofMillis(50).toNanos();

	private final ReentrantLock turnstile = new ReentrantLock(true);

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final LongSupplier nanoClock;

	private final long lateness;

	private final StopSwitch stop;

	private final Pace pace;

	private final Knee knee;

	private final InFlightLimit inFlight;

	private final RetryRules rules;

	private final GatePauses pauses;

	private final OutageBackOff outage;

	private volatile RetryRules.@Nullable Attempts refusals;

	private long nextDeparture;

	/**
	 * Opens a gate.
	 * @param ceiling the most requests a second, or {@code null} for no ceiling
	 * @param concurrency the most requests in flight that there are ever going to be
	 * @param rules how long it closes if a server that has enough does not say
	 * @param stop ends all waiting
	 * @param nanoClock a clock like {@link System#nanoTime()}
	 */
	RequestGate(@Nullable Integer ceiling, int concurrency, RetryRules rules, StopSwitch stop, LongSupplier nanoClock) {
		this.rules = rules;
		this.stop = stop;
		this.nanoClock = nanoClock;
		this.lateness = (ceiling != null) ? LATENESS : MORE_LATENESS;
		this.nextDeparture = nanoClock.getAsLong();
		this.pauses = new GatePauses(this.nextDeparture);
		this.pace = new Pace(ceiling, this.nextDeparture);
		this.knee = new Knee(concurrency, this.nextDeparture);
		this.inFlight = new InFlightLimit(this.knee::limit, stop);
		this.outage = new OutageBackOff(rules, stop, nanoClock);
		stop.onStop(this::wakeUp);
	}

	/**
	 * Waits until a request may leave. {@link #leave} has to follow, whatever comes of
	 * it.
	 * @return when it leaves, to be told with its answer
	 * @throws SendingStoppedException if the run stops before that
	 */
	long enter() {
		this.inFlight.enter();
		return pass(false);
	}

	/**
	 * The same for a request that finds out whether the service lives: in an outage it
	 * leaves before all others that wait.
	 */
	long enterFirst() {
		this.inFlight.enterAnyway();
		return pass(true);
	}

	private long pass(boolean first) {
		try {
			boolean alone = this.outage.enter(first);
			long departure = pass();
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
	void leave(long departure) {
		this.inFlight.leave();
		this.outage.left(departure);
	}

	/** What has the run back off while nobody gets a proper answer. */
	OutageBackOff outage() {
		return this.outage;
	}

	/**
	 * How many requests have entered and not left.
	 * @return the number, 0 or more
	 */
	public int inFlight() {
		return this.inFlight.count();
	}

	private long pass() {
		if (this.pauses.isOver() && this.pace.isFree() && !this.stop.isThrown()) {
			return this.nanoClock.getAsLong();
		}
		// One at a time waits for the next departure, so that not all are woken for it
		this.turnstile.lock();
		try {
			return awaitDeparture();
		}
		finally {
			this.turnstile.unlock();
		}
	}

	private long awaitDeparture() {
		this.lock.lock();
		try {
			while (!this.stop.isThrown()) {
				long now = this.nanoClock.getAsLong();
				long wait = depart(now);
				if (wait <= 0) {
					return now;
				}
				this.changed.awaitNanos(wait);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.lock.unlock();
		}
		throw new SendingStoppedException();
	}

	/**
	 * Has a request leave if it may. A second and the lateness hold no more departures
	 * than the pace allows in a second, so no second ever does.
	 * @return how long it has to wait; it leaves if that is not more than 0
	 */
	long depart(long now) {
		this.lock.lock();
		try {
			long wait = Math.max(this.pauses.remaining(now), this.nextDeparture - this.lateness - now);
			if (wait <= 0) {
				long due = (this.nextDeparture - now > 0) ? this.nextDeparture : now;
				this.nextDeparture = due + this.pace.nanosBetween(now, LATENESS);
			}
			return wait;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The server has taken a request, whatever came of it.
	 * @param departure when that left
	 */
	void taken(long departure) {
		this.pace.taken(departure, this.nanoClock.getAsLong());
		if (this.refusals != null) {
			forgetRefusals(departure);
		}
	}

	/**
	 * The server has done what a request is sent for many times over. Only such requests
	 * are alike enough to tell by their times whether the server has a queue: a listing,
	 * or a refusal, is another kind of work.
	 * @param departure when that left
	 */
	void served(long departure) {
		this.knee.answered(departure, this.nanoClock.getAsLong());
	}

	private void forgetRefusals(long departure) {
		this.lock.lock();
		try {
			if (this.pauses.isAfterLast(departure)) {
				this.refusals = null;
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The server has refused a request because there are too many.
	 * @param departure when that left
	 * @param retryAfter how long the server asks to wait; {@code null} if it does not
	 * say, then the gate backs off, for longer each time in a row
	 */
	void refused(long departure, @Nullable Duration retryAfter) {
		this.lock.lock();
		try {
			// What left before the gate closed tells nothing new about the pace
			boolean anew = this.pauses.isOver() && this.pauses.isAfterLast(departure);
			if (anew) {
				Duration pause = (retryAfter != null) ? retryAfter : backOff();
				this.pace.refused(this.nanoClock.getAsLong(), pause.toNanos(), retryAfter != null);
				close(pause);
			}
			else if (retryAfter != null) {
				close(retryAfter);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private Duration backOff() {
		RetryRules.Attempts inARow = this.refusals;
		if (inARow == null) {
			inARow = this.rules.begin();
			this.refusals = inARow;
		}
		return inARow.nextDelay();
	}

	/**
	 * Closes the gate, or keeps it closed for longer.
	 * @param duration from now on
	 */
	void close(Duration duration) {
		this.lock.lock();
		try {
			long now = this.nanoClock.getAsLong();
			this.pace.waits(now, this.pauses.begin(now, duration.toNanos()));
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * How long the gate stays closed.
	 * @return the time, zero if it is open
	 */
	public Duration closedFor() {
		if (this.pauses.isOver()) {
			return Duration.ZERO;
		}
		this.lock.lock();
		try {
			return Duration.ofNanos(this.pauses.remaining(this.nanoClock.getAsLong()));
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The pace that the gate keeps to now.
	 * @return the requests a second that may leave; infinite if there is no limit
	 */
	public double perSecond() {
		this.lock.lock();
		try {
			return this.pace.perSecond(this.nanoClock.getAsLong());
		}
		finally {
			this.lock.unlock();
		}
	}

	/** The nanoseconds for which the gate has been closed so far, all pauses together. */
	long closedNanos() {
		if (this.pauses.isOver()) {
			return this.pauses.totalOfEnded();
		}
		this.lock.lock();
		try {
			return this.pauses.total(this.nanoClock.getAsLong());
		}
		finally {
			this.lock.unlock();
		}
	}

	private void wakeUp() {
		this.lock.lock();
		try {
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

}
