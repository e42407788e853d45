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
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopSwitch;

/**
 * Where each row of a window is: waiting, at a sender, landed with its decision, or left
 * over. All senders and the one thread that asks for decisions meet here.
 */
final class RowsInFlight {

	/**
	 * What has landed is handed on when it is so many rows, or after this time. To wake
	 * the thread that waits for it at each row would cost more than the row.
	 */
	private static final int HANDED_ON_AT = 250;

	private static final long HANDED_ON_AFTER = TimeUnit.MILLISECONDS.toNanos(100);

	/** The longest wait for something to land. */
	private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(1);

	private final StopSwitch stop;

	private final Duration grace;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition workThere = this.lock.newCondition();

	private final Condition progressMade = this.lock.newCondition();

	private final WaitingRows waiting = new WaitingRows();

	private final @Nullable RowInFlight[] atSender;

	private final List<RowInFlight> leftOver = new ArrayList<>();

	private Queue<Landed> landed = new ArrayDeque<>();

	private int flying;

	private boolean noMoreToCome;

	private boolean closed;

	private @Nullable Throwable defect;

	private @Nullable Long stoppingSince;

	/** A row and what was decided about it. */
	record Landed(RowInFlight row, Decision decision) {
	}

	RowsInFlight(StopSwitch stop, int senders, Duration grace) {
		this.stop = stop;
		this.atSender = new RowInFlight[senders];
		this.grace = grace;
	}

	/** Adds rows that may leave; none means that there are no more. */
	void add(List<RowInFlight> drawn) {
		this.lock.lock();
		try {
			this.noMoreToCome = drawn.isEmpty();
			drawn.forEach(this.waiting::add);
			this.workThere.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	boolean areWanted() {
		this.lock.lock();
		try {
			return !this.noMoreToCome && !isStopping() && this.waiting.areFew();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Waits for a row to send; {@code null} if nothing is sent any more. */
	@Nullable RowInFlight take(int sender) {
		this.lock.lock();
		try {
			return awaitRow(sender);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Gives a row back after an attempt, and waits for the next one. */
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
					row.beginTurn();
					this.atSender[sender] = row;
					this.flying++;
					if (areWanted()) {
						this.progressMade.signal();
					}
					return row;
				}
				long unused = this.workThere.awaitNanos(this.waiting.nanosToNext());
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
		this.flying--;
		if (result instanceof AttemptResult.Decided decided) {
			this.landed.add(new Landed(row, decided.decision()));
		}
		else if (result instanceof AttemptResult.RetryAfter again) {
			this.waiting.backOff(row, again.delay());
			this.workThere.signal();
		}
		else {
			this.leftOver.add(row);
		}
		if (this.landed.size() >= HANDED_ON_AT || this.flying == 0) {
			this.progressMade.signal();
		}
	}

	/**
	 * A sender is lost, and its row counts as one whose request is not answered. Nothing
	 * leaves any more, not even what other senders have begun.
	 */
	void fail(int sender, Throwable ex) {
		this.lock.lock();
		try {
			this.flying -= (this.atSender[sender] != null) ? 1 : 0;
			this.defect = (this.defect != null) ? this.defect : ex;
		}
		finally {
			this.lock.unlock();
		}
		this.stop.stop(StopReason.FAILURE);
		wakeAll();
	}

	/**
	 * Waits until rows have landed or are wanted, but no longer than a second.
	 * @return what has landed, maybe nothing; {@code null} if nothing more will come
	 */
	@Nullable Queue<Landed> awaitLanded() {
		this.lock.lock();
		try {
			long patience = HANDED_ON_AFTER;
			long begun = System.nanoTime();
			while (this.landed.size() < HANDED_ON_AT && !areWanted() && (this.landed.isEmpty() || patience > 0)
					&& System.nanoTime() - begun < LONGEST_WAIT) {
				if (isOver()) {
					if (!this.landed.isEmpty()) {
						break;
					}
					return null;
				}
				patience = this.progressMade.awaitNanos(Math.min(HANDED_ON_AFTER, this.grace.toNanos()));
			}
			Queue<Landed> landed = this.landed;
			this.landed = new ArrayDeque<>();
			return landed;
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
		return this.stop.isThrown() || this.defect != null || this.closed;
	}

	private boolean isOver() {
		if (!isStopping()) {
			return this.noMoreToCome && this.flying == 0 && this.waiting.isEmpty();
		}
		return this.flying == 0 || System.nanoTime() - stoppingSince() > this.grace.toNanos();
	}

	private long stoppingSince() {
		if (this.stoppingSince == null) {
			this.stoppingSince = System.nanoTime();
		}
		return this.stoppingSince;
	}

	/** Throws the defect that a sender met, if one did. */
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
	 * The rows that left and have not landed, and those that have without being asked.
	 */
	List<UnsettledRow> unsettled() {
		this.lock.lock();
		try {
			List<UnsettledRow> rows = new ArrayList<>();
			Stream.concat(this.leftOver.stream(), this.waiting.backingOff())
				.filter(RowInFlight::hasLeft)
				.map(RowInFlight::toUnsettled)
				.forEach(rows::add);
			Stream.concat(this.landed.stream().map(Landed::row), Stream.of(this.atSender).filter(Objects::nonNull))
				.map(RowInFlight::toUnanswered)
				.forEach(rows::add);
			return rows;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Has all threads look what has changed. */
	void wakeAll() {
		this.lock.lock();
		try {
			if (isStopping()) {
				long unused = stoppingSince();
			}
			this.workThere.signalAll();
			this.progressMade.signal();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Nothing is taken any more. */
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
