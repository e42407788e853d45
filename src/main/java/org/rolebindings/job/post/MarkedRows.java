package org.rolebindings.job.post;

import java.time.Instant;
import java.util.List;

import org.rolebindings.api.http.ServerClock;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.binding.UnsettledRow;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.ledger.InFlightLedger;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.run.RunStart;
import org.rolebindings.placing.InFlightWindow;

/**
 * Draws the undecided rows of a run from the ledger, block by block, and marks each block
 * as in flight before any of it leaves.
 */
public final class MarkedRows implements InFlightWindow.Source {

	/** The most rows that are drawn, and marked as in flight, at a time. */
	static final int BLOCK_ROWS = 1_000;

	private final RunStart start;

	private final RowSpan span;

	private final RowLedger rows;

	private final InFlightLedger inFlight;

	private final ServerClock serverClock;

	private final Posting posting;

	private long undecided;

	private long lastLine;

	/**
	 * Prepares the drawing.
	 * @param start the start that sends the rows
	 * @param span which of the rows it sends
	 * @param rows has the rows
	 * @param inFlight takes the marks
	 * @param serverClock the time of the marks
	 * @param posting what the run sends for them
	 */
	public MarkedRows(RunStart start, RowSpan span, RowLedger rows, InFlightLedger inFlight, ServerClock serverClock,
			Posting posting) {
		this.start = start;
		this.span = span;
		this.lastLine = span.afterLine();
		this.rows = rows;
		this.inFlight = inFlight;
		this.serverClock = serverClock;
		this.posting = posting;
	}

	/** Returns how many of the rows are not decided. */
	long undecided() {
		return this.rows.undecidedRows(this.start.run(), this.span.afterLine(), this.span.upToLine());
	}

	/** Begins limits with what earlier starts of the run did. */
	void begin(RunLimits limits, long undecided) {
		this.undecided = undecided;
		limits.begin(this.rows, this.start.run(), undecided);
	}

	/** Returns what a person is told about the sending. */
	ImportProgress.Phase phase() {
		return this.posting.phase();
	}

	/** Opens the window that sends the rows. */
	InFlightWindow open(RunLimits limits) {
		return this.posting.open(limits.guard(this.inFlight.journal(this.start.run())), this, limits::count);
	}

	/** Whoever sends a part of the rows may send any number of parts after it. */
	@Override
	public long rows() {
		return this.span.equals(RowSpan.ALL) ? this.undecided : Long.MAX_VALUE;
	}

	@Override
	public InFlightWindow.Block draw() {
		List<UndecidedRow> block = this.span.cut(this.posting.draw(this.lastLine, BLOCK_ROWS));
		Instant markedAt = this.serverClock.now();
		if (!block.isEmpty()) {
			long upToLine = block.get(block.size() - 1).line();
			this.inFlight.mark(this.start, this.lastLine, upToLine, markedAt);
			this.lastLine = upToLine;
		}
		return new InFlightWindow.Block(block, markedAt);
	}

	@Override
	public void heartbeat() {
		this.inFlight.signOfLife(this.start, this.serverClock.latestEffect());
	}

	/**
	 * Removes the marks of a start that has come to its end.
	 * @param unsettled the rows that may be in place all the same
	 */
	void settle(List<UnsettledRow> unsettled) {
		heartbeat();
		this.inFlight.settle(this.start, unsettled);
	}

}
