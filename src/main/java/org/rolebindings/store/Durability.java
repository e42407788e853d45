package org.rolebindings.store;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Forces what was committed to the disk. H2 hands a commit to the operating system, which
 * survives the death of the process but not a loss of power; {@code CHECKPOINT SYNC}
 * survives both.
 * <p>
 * One force serves all threads that asked before it began, so that hundreds of senders do
 * not need hundreds of forces.
 */
public final class Durability {

	private final Runnable forcing;

	private final AtomicLong asked = new AtomicLong();

	private final ReentrantLock disk = new ReentrantLock();

	private long served;

	public Durability(Runnable forcing) {
		this.forcing = forcing;
	}

	/** Returns when everything that was committed before is on the disk. */
	public void force() {
		long number = this.asked.incrementAndGet();
		this.disk.lock();
		try {
			if (this.served < number) {
				long serving = this.asked.get();
				this.forcing.run();
				this.served = serving;
			}
		}
		finally {
			this.disk.unlock();
		}
	}

}
