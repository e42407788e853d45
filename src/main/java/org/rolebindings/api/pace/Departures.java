package org.rolebindings.api.pace;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.RetryRules;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopSwitch;

/**
 * When requests may leave: not while the server has asked to wait, and otherwise at the
 * pace that it was seen to take.
 */
final class Departures {

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

	private final RetryRules rules;

	private final GatePauses pauses;

	private volatile RetryRules.@Nullable Attempts refusals;

	private long nextDeparture;

	/**
	 * Begins without a pause.
	 * @param ceiling the most requests a second, or {@code null} for no ceiling
	 * @param rules how long to wait if a server that has enough does not say
	 * @param stop ends all waiting
	 * @param nanoClock a clock like {@link System#nanoTime()}
	 */
	Departures(@Nullable Integer ceiling, RetryRules rules, StopSwitch stop, LongSupplier nanoClock) {
		this.rules = rules;
		this.stop = stop;
		this.nanoClock = nanoClock;
		this.lateness = (ceiling != null) ? LATENESS : MORE_LATENESS;
		this.nextDeparture = nanoClock.getAsLong();
		this.pauses = new GatePauses(this.nextDeparture);
		this.pace = new Pace(ceiling, this.nextDeparture);
		stop.onStop(this::wakeUp);
	}

	/**
	 * Waits until a request may leave.
	 * @return when it leaves
	 * @throws SendingStoppedException if the run stops before that
	 */
	long await() {
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
	 * @return how long it has to wait; it leaves if that is 0 or less
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

	/** The server has taken a request that left then, whatever came of it. */
	void taken(long departure) {
		this.pace.taken(departure, this.nanoClock.getAsLong());
		if (this.refusals != null) {
			forgetRefusals(departure);
		}
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

	/** What {@link RequestGate#refused} says. */
	boolean refused(long departure, @Nullable Duration retryAfter) {
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
			return anew;
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

	/** What {@link RequestGate#close} says. */
	boolean close(Duration duration) {
		this.lock.lock();
		try {
			long now = this.nanoClock.getAsLong();
			boolean open = this.pauses.remaining(now) == 0;
			this.pace.waits(now, this.pauses.begin(now, duration.toNanos()));
			return open;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** How long the pause lasts, zero if there is none. */
	Duration closedFor() {
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

	/** The requests a second that may leave now; infinite if there is no limit. */
	double perSecond() {
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
