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
import org.rolebindings.placing.RowsInFlight.RowDecision;
import org.rolebindings.placing.row.RowAttempt;
import org.rolebindings.placing.row.RowInFlight;
import org.rolebindings.stop.StopSwitch;

/**
 * Keeps as many rows in flight as there are senders, and returns the decisions in the
 * order in which they are made. Rows are drawn in blocks ahead of need. A row that backs
 * off waits without a sender.
 * <p>
 * Only one thread may call {@link #next(Consumer)} and {@link #unsettled()}. That thread
 * also draws the blocks.
 */
public final class InFlightWindow implements AutoCloseable {

	private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(5);

	private final RetryRules rules;

	private final StopSwitch stop;

	private final WindowLimits limits;

	private final Source source;

	private final RowsInFlight rows;

	private final Runnable onStop;

	private @Nullable Long lastHeartbeat;

	private Queue<RowDecision> decided = new ArrayDeque<>();

	/**
	 * Rows that may leave now.
	 *
	 * @param rows the rows, in the file's order; an empty list means that there are no
	 * more
	 * @param markedAt when the ledger marked them as in flight, on the server's clock
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

		/** Returns the most rows that this source and those after it have. */
		default long rows() {
			return Long.MAX_VALUE;
		}

		/**
		 * Shows that the start is alive. Called before the first block is drawn, and then
		 * at least every ten seconds while rows are in flight.
		 */
		default void heartbeat() {
		}

	}

	InFlightWindow(RowAttempt attempt, RetryRules rules, StopSwitch stop, WindowLimits limits, Source source,
			Consumer<Decision> onDecision) {
		this.rules = rules;
		this.stop = stop;
		this.limits = limits;
		this.source = source;
		this.rows = new RowsInFlight(stop, limits.senders(), limits.grace());
		this.onStop = this.rows::wakeAll;
		stop.onStop(this.onStop);
		try {
			Executor threads = SenderThreads.create(source.rows());
			for (int i = 0; i < Math.min(limits.senders(), source.rows()); i++) {
				threads.execute(new Sender(i, this.rows, attempt, onDecision));
			}
		}
		catch (OutOfMemoryError ex) {
			// The end of the run may need the memory of the threads made so far
			close();
			throw ex;
		}
	}

	/**
	 * Waits for the next decisions.
	 * @param onDecision receives each decision as soon as this thread gets it
	 * @return at most {@link WindowLimits#batch()} decisions, and fewer after
	 * {@link WindowLimits#batchTime()}; an empty list if no more will come: all rows are
	 * decided or unresolved, or the run stops and the requests in flight are answered or
	 * have had {@link WindowLimits#grace()}
	 * @throws RuntimeException if a sender or the journal failed; all senders stop then,
	 * and earlier calls return what they have decided
	 */
	public List<Decision> next(Consumer<Decision> onDecision) {
		List<Decision> batch = new ArrayList<>();
		long batchNanos = this.limits.batchTime().toNanos();
		long begun = System.nanoTime();
		while (batch.isEmpty() || (batch.size() < this.limits.batch() && System.nanoTime() - begun < batchNanos)) {
			if (this.decided.isEmpty() && !awaitDecided()) {
				break;
			}
			while (batch.size() < this.limits.batch() && !this.decided.isEmpty()) {
				Decision decision = this.decided.remove().decision();
				onDecision.accept(decision);
				batch.add(decision);
			}
		}
		if (batch.isEmpty()) {
			this.rows.throwDefect();
		}
		return batch;
	}

	/**
	 * Draws rows if some are wanted.
	 * @return whether more decisions may come
	 */
	private boolean awaitDecided() {
		heartbeatIfDue();
		if (this.rows.areWanted()) {
			draw();
		}
		Queue<RowDecision> decided = this.rows.awaitDecided();
		if (decided == null) {
			return false;
		}
		this.decided = decided;
		return true;
	}

	private void heartbeatIfDue() {
		long now = System.nanoTime();
		if (this.lastHeartbeat == null || now - this.lastHeartbeat >= HEARTBEAT_NANOS) {
			this.lastHeartbeat = now;
			this.source.heartbeat();
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
	 * Returns the rows that were sent and whose decision {@link #next(Consumer)} has not
	 * returned. Call this only after the last call of it.
	 * @return the rows, with their attempts and their doubt
	 */
	public List<UnsettledRow> unsettled() {
		List<UnsettledRow> unsettled = new ArrayList<>(this.rows.unsettled());
		this.decided.stream().map((decided) -> decided.row().toUnanswered()).forEach(unsettled::add);
		return unsettled;
	}

	/** Ends each sender as soon as its request is answered. */
	@Override
	public void close() {
		this.stop.forget(this.onStop);
		this.rows.close();
	}

}
