package org.rolebindings.api.pace;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopSwitch;

/** Lets a request wait while the most requests are in flight. */
final class InFlightLimit {

	/** A waiting request checks the limit and the stop switch this often. */
	private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

	private final IntSupplier limit;

	private final StopSwitch stop;

	private final AtomicInteger inFlight = new AtomicInteger();

	private final AtomicInteger waiting = new AtomicInteger();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition fewer = this.lock.newCondition();

	/**
	 * Begins with none in flight.
	 * @param limit returns the most requests that may be in flight now
	 * @param stop ends all waiting
	 */
	InFlightLimit(IntSupplier limit, StopSwitch stop) {
		this.limit = limit;
		this.stop = stop;
	}

	/**
	 * Waits until there is room for a request, and counts it as in flight.
	 * @throws SendingStoppedException if the run stops before that
	 */
	void acquire() {
		if (!tryAcquire()) {
			await();
		}
	}

	/** Counts a request as in flight even if there is no room. */
	void acquireAnyway() {
		this.inFlight.incrementAndGet();
	}

	private boolean tryAcquire() {
		int before = this.inFlight.get();
		while (before < this.limit.getAsInt()) {
			int seen = this.inFlight.compareAndExchange(before, before + 1);
			if (seen == before) {
				return true;
			}
			before = seen;
		}
		return false;
	}

	private void await() {
		this.lock.lock();
		try {
			this.waiting.incrementAndGet();
			while (!this.stop.isStopRequested()) {
				if (tryAcquire()) {
					return;
				}
				long unused = this.fewer.awaitNanos(POLL_NANOS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.waiting.decrementAndGet();
			this.lock.unlock();
		}
		throw new SendingStoppedException();
	}

	/** Ends a request: it is answered, or never will be. */
	void release() {
		this.inFlight.decrementAndGet();
		if (this.waiting.get() > 0) {
			this.lock.lock();
			try {
				this.fewer.signal();
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	/** Returns how many requests are in flight. */
	int count() {
		return this.inFlight.get();
	}

}
