package org.rolebindings.api;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Through which every request goes. A server that asks to wait closes it for all of them,
 * for as long as it says.
 */
public final class RequestGate {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final LongSupplier nanoClock;

	private final StopSwitch stop;

	private volatile boolean open = true;

	private long openAt;

	private long closedAt;

	private long closedNanos;

	RequestGate(StopSwitch stop, LongSupplier nanoClock) {
		this.stop = stop;
		this.nanoClock = nanoClock;
		stop.onStop(this::wakeUp);
	}

	/**
	 * Waits until a request may leave.
	 * @throws SendingStoppedException if the run stops before that
	 */
	void enter() {
		if (this.open && !this.stop.isThrown()) {
			return;
		}
		this.lock.lock();
		try {
			while (!this.stop.isThrown()) {
				long wait = remaining();
				if (wait <= 0) {
					return;
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
	 * Closes the gate, or keeps it closed for longer.
	 * @param duration from now on
	 */
	void close(Duration duration) {
		this.lock.lock();
		try {
			long now = this.nanoClock.getAsLong();
			long until = now + duration.toNanos();
			if (remaining() <= 0) {
				this.closedAt = now;
				this.openAt = until;
				this.open = false;
			}
			else if (until - this.openAt > 0) {
				this.openAt = until;
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * How long the gate stays closed.
	 * @return the time, zero where it is open
	 */
	public Duration closedFor() {
		if (this.open) {
			return Duration.ZERO;
		}
		this.lock.lock();
		try {
			return Duration.ofNanos(Math.max(0, remaining()));
		}
		finally {
			this.lock.unlock();
		}
	}

	/** The nanoseconds for which the gate has been closed so far, all pauses together. */
	long closedNanos() {
		this.lock.lock();
		try {
			boolean closed = remaining() > 0;
			return this.closedNanos + (closed ? this.nanoClock.getAsLong() - this.closedAt : 0);
		}
		finally {
			this.lock.unlock();
		}
	}

	private long remaining() {
		if (this.open) {
			return 0;
		}
		long remaining = this.openAt - this.nanoClock.getAsLong();
		if (remaining <= 0) {
			this.open = true;
			this.closedNanos += this.openAt - this.closedAt;
		}
		return remaining;
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
