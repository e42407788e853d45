package org.rolebindings.placing;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.http.SenderThreads;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.binding.UnsettledRow;
import org.rolebindings.placing.RowsInFlight.Landed;
import org.rolebindings.stop.StopSwitch;

/**
 * Keeps as many rows in flight as there are senders, and hands on decisions in the order
 * in which they fall. Rows are drawn in blocks ahead of need, and a row that backs off
 * waits with its due time, not on a sender.
 * <p>
 * {@link #next(Consumer)} and {@link #unsettled()} are for one thread; it is also the
 * thread that draws the blocks.
 */
public final class InFlightWindow implements AutoCloseable {

	private static final long SIGN_OF_LIFE_NANOS = TimeUnit.SECONDS.toNanos(5);

	private final RetryRules rules;

	private final StopSwitch stop;

	private final WindowLimits limits;

	private final Source source;

	private final RowsInFlight rows;

	private final Runnable onStop;

	private @Nullable Long lastSignOfLife;

	private Queue<Landed> landed = new ArrayDeque<>();

	/**
	 * Rows that may leave now.
	 *
	 * @param rows the rows, in the file's order; none if there are no more
	 * @param markedAt when they were marked as in flight, on the server's clock
	 */
	public record Block(List<UndecidedRow> rows, Instant markedAt) {
	}

	/** Where the rows come from. */
	@FunctionalInterface
	public interface Source {

		/**
		 * Draws the next block of rows.
		 * @return rows that may leave at once
		 */
		Block draw();

		/**
		 * Called before the first block is drawn, and then at least every ten seconds as
		 * long as rows are in flight.
		 */
		default void signOfLife() {
		}

	}

	InFlightWindow(RowAttempt attempt, RetryRules rules, StopSwitch stop, WindowLimits limits, Source source,
			Consumer<Decision> witness) {
		this.rules = rules;
		this.stop = stop;
		this.limits = limits;
		this.source = source;
		this.rows = new RowsInFlight(stop, limits.senders(), limits.grace());
		this.onStop = this.rows::wakeAll;
		stop.onStop(this.onStop);
		try {
			Executor threads = SenderThreads.create();
			for (int i = 0; i < limits.senders(); i++) {
				threads.execute(new Sender(i, this.rows, attempt, witness));
			}
		}
		catch (OutOfMemoryError ex) {
			// The threads that there are may be needed for the end of the run
			close();
			throw ex;
		}
	}

	/**
	 * Waits for the next decisions.
	 * @param witness takes each decision as soon as it is there
	 * @return at most 1,000 decisions, and fewer after two seconds; none if all rows are
	 * decided or set aside, or the run stops and what was in flight is answered or has
	 * had ten seconds for it
	 * @throws RuntimeException if a sender met a defect, or the journal failed; the
	 * others stop then, and what they have decided is handed on before
	 */
	public List<Decision> next(Consumer<Decision> witness) {
		List<Decision> batch = new ArrayList<>();
		long batchNanos = this.limits.batchTime().toNanos();
		long begun = System.nanoTime();
		while (batch.isEmpty() || (batch.size() < this.limits.batch() && System.nanoTime() - begun < batchNanos)) {
			if (this.landed.isEmpty() && !awaitLanded()) {
				break;
			}
			while (batch.size() < this.limits.batch() && !this.landed.isEmpty()) {
				Decision decision = this.landed.remove().decision();
				witness.accept(decision);
				batch.add(decision);
			}
		}
		if (batch.isEmpty()) {
			this.rows.throwDefect();
		}
		return batch;
	}

	/** Draws rows if some are wanted, and tells whether more may land. */
	private boolean awaitLanded() {
		giveSignOfLife();
		if (this.rows.areWanted()) {
			draw();
		}
		Queue<Landed> landed = this.rows.awaitLanded();
		if (landed == null) {
			return false;
		}
		this.landed = landed;
		return true;
	}

	private void giveSignOfLife() {
		long now = System.nanoTime();
		if (this.lastSignOfLife == null || now - this.lastSignOfLife >= SIGN_OF_LIFE_NANOS) {
			this.lastSignOfLife = now;
			this.source.signOfLife();
		}
	}

	private void draw() {
		Block block = this.source.draw();
		this.rows.add(block.rows().stream().map((row) -> begin(row, block.markedAt())).toList());
	}

	private RowInFlight begin(UndecidedRow row, Instant markedAt) {
		return new RowInFlight(row, markedAt, this.rules);
	}

	/**
	 * The rows that left and whose decision {@link #next(Consumer)} has not returned. To
	 * be asked when it is not going to be called any more.
	 * @return the rows, with their attempts and their doubt as of now
	 */
	public List<UnsettledRow> unsettled() {
		List<UnsettledRow> unsettled = new ArrayList<>(this.rows.unsettled());
		this.landed.stream().map((landed) -> landed.row().toUnanswered()).forEach(unsettled::add);
		return unsettled;
	}

	/** Has the senders end as soon as what they have sent is answered. */
	@Override
	public void close() {
		this.stop.forget(this.onStop);
		this.rows.close();
	}

}
