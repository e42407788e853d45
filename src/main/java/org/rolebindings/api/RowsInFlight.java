package org.rolebindings.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.UndecidedRow;

/**
 * The rows between the thread that draws them and hears the decisions, and the senders:
 * those that wait, those that are out, and those that are decided or left over.
 */
final class RowsInFlight implements Senders.Rows {

	/** More rows are wanted where fewer than this are ready to leave. */
	private static final int LOW_WATER = 1_000;

	/** None are wanted where this many back off, so that memory stays bounded. */
	private static final int MAX_BACKING_OFF = 10_000;

	private static final Duration GRACE = Duration.ofSeconds(10);

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition workThere = this.lock.newCondition();

	private final Condition progressMade = this.lock.newCondition();

	private final SendQueue queue = new SendQueue();

	private final List<RowInFlight> leftOver = new ArrayList<>();

	private final @Nullable RowInFlight[] atSender;

	private List<Decision> decided = new ArrayList<>();

	private int flying;

	private boolean sourceDry;

	private boolean stopping;

	private boolean closed;

	private long stoppedAt;

	private @Nullable RuntimeException failure;

	RowsInFlight(int senders) {
		this.atSender = new RowInFlight[senders];
	}

	/** Adds rows; none mean that there are no more. */
	void add(List<RowInFlight> rows) {
		this.lock.lock();
		try {
			this.sourceDry = rows.isEmpty();
			rows.forEach(this.queue::add);
			this.workThere.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Waits for decisions. Wanting rows comes first, so that no sender runs dry.
	 * @return decisions; none where more rows are wanted; {@code null} where nothing more
	 * will come
	 */
	@Nullable List<Decision> awaitDecisions() {
		this.lock.lock();
		try {
			while (this.failure == null) {
				if (wantsRows()) {
					return List.of();
				}
				if (!this.decided.isEmpty()) {
					List<Decision> taken = this.decided;
					this.decided = new ArrayList<>();
					return taken;
				}
				long wait = nanosToEnd();
				if (wait <= 0) {
					return null;
				}
				long unused = this.progressMade.awaitNanos(wait);
			}
			throw this.failure;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while rows are in flight", ex);
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean wantsRows() {
		return !this.sourceDry && !this.stopping && this.queue.ready() < LOW_WATER
				&& this.queue.backingOff() < MAX_BACKING_OFF;
	}

	/** How long there may be something to wait for; 0 or less where there is nothing. */
	private long nanosToEnd() {
		if (this.stopping) {
			return (this.flying > 0) ? this.stoppedAt + GRACE.toNanos() - System.nanoTime() : 0;
		}
		boolean done = this.sourceDry && this.flying == 0 && this.queue.isEmpty();
		return done ? 0 : Long.MAX_VALUE;
	}

	@Override
	public @Nullable RowInFlight take(int sender) {
		this.lock.lock();
		try {
			while (!this.closed && !this.stopping) {
				RowInFlight row = this.queue.poll();
				if (row != null) {
					depart(sender, row);
					return row;
				}
				long unused = this.workThere.awaitNanos(this.queue.nanosToNextDue());
			}
			return null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void depart(int sender, RowInFlight row) {
		this.atSender[sender] = row;
		this.flying++;
		if (this.queue.ready() == LOW_WATER - 1) {
			this.progressMade.signal();
		}
	}

	@Override
	public void give(int sender, RowInFlight row, @Nullable Turn turn) {
		this.lock.lock();
		try {
			this.atSender[sender] = null;
			this.flying--;
			if (turn instanceof Turn.Decided done) {
				this.decided.add(done.decision());
			}
			else if (turn instanceof Turn.Again again) {
				this.queue.add(row, again.delay());
				this.workThere.signal();
			}
			else {
				this.leftOver.add(row);
			}
			this.progressMade.signal();
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void fail(RuntimeException ex) {
		this.lock.lock();
		try {
			this.failure = ex;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** The rows that left and are not decided, once nothing more will come. */
	List<UndecidedRow> unsettled() {
		this.lock.lock();
		try {
			List<UndecidedRow> rows = new ArrayList<>();
			this.leftOver.stream().filter(RowInFlight::hasLeft).map(RowInFlight::toUndecided).forEach(rows::add);
			this.queue.rowsBackingOff().filter(RowInFlight::hasLeft).map(RowInFlight::toUndecided).forEach(rows::add);
			for (RowInFlight row : this.atSender) {
				if (row != null) {
					rows.add(row.toUnanswered());
				}
			}
			return rows;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Lets no row leave any more; what is out has ten seconds. */
	void stop() {
		this.lock.lock();
		try {
			this.stopping = true;
			this.stoppedAt = System.nanoTime();
			this.workThere.signalAll();
			this.progressMade.signal();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Sends the senders home. */
	void close() {
		this.lock.lock();
		try {
			this.closed = true;
			this.workThere.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

}
