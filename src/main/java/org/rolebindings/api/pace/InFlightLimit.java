package org.rolebindings.api.pace;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopSwitch;

/** Holds back requests while there are enough in flight. */
final class InFlightLimit {

	/** A limit that was raised, and a stop, may go unnoticed for so long. */
	private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(50);

	private final IntSupplier limit;

	private final StopSwitch stop;

	private final AtomicInteger inFlight = new AtomicInteger();

	private final AtomicInteger waiting = new AtomicInteger();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition fewer = this.lock.newCondition();

	/**
	 * Begins with none in flight.
	 * @param limit tells the most that there may be
	 * @param stop ends all waiting
	 */
	InFlightLimit(IntSupplier limit, StopSwitch stop) {
		this.limit = limit;
		this.stop = stop;
	}

	/**
	 * Waits until there is room, and takes it.
	 * @throws SendingStoppedException if the run stops before that
	 */
	void enter() {
		if (!goesIn()) {
			await();
		}
	}

	/** Takes a place even if there is no room. */
	void enterAnyway() {
		this.inFlight.incrementAndGet();
	}

	private boolean goesIn() {
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
			while (!this.stop.isThrown()) {
				if (goesIn()) {
					return;
				}
				long unused = this.fewer.awaitNanos(PATIENCE);
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

	/** A request is answered, or never will be. */
	void leave() {
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

	/** How many are in flight. */
	int count() {
		return this.inFlight.get();
	}

}
