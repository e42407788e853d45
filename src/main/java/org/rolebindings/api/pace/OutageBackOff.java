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
 * Slows the whole run down while nobody gets a proper answer: one request at a time, with
 * a pause that grows after each. It begins after several failures in a row, so that a
 * server that fails now and then, or for one row, is not slowed down. The first proper
 * answer ends it. Times are those of a clock like {@link System#nanoTime()}.
 */
public final class OutageBackOff {

	/** This many failures without a proper answer between them are no coincidence. */
	public static final int FAILURES_IN_A_ROW = 8;

	private final RetryRules rules;

	private final StopSwitch stop;

	private final LongSupplier nanoClock;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private volatile int failures;

	private volatile boolean on;

	private volatile boolean serverFails;

	private RetryRules.@Nullable Attempts pauses;

	private long nextAt;

	/** Whether a request is on its way; nothing else leaves before it is back. */
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
	 * Whether requests leave one at a time, and not only because the server asks to wait.
	 */
	public boolean isOutage() {
		return this.on && this.serverFails;
	}

	/**
	 * Waits until a request may leave.
	 * @param first whether it goes before all others that wait
	 * @return whether it is the only one; {@link #departs} has to follow then
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
			while (this.on && !this.stop.isThrown()) {
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
		if (this.stop.isThrown()) {
			throw new SendingStoppedException();
		}
		return false;
	}

	/** The nanoseconds until the next request may leave, if none is on its way. */
	long remaining() {
		return this.nextAt - this.nanoClock.getAsLong();
	}

	/** The only request leaves. */
	void departs(long departure) {
		this.lock.lock();
		try {
			this.probe = departure;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A request got no proper answer.
	 * @param departure when that left
	 * @param longest the longest pause that may follow; zero if the server asks to wait,
	 * because the gate sees to that
	 */
	public void failed(long departure, Duration longest) {
		this.lock.lock();
		try {
			this.serverFails |= !longest.isZero();
			int inARow = this.failures + 1;
			this.failures = inARow;
			boolean begins = !this.on && inARow >= FAILURES_IN_A_ROW;
			if (begins) {
				this.pauses = this.rules.begin();
				this.on = true;
			}
			// What left before it began says nothing new
			if (this.pauses != null && (begins || isProbe(departure))) {
				long pause = Math.min(this.pauses.nextDelay().toNanos(), longest.toNanos());
				this.nextAt = this.nanoClock.getAsLong() + pause;
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** A request that left then is answered, or never will be. */
	void left(long departure) {
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

	/** Somebody got a proper answer. */
	public void end() {
		if (this.failures == 0) {
			return;
		}
		this.lock.lock();
		try {
			this.failures = 0;
			this.on = false;
			this.serverFails = false;
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
