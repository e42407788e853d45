package org.rolebindings.api;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The rows that wait for a sender: those that may leave at once, in the file's order, and
 * those that back off, by when they are due. Guarded by its owner's lock.
 */
final class SendQueue {

	private final Deque<RowInFlight> ready = new ArrayDeque<>();

	private final Queue<BackingOff> backingOff = new PriorityQueue<>(Comparator.comparingLong(BackingOff::due));

	private final long origin = System.nanoTime();

	private record BackingOff(RowInFlight row, long due) {
	}

	void add(RowInFlight row) {
		this.ready.add(row);
	}

	void add(RowInFlight row, Duration delay) {
		this.backingOff.add(new BackingOff(row, elapsed() + delay.toNanos()));
	}

	/** A row that may leave now; one that has been waiting comes first. */
	@Nullable RowInFlight poll() {
		BackingOff first = this.backingOff.peek();
		if (first != null && first.due() <= elapsed()) {
			this.backingOff.remove();
			return first.row();
		}
		return this.ready.poll();
	}

	/** The nanoseconds until the next row that backs off is due. */
	long nanosToNextDue() {
		BackingOff first = this.backingOff.peek();
		return (first != null) ? first.due() - elapsed() : Long.MAX_VALUE;
	}

	int ready() {
		return this.ready.size();
	}

	int backingOff() {
		return this.backingOff.size();
	}

	boolean isEmpty() {
		return this.ready.isEmpty() && this.backingOff.isEmpty();
	}

	Stream<RowInFlight> rowsBackingOff() {
		return this.backingOff.stream().map(BackingOff::row);
	}

	/** A time that can be compared with less and greater, unlike a bare nanoTime. */
	private long elapsed() {
		return System.nanoTime() - this.origin;
	}

}
