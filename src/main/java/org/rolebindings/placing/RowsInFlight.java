package org.rolebindings.placing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.UnsettledRow;
import org.rolebindings.placing.row.AttemptResult;
import org.rolebindings.placing.row.RowInFlight;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopSwitch;

/**
 * Keeps the state of each row of a window: waiting, at a sender, decided, or unresolved.
 * All senders and the one thread that takes the decisions share it.
 */
final class RowsInFlight {

	/**
	 * Decisions are delivered when there are so many, or after
	 * {@link #DELIVERED_AFTER_NANOS}. Waking the waiting thread for each row would cost
	 * more than the row.
	 */
	private static final int DELIVERED_ROWS = 250;

	private static final long DELIVERED_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	/** The longest wait for decisions. */
	private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final StopSwitch stop;

	private final Duration grace;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition rowReady = this.lock.newCondition();

	private final Condition progress = this.lock.newCondition();

	private final WaitingRows waiting = new WaitingRows();

	private final @Nullable RowInFlight[] atSender;

	private final List<RowInFlight> unresolved = new ArrayList<>();

	private Queue<RowDecision> decided = new ArrayDeque<>();

	private int sending;

	private boolean sourceIsEmpty;

	private boolean closed;

	private @Nullable Throwable defect;

	private @Nullable Long stoppingSince;

	/** A row and its decision. */
	record RowDecision(RowInFlight row, Decision decision) {
	}

	RowsInFlight(StopSwitch stop, int senders, Duration grace) {
		this.stop = stop;
		this.atSender = new RowInFlight[senders];
		this.grace = grace;
	}

	/** Adds rows that may be sent. An empty list means that there are no more. */
	void add(List<RowInFlight> drawn) {
		this.lock.lock();
		try {
			this.sourceIsEmpty = drawn.isEmpty();
			drawn.forEach(this.waiting::add);
			this.rowReady.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Returns whether the window needs more rows. */
	boolean areWanted() {
		this.lock.lock();
		try {
			return !this.sourceIsEmpty && !isStopping() && this.waiting.canTakeMore();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Waits for a row to send.
	 * @return the row, or {@code null} if nothing more is sent
	 */
	@Nullable RowInFlight take(int sender) {
		this.lock.lock();
		try {
			return awaitRow(sender);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Gives a row back after an attempt, and waits for the next one.
	 * @return the next row, or {@code null} if nothing more is sent
	 */
	@Nullable RowInFlight exchange(int sender, RowInFlight row, AttemptResult result) {
		this.lock.lock();
		try {
			give(sender, row, result);
			return awaitRow(sender);
		}
		finally {
			this.lock.unlock();
		}
	}

	private @Nullable RowInFlight awaitRow(int sender) {
		try {
			while (!isStopping()) {
				RowInFlight row = this.waiting.poll();
				if (row != null) {
					row.attempts().beginSending();
					this.atSender[sender] = row;
					this.sending++;
					if (areWanted()) {
						this.progress.signal();
					}
					return row;
				}
				long unused = this.rowReady.awaitNanos(this.waiting.nanosToNext());
			}
			return null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
	}

	private void give(int sender, RowInFlight row, AttemptResult result) {
		this.atSender[sender] = null;
		this.sending--;
		if (result instanceof AttemptResult.Decided decided) {
			this.decided.add(new RowDecision(row, decided.decision()));
		}
		else if (result instanceof AttemptResult.RetryAfter again) {
			this.waiting.backOff(row, again.delay());
			this.rowReady.signal();
		}
		else {
			this.unresolved.add(row);
		}
		if (this.decided.size() >= DELIVERED_ROWS || this.sending == 0) {
			this.progress.signal();
		}
	}

	/**
	 * Stops the run, because a sender failed. Its row counts as sent without an answer.
	 * Nothing more is sent, not even by senders that have begun with a row.
	 */
	void fail(int sender, Throwable ex) {
		this.lock.lock();
		try {
			this.sending -= (this.atSender[sender] != null) ? 1 : 0;
			this.defect = (this.defect != null) ? this.defect : ex;
		}
		finally {
			this.lock.unlock();
		}
		this.stop.stop(StopReason.FAILURE);
		wakeAll();
	}

	/**
	 * Waits until rows are decided or wanted, but no longer than a second.
	 * @return the decisions, maybe none; {@code null} if no more will come
	 */
	@Nullable Queue<RowDecision> awaitDecided() {
		this.lock.lock();
		try {
			long remaining = DELIVERED_AFTER_NANOS;
			long begun = System.nanoTime();
			while (this.decided.size() < DELIVERED_ROWS && !areWanted() && (this.decided.isEmpty() || remaining > 0)
					&& System.nanoTime() - begun < LONGEST_WAIT_NANOS) {
				if (isOver()) {
					if (!this.decided.isEmpty()) {
						break;
					}
					return null;
				}
				remaining = this.progress.awaitNanos(Math.min(DELIVERED_AFTER_NANOS, this.grace.toNanos()));
			}
			Queue<RowDecision> decided = this.decided;
			this.decided = new ArrayDeque<>();
			return decided;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while rows are in flight", ex);
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean isStopping() {
		return this.stop.isStopRequested() || this.defect != null || this.closed;
	}

	private boolean isOver() {
		if (!isStopping()) {
			return this.sourceIsEmpty && this.sending == 0 && this.waiting.isEmpty();
		}
		return this.sending == 0 || System.nanoTime() - stoppingSince() > this.grace.toNanos();
	}

	private long stoppingSince() {
		if (this.stoppingSince == null) {
			this.stoppingSince = System.nanoTime();
		}
		return this.stoppingSince;
	}

	/** Throws the failure of a sender, if one failed. */
	void throwDefect() {
		this.lock.lock();
		try {
			if (this.defect instanceof Error error) {
				throw error;
			}
			if (this.defect instanceof RuntimeException exception) {
				throw exception;
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Returns the rows that were sent and are not decided, and those whose decision was
	 * not taken.
	 */
	List<UnsettledRow> unsettled() {
		this.lock.lock();
		try {
			List<UnsettledRow> rows = new ArrayList<>();
			Stream.concat(this.unresolved.stream(), this.waiting.backingOff())
				.filter(RowInFlight::hasNews)
				.map(RowInFlight::toUnsettled)
				.forEach(rows::add);
			Stream
				.concat(this.decided.stream().map(RowDecision::row), Stream.of(this.atSender).filter(Objects::nonNull))
				.map(RowInFlight::toUnanswered)
				.forEach(rows::add);
			return rows;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Wakes all threads, so that they check what has changed. */
	void wakeAll() {
		this.lock.lock();
		try {
			if (isStopping()) {
				long unused = stoppingSince();
			}
			this.rowReady.signalAll();
			this.progress.signal();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Ends the sending of rows. */
	void close() {
		this.lock.lock();
		try {
			this.closed = true;
			wakeAll();
		}
		finally {
			this.lock.unlock();
		}
	}

}
