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
 * Decides when a request may leave: after the pause that the server has asked for, and
 * then at the pace that the server accepts.
 */
final class RequestPacer {

	/**
	 * If a request leaves late by less than this, the next request does not wait longer.
	 * A woken thread is always a little late.
	 */
	private static final long LATENESS = Duration.ofMillis(5).toNanos();

	/** The same if there is no ceiling, so that the pace is only an estimate. */
	private static final long MORE_LATENESS = Duration.ofMillis(50).toNanos();

	private final ReentrantLock waiterLock = new ReentrantLock(true);

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final LongSupplier nanoClock;

	private final long lateness;

	private final StopSwitch stop;

	private final Pace pace;

	private final RetryRules rules;

	private final PauseTracker pauses;

	private volatile RetryRules.@Nullable Attempts refusals;

	private long nextDeparture;

	/**
	 * Begins without a pause.
	 * @param ceiling the most requests a second, or {@code null} for no ceiling
	 * @param rules how long to wait after a 429 that does not say how long
	 * @param stop ends all waiting
	 * @param nanoClock a clock like {@link System#nanoTime()}
	 */
	RequestPacer(@Nullable Integer ceiling, RetryRules rules, StopSwitch stop, LongSupplier nanoClock) {
		this.rules = rules;
		this.stop = stop;
		this.nanoClock = nanoClock;
		this.lateness = (ceiling != null) ? LATENESS : MORE_LATENESS;
		this.nextDeparture = nanoClock.getAsLong();
		this.pauses = new PauseTracker(this.nextDeparture);
		this.pace = new Pace(ceiling, this.nextDeparture);
		stop.onStop(this::wakeUp);
	}

	/**
	 * Waits until a request may leave.
	 * @return when it leaves
	 * @throws SendingStoppedException if the run stops before that
	 */
	long await() {
		if (this.pauses.isOver() && this.pace.isUnlimited() && !this.stop.isStopRequested()) {
			return this.nanoClock.getAsLong();
		}
		// Only one thread waits for the next departure, so that only one is woken
		this.waiterLock.lock();
		try {
			return awaitDeparture();
		}
		finally {
			this.waiterLock.unlock();
		}
	}

	private long awaitDeparture() {
		this.lock.lock();
		try {
			while (!this.stop.isStopRequested()) {
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
	 * Lets a request leave if it may. The pace allows for the lateness, so no second has
	 * more departures than the ceiling.
	 * @return the nanoseconds to wait; the request leaves if they are 0 or less
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

	/** See {@link RequestGate#accepted}. */
	void accepted(long departure) {
		this.pace.accepted(departure, this.nanoClock.getAsLong());
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

	/** See {@link RequestGate#refused}. */
	boolean refused(long departure, @Nullable Duration retryAfter) {
		this.lock.lock();
		try {
			// A request from before the last pause tells nothing new about the pace
			boolean isNew = this.pauses.isOver() && this.pauses.isAfterLast(departure);
			if (isNew) {
				Duration pause = (retryAfter != null) ? retryAfter : backOff();
				this.pace.refused(this.nanoClock.getAsLong(), pause.toNanos(), retryAfter != null);
				close(pause);
			}
			else if (retryAfter != null) {
				close(retryAfter);
			}
			return isNew;
		}
		finally {
			this.lock.unlock();
		}
	}

	private Duration backOff() {
		RetryRules.Attempts attempts = this.refusals;
		if (attempts == null) {
			attempts = this.rules.begin();
			this.refusals = attempts;
		}
		return attempts.nextDelay();
	}

	/** See {@link RequestGate#close}. */
	boolean close(Duration duration) {
		this.lock.lock();
		try {
			long now = this.nanoClock.getAsLong();
			boolean open = this.pauses.remaining(now) == 0;
			this.pace.openLater(now, this.pauses.begin(now, duration.toNanos()));
			return open;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** See {@link RequestGate#closeLikeOthers}. */
	boolean closeLikeOthers(Duration duration) {
		this.lock.lock();
		try {
			long now = this.nanoClock.getAsLong();
			boolean open = close(duration);
			if (open) {
				this.pace.startAgain(now, now + duration.toNanos());
			}
			return open;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Returns the time left of the pause; zero without a pause. */
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

	/**
	 * Returns the requests a second that may leave now; infinity if there is no limit.
	 */
	double perSecond() {
		this.lock.lock();
		try {
			return this.pace.perSecond(this.nanoClock.getAsLong());
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Returns the nanoseconds of all pauses so far. */
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
