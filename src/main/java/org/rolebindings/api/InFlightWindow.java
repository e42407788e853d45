package org.rolebindings.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.UndecidedRow;

/**
 * Keeps as many rows in flight as there are senders, and hands on decisions in the order
 * in which they fall. Rows are drawn in blocks ahead of need, and a row that backs off
 * waits here with its due time, not on a sender.
 * <p>
 * {@link #next()} is for one thread; it is also the thread that draws the blocks.
 */
public final class InFlightWindow implements AutoCloseable {

	/** Draws the next block where fewer rows than this are ready to leave. */
	private static final int LOW_WATER = 1_000;

	/** Draws none where this many rows back off, so that memory stays bounded. */
	private static final int MAX_BACKING_OFF = 10_000;

	private static final Duration GRACE = Duration.ofSeconds(10);

	private final BindingPlacer placer;

	private final RetryRules rules;

	private final StopSwitch stop;

	private final Supplier<Block> source;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition workThere = this.lock.newCondition();

	private final Condition progressMade = this.lock.newCondition();

	private final Deque<RowInFlight> ready = new ArrayDeque<>();

	private final Queue<BackingOff> backingOff = new PriorityQueue<>(Comparator.comparingLong(BackingOff::sortKey));

	private final List<RowInFlight> leftOver = new ArrayList<>();

	private final @Nullable RowInFlight[] atSender;

	private final List<Thread> senders = new ArrayList<>();

	private final long origin = System.nanoTime();

	private List<Decision> decided = new ArrayList<>();

	private Queue<Decision> handingOn = new ArrayDeque<>();

	private boolean sourceDry;

	private boolean closed;

	private int flying;

	private long stoppedAt;

	private @Nullable RuntimeException defect;

	/**
	 * Rows that may leave now.
	 *
	 * @param rows the rows, in the file's order; none where there are no more
	 * @param markedAt when they were marked as in flight, on the server's clock
	 */
	public record Block(List<UndecidedRow> rows, Instant markedAt) {
	}

	private record BackingOff(RowInFlight row, long sortKey) {
	}

	InFlightWindow(BindingPlacer placer, RetryRules rules, StopSwitch stop, int senders, Supplier<Block> source) {
		this.placer = placer;
		this.rules = rules;
		this.stop = stop;
		this.source = source;
		this.atSender = new RowInFlight[senders];
		for (int i = 0; i < senders; i++) {
			int number = i;
			Thread sender = new Thread(() -> send(number), "sender-" + (i + 1));
			sender.setDaemon(true);
			this.senders.add(sender);
		}
		this.senders.forEach(Thread::start);
		stop.onStop(this::wakeAll);
	}

	/**
	 * Waits for the next decision.
	 * @return a decision; {@code null} where all rows are decided or set aside, or the
	 * run stops and what was in flight is answered or has had ten seconds for it
	 */
	public @Nullable Decision next() {
		while (true) {
			Decision next = this.handingOn.poll();
			if (next != null) {
				return next;
			}
			if (wantsRows()) {
				draw();
			}
			if (!awaitProgress()) {
				return null;
			}
		}
	}

	private void draw() {
		Block block = this.source.get();
		this.lock.lock();
		try {
			this.sourceDry = block.rows().isEmpty();
			for (UndecidedRow row : block.rows()) {
				this.ready.add(new RowInFlight(row, block.markedAt(), this.rules.begin()));
			}
			this.workThere.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Returns false where nothing more will come. */
	private boolean awaitProgress() {
		this.lock.lock();
		try {
			while (true) {
				if (this.defect != null) {
					throw this.defect;
				}
				if (!this.decided.isEmpty()) {
					this.handingOn = new ArrayDeque<>(this.decided);
					this.decided = new ArrayList<>();
					return true;
				}
				if (isOver()) {
					return false;
				}
				if (wantsRows()) {
					return true;
				}
				long unused = this.progressMade.awaitNanos(TimeUnit.SECONDS.toNanos(1));
			}
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
		this.lock.lock();
		try {
			return !this.sourceDry && !this.stop.isThrown() && this.ready.size() < LOW_WATER
					&& this.backingOff.size() < MAX_BACKING_OFF;
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean isOver() {
		if (this.stop.isThrown()) {
			return this.flying == 0 || System.nanoTime() - this.stoppedAt > GRACE.toNanos();
		}
		return this.sourceDry && this.flying == 0 && this.ready.isEmpty() && this.backingOff.isEmpty();
	}

	private void send(int sender) {
		RowInFlight row = take(sender);
		while (row != null) {
			Turn turn = null;
			try {
				turn = this.placer.place(row);
			}
			catch (SendingStoppedException ex) {
				// The row goes to what is left over.
			}
			catch (RuntimeException ex) {
				fail(ex);
			}
			give(sender, row, turn);
			row = take(sender);
		}
	}

	private @Nullable RowInFlight take(int sender) {
		this.lock.lock();
		try {
			while (!this.closed && !this.stop.isThrown()) {
				RowInFlight row = pollDue();
				if (row != null) {
					this.atSender[sender] = row;
					this.flying++;
					if (this.ready.size() == LOW_WATER - 1) {
						this.progressMade.signal();
					}
					return row;
				}
				BackingOff first = this.backingOff.peek();
				if (first == null) {
					this.workThere.await();
				}
				else {
					long unused = this.workThere.awaitNanos(first.sortKey() - elapsed());
				}
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

	private @Nullable RowInFlight pollDue() {
		BackingOff first = this.backingOff.peek();
		if (first != null && first.sortKey() <= elapsed()) {
			this.backingOff.remove();
			return first.row();
		}
		return this.ready.poll();
	}

	private void give(int sender, RowInFlight row, @Nullable Turn turn) {
		this.lock.lock();
		try {
			this.atSender[sender] = null;
			this.flying--;
			if (turn instanceof Turn.Decided done) {
				this.decided.add(done.decision());
			}
			else if (turn instanceof Turn.Again again) {
				this.backingOff.add(new BackingOff(row, elapsed() + again.delay().toNanos()));
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

	private void fail(RuntimeException ex) {
		this.lock.lock();
		try {
			this.defect = ex;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** A time that can be compared with less and greater, unlike a bare nanoTime. */
	private long elapsed() {
		return System.nanoTime() - this.origin;
	}

	/**
	 * The rows that left and are not decided. To be asked when {@link #next()} has
	 * returned {@code null}.
	 * @return the rows, with their attempts and their doubt as of now
	 */
	public List<UndecidedRow> unsettled() {
		this.lock.lock();
		try {
			List<UndecidedRow> rows = new ArrayList<>();
			this.leftOver.stream().filter(RowInFlight::hasLeft).map(RowInFlight::toUndecided).forEach(rows::add);
			this.backingOff.stream()
				.map(BackingOff::row)
				.filter(RowInFlight::hasLeft)
				.map(RowInFlight::toUndecided)
				.forEach(rows::add);
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

	private void wakeAll() {
		this.lock.lock();
		try {
			this.stoppedAt = System.nanoTime();
			this.workThere.signalAll();
			this.progressMade.signal();
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void close() {
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
