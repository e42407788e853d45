package org.rolebindings.store.postgres;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.rolebindings.store.StateHolder;

/**
 * A lease of this process.
 *
 * @param name the target whose runs it holds, or the part of a run
 * @param whole the lease of the target if it is a part; {@code null} if not
 * @param fence grows with each holder
 * @param longestExchange how long a request may be on its way
 * @param holder what others are told
 * @param validUntil its end on the monotonic clock, in nanoseconds
 */
record HeldLease(String name, LeaseTable.@Nullable Whole whole, long fence, Duration longestExchange,
		StateHolder holder, long validUntil) {

	/** How the name of a part begins; that of a target is an address. */
	static final String PARTS = "part ";

	HeldLease until(long nanos) {
		return new HeldLease(this.name, this.whole, this.fence, this.longestExchange, this.holder, nanos);
	}

	HeldLease at(StateHolder changed) {
		return new HeldLease(this.name, this.whole, this.fence, this.longestExchange, changed, this.validUntil);
	}

	boolean outlastsExchange() {
		return this.validUntil - System.nanoTime() >= this.longestExchange.toNanos();
	}

	/** How the names of the parts of its run begin. */
	String parts() {
		return PARTS + this.holder.run() + "/";
	}

}
