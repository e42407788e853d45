package org.rolebindings.api;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
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

	private final RetryRules rules;

	private final Supplier<Block> source;

	private final RowsInFlight rows;

	private final Queue<Decision> decided = new ArrayDeque<>();

	/**
	 * Rows that may leave now.
	 *
	 * @param rows the rows, in the file's order; none where there are no more
	 * @param markedAt when they were marked as in flight, on the server's clock
	 */
	public record Block(List<UndecidedRow> rows, Instant markedAt) {
	}

	InFlightWindow(BindingPlacer placer, RetryRules rules, StopSwitch stop, int senders, Supplier<Block> source) {
		this.rules = rules;
		this.source = source;
		this.rows = new RowsInFlight(senders);
		new Senders(senders, placer, this.rows).start();
		stop.onStop(this.rows::stop);
	}

	/**
	 * Waits for the next decision.
	 * @return a decision; {@code null} where all rows are decided or set aside, or the
	 * run stops and what was in flight is answered or has had ten seconds for it
	 */
	public @Nullable Decision next() {
		while (this.decided.isEmpty()) {
			List<Decision> fallen = this.rows.awaitDecisions();
			if (fallen == null) {
				return null;
			}
			if (fallen.isEmpty()) {
				draw();
			}
			this.decided.addAll(fallen);
		}
		return this.decided.poll();
	}

	private void draw() {
		Block block = this.source.get();
		List<RowInFlight> drawn = new ArrayList<>(block.rows().size());
		for (UndecidedRow row : block.rows()) {
			drawn.add(new RowInFlight(row, block.markedAt(), this.rules.begin()));
		}
		this.rows.add(drawn);
	}

	/**
	 * The rows that left and are not decided. To be asked when {@link #next()} has
	 * returned {@code null}.
	 * @return the rows, with their attempts and their doubt as of now
	 */
	public List<UndecidedRow> unsettled() {
		return this.rows.unsettled();
	}

	@Override
	public void close() {
		this.rows.close();
	}

}
