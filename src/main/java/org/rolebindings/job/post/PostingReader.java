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
 * Reads batches of decisions. It draws undecided rows from the ledger, marks them as in
 * flight, sends them through a window that stays open across chunks, and returns the
 * decisions in the order in which they are made. The ledger knows the position, so there
 * is no checkpoint. No transaction is open while the reader waits.
 */
public class PostingReader implements ItemStreamReader<List<Decision>>, StepExecutionListener {

	/** The most rows that are drawn, and marked as in flight, at a time. */
	static final int BLOCK_ROWS = 1_000;

	private final RunStart start;

	private final OnConflict onConflict;

	private final RowLedger rows;

	private final InFlightLedger inFlight;

	private final WindowFactory windows;

	private final ServerClock serverClock;

	private final StopSwitch stop;

	private final FailureLimit failureLimit;

	private final ImportProgress progress;

	private @Nullable StepExecution stepExecution;

	private @Nullable InFlightWindow window;

	private long lastLine;

	public PostingReader(RunStart start, OnConflict onConflict, RowLedger rows, InFlightLedger inFlight,
			WindowFactory windows, ServerClock serverClock, StopSwitch stop, FailureLimit failureLimit,
			ImportProgress progress) {
		this.start = start;
		this.onConflict = onConflict;
		this.rows = rows;
		this.inFlight = inFlight;
		this.windows = windows;
		this.serverClock = serverClock;
		this.stop = stop;
		this.failureLimit = failureLimit;
		this.progress = progress;
	}

	@Override
	public void beforeStep(StepExecution stepExecution) {
		this.stepExecution = stepExecution;
	}

	@Override
	public void open(ExecutionContext executionContext) {
		long undecided = this.rows.undecidedRows(this.start.run());
		if (this.failureLimit.isSet()) {
			this.failureLimit.begin(this.rows.failedRows(this.start.run()), undecided);
		}
		this.progress.begin(ImportProgress.Phase.POSTING, undecided);
		this.window = this.windows.open(this.onConflict, this.inFlight.journal(this.start.run()), new Rows(),
				this.failureLimit::count);
	}

	/** The rows to be posted. */
	private final class Rows implements InFlightWindow.Source {

		@Override
		public InFlightWindow.Block draw() {
			return nextBlock();
		}

		@Override
		public void heartbeat() {
			PostingReader.this.heartbeat();
		}

	}

	private void heartbeat() {
		this.inFlight.signOfLife(this.start, this.serverClock.latestEffect());
	}

	private InFlightWindow.Block nextBlock() {
		List<UndecidedRow> block = this.rows.undecidedAfter(this.start.run(), this.lastLine, BLOCK_ROWS);
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
		List<Decision> batch = openWindow().next(this::report);
		if (batch.isEmpty()) {
			endStep();
			return null;
		}
		return batch;
	}

	/** Marks the step as stopped, unless every row is decided. */
	private void endStep() {
		int setAside = openWindow().unsettled().size();
		if (setAside > 0 && !this.stop.isStopRequested()) {
			this.stop.stop(new StopReason(StopReason.Kind.OUTAGE,
					"No look-up was answered for " + Wording.of(setAside, "row") + "; all other rows are decided."));
		}
		if (this.stop.isStopRequested() && this.stepExecution != null) {
			this.stepExecution.setTerminateOnly();
		}
	}

	private void report(Decision decision) {
		this.progress.advance();
		if (decision.errorCode() != null && decision.message() != null) {
			this.progress.failed(decision.line(), decision.errorCode(), decision.message());
		}
	}

	/**
	 * Settles the rows that were drawn and not decided. After a failure their marks stay.
	 * @param stepExecution the step, which has ended
	 */
	public void ended(StepExecution stepExecution) {
		if (stepExecution.getStatus() != BatchStatus.FAILED) {
			heartbeat();
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
