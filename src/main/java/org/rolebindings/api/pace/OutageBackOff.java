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
 * Slows the whole run down in an outage: only one request, the probe, is in flight, and
 * the pause after each failure grows. The back-off begins after several failures in a
 * row, so that a single failure does not slow the run down. The first proper answer ends
 * it. Times are those of a clock like {@link System#nanoTime()}.
 */
public final class OutageBackOff {

	/**
	 * The back-off begins after so many failures without a proper answer between them.
	 */
	public static final int FAILURES_IN_A_ROW = 8;

	private final RetryRules rules;

	private final StopSwitch stop;

	private final LongSupplier nanoClock;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private volatile int failures;

	private volatile boolean on;

	private volatile boolean serverFails;

	/** Whether the back-off began only because another process has an outage. */
	private volatile boolean told;

	private RetryRules.@Nullable Attempts pauses;

	private long nextAt;

	/** Whether the probe is in flight. No other request leaves before it is answered. */
	private boolean probing;

	private @Nullable Long probe;

	private int probesWaiting;

	OutageBackOff(RetryRules rules, StopSwitch stop, LongSupplier nanoClock) {
		this.rules = rules;
		this.stop = stop;
		this.nanoClock = nanoClock;
		stop.onStop(this::wakeUp);
	}

	/**
	 * Returns whether requests leave one at a time because the server fails, and not only
	 * because it asks the client to wait.
	 */
	public boolean isOutage() {
		return this.on && this.serverFails;
	}

	/**
	 * Returns whether requests of this process have failed in the outage, and not only
	 * those of another one.
	 */
	public boolean isOwnOutage() {
		return isOutage() && !this.told;
	}

	/** Returns whether requests leave one at a time, for whatever reason. */
	boolean isOn() {
		return this.on;
	}

	/**
	 * Waits until a request may leave.
	 * @param first whether the request leaves before all waiting ones
	 * @return whether the request is the probe; if so, the caller must call
	 * {@link #probeLeaves}
	 * @throws SendingStoppedException if the run stops before that
	 */
	boolean enter(boolean first) {
		if (!this.on) {
			return false;
		}
		this.lock.lock();
		try {
			this.probesWaiting += first ? 1 : 0;
			return await(first);
		}
		finally {
			this.probesWaiting -= first ? 1 : 0;
			this.lock.unlock();
		}
	}

	private boolean await(boolean first) {
		try {
			while (this.on && !this.stop.isStopRequested()) {
				boolean behind = this.probing || (this.probesWaiting > 0 && !first);
				long wait = behind ? Long.MAX_VALUE : remaining();
				if (wait <= 0) {
					this.probing = true;
					return true;
				}
				long unused = this.changed.awaitNanos(wait);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new SendingStoppedException();
		}
		if (this.stop.isStopRequested()) {
			throw new SendingStoppedException();
		}
		return false;
	}

	/** Returns the nanoseconds until the next probe may leave. */
	long remaining() {
		return this.nextAt - this.nanoClock.getAsLong();
	}

	/** Notes the departure of the probe. */
	void probeLeaves(long departure) {
		this.lock.lock();
		try {
			this.probe = departure;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Counts a request without a proper answer.
	 * @param departure when the request left
	 * @param longest the longest pause that may follow; zero if the server asks the
	 * client to wait, because then the gate makes the pause
	 */
	public void failed(long departure, Duration longest) {
		this.lock.lock();
		try {
			this.serverFails |= !longest.isZero();
			this.told &= longest.isZero();
			int failed = this.failures + 1;
			this.failures = failed;
			boolean begins = !this.on && failed >= FAILURES_IN_A_ROW;
			if (begins) {
				this.pauses = this.rules.begin();
				this.on = true;
			}
			// The failure of an earlier request tells nothing new
			if (this.pauses != null && (begins || isProbe(departure))) {
				long pause = Math.min(this.pauses.nextDelay().toNanos(), longest.toNanos());
				this.nextAt = this.nanoClock.getAsLong() + pause;
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Begins the back-off as if enough requests had failed, because those of another
	 * process did.
	 * @param longest the longest pause that may follow
	 */
	public void begin(Duration longest) {
		this.lock.lock();
		try {
			if (!isOutage()) {
				RetryRules.Attempts attempts = this.rules.begin();
				this.pauses = attempts;
				this.failures = Math.max(this.failures, FAILURES_IN_A_ROW);
				this.nextAt = this.nanoClock.getAsLong() + Math.min(attempts.nextDelay().toNanos(), longest.toNanos());
				this.told = true;
				this.serverFails = true;
				this.on = true;
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Ends a request: it is answered, or never will be.
	 * @param departure when the request left
	 */
	void answered(long departure) {
		if (!this.on) {
			return;
		}
		this.lock.lock();
		try {
			if (isProbe(departure)) {
				this.probing = false;
				this.probe = null;
				this.changed.signalAll();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean isProbe(long departure) {
		return this.probe != null && this.probe == departure;
	}

	/** Ends the back-off, because a request got a proper answer. */
	public void end() {
		if (this.failures == 0) {
			return;
		}
		this.lock.lock();
		try {
			this.failures = 0;
			this.on = false;
			this.serverFails = false;
			this.told = false;
			this.pauses = null;
			this.probing = false;
			this.probe = null;
			this.changed.signalAll();
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
