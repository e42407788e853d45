package org.rolebindings.placing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.rolebindings.placing.row.RowInFlight;

/**
 * The rows that wait for a sender: those that are ready, in the order in which they were
 * drawn, and those that back off, each with its due time. For one thread at a time.
 */
final class WaitingRows {

	/** More rows are wanted if fewer than this are ready. */
	private static final int FEWEST_READY = 1_000;

	/** No rows are wanted if this many back off, so that memory stays bounded. */
	private static final int MAX_BACKING_OFF = 10_000;

	private final Queue<RowInFlight> ready = new ArrayDeque<>();

	private final Queue<BackingOff> backingOff = new PriorityQueue<>(Comparator.comparingLong(BackingOff::dueAt));

	private final long origin = System.nanoTime();

	private record BackingOff(RowInFlight row, long dueAt) {
	}

	void add(RowInFlight row) {
		this.ready.add(row);
	}

	void backOff(RowInFlight row, Duration delay) {
		this.backingOff.add(new BackingOff(row, elapsed() + delay.toNanos()));
	}

	/**
	 * Takes a row that may be sent now.
	 * @return the row, or {@code null} if there is none
	 */
	@Nullable RowInFlight poll() {
		BackingOff first = this.backingOff.peek();
		if (first != null && first.dueAt() <= elapsed()) {
			this.backingOff.remove();
			return first.row();
		}
		return this.ready.poll();
	}

	/** Returns the nanoseconds until the next row that backs off is due. */
	long nanosToNext() {
		BackingOff first = this.backingOff.peek();
		return (first != null) ? first.dueAt() - elapsed() : Long.MAX_VALUE;
	}

	boolean isEmpty() {
		return this.ready.isEmpty() && this.backingOff.isEmpty();
	}

	boolean canTakeMore() {
		return this.ready.size() < FEWEST_READY && this.backingOff.size() < MAX_BACKING_OFF;
	}

	Stream<RowInFlight> backingOff() {
		return this.backingOff.stream().map(BackingOff::row);
	}

	/** Returns a time that never overflows, so that the queue can order it. */
	private long elapsed() {
		return System.nanoTime() - this.origin;
	}

}
