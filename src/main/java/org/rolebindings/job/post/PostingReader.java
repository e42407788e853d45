package org.rolebindings.job.post;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.http.ServerClock;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.OnConflict;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.binding.Wording;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.ledger.InFlightLedger;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.RunStart;
import org.rolebindings.placing.InFlightWindow;
import org.rolebindings.placing.WindowFactory;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopSwitch;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads batches of decisions: draws undecided rows from the ledger, marks them as in
 * flight, sends them through a window that stays open across chunks, and hands on what
 * was decided, in the order in which it falls. The position is the ledger's state, so
 * there is nothing to checkpoint. No transaction is open while it waits.
 */
public class PostingReader implements ItemStreamReader<List<Decision>>, StepExecutionListener {

	/** How many rows are drawn, and marked as in flight, at a time. */
	static final int BLOCK = 1_000;

	private final RunStart start;

	private final OnConflict onConflict;

	private final RowLedger rows;

	private final InFlightLedger inFlight;

	private final WindowFactory windows;

	private final ServerClock serverClock;

	private final StopSwitch stop;

	private final RunLimits limits;

	private final ImportProgress progress;

	private @Nullable StepExecution stepExecution;

	private @Nullable InFlightWindow window;

	private long lastLine;

	public PostingReader(RunStart start, OnConflict onConflict, RowLedger rows, InFlightLedger inFlight,
			WindowFactory windows, ServerClock serverClock, StopSwitch stop, RunLimits limits,
			ImportProgress progress) {
		this.start = start;
		this.onConflict = onConflict;
		this.rows = rows;
		this.inFlight = inFlight;
		this.windows = windows;
		this.serverClock = serverClock;
		this.stop = stop;
		this.limits = limits;
		this.progress = progress;
	}

	@Override
	public void beforeStep(StepExecution stepExecution) {
		this.stepExecution = stepExecution;
	}

	@Override
	public void open(ExecutionContext executionContext) {
		long undecided = this.rows.undecidedRows(this.start.run());
		this.limits.begin(this.rows, this.start.run(), undecided);
		this.progress.begin(ImportProgress.Phase.POSTING, undecided);
		this.window = this.windows.open(this.onConflict,
				this.limits.updates().guard(this.inFlight.journal(this.start.run())), new Rows(),
				this.limits.failures()::count);
	}

	/** The rows to be posted. */
	private final class Rows implements InFlightWindow.Source {

		@Override
		public InFlightWindow.Block draw() {
			return nextBlock();
		}

		@Override
		public void signOfLife() {
			PostingReader.this.signOfLife();
		}

	}

	private void signOfLife() {
		this.inFlight.signOfLife(this.start, this.serverClock.latestEffect());
	}

	private InFlightWindow.Block nextBlock() {
		List<UndecidedRow> block = this.rows.undecidedAfter(this.start.run(), this.lastLine, BLOCK);
		Instant markedAt = this.serverClock.now();
		if (!block.isEmpty()) {
			long upToLine = block.get(block.size() - 1).line();
			this.inFlight.mark(this.start, this.lastLine, upToLine, markedAt);
			this.lastLine = upToLine;
		}
		return new InFlightWindow.Block(block, markedAt);
	}

	@Override
	public @Nullable List<Decision> read() {
		List<Decision> batch = openWindow().next(this::tell);
		if (batch.isEmpty()) {
			endHere();
			return null;
		}
		return batch;
	}

	/** Has the step end as stopped, unless every row is decided. */
	private void endHere() {
		int setAside = openWindow().unsettled().size();
		if (setAside > 0 && !this.stop.isThrown()) {
			this.stop.stop(new StopReason(StopReason.Kind.OUTAGE,
					"No look-up was answered for " + Wording.of(setAside, "row") + "; all other rows are decided."));
		}
		if (this.stop.isThrown() && this.stepExecution != null) {
			this.stepExecution.setTerminateOnly();
		}
	}

	private void tell(Decision decision) {
		this.progress.advance();
		if (decision.errorCode() != null && decision.message() != null) {
			this.progress.failed(decision.line(), decision.errorCode(), decision.message());
		}
	}

	/**
	 * Ends in good order what was drawn in good order; after a failure the marks stay.
	 */
	public void ended(StepExecution stepExecution) {
		if (stepExecution.getStatus() != BatchStatus.FAILED) {
			signOfLife();
			this.inFlight.settle(this.start, openWindow().unsettled());
		}
	}

	private InFlightWindow openWindow() {
		if (this.window == null) {
			throw new IllegalStateException("The step has not been started");
		}
		return this.window;
	}

	@Override
	public void close() {
		if (this.window != null) {
			this.window.close();
		}
	}

}
