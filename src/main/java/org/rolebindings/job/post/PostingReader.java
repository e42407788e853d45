package org.rolebindings.job.post;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.UnsettledRow;
import org.rolebindings.binding.Wording;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.placing.InFlightWindow;
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

	private final MarkedRows rows;

	private final RunLimits limits;

	private final StopSwitch stop;

	private final ImportProgress progress;

	private @Nullable StepExecution stepExecution;

	private @Nullable InFlightWindow window;

	public PostingReader(MarkedRows rows, RunLimits limits, StopSwitch stop, ImportProgress progress) {
		this.rows = rows;
		this.limits = limits;
		this.stop = stop;
		this.progress = progress;
	}

	@Override
	public void beforeStep(StepExecution stepExecution) {
		this.stepExecution = stepExecution;
	}

	@Override
	public void open(ExecutionContext executionContext) {
		long undecided = this.rows.undecided();
		this.rows.begin(this.limits, undecided);
		this.progress.begin(this.rows.phase(), undecided);
		this.window = this.rows.open(this.limits);
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
		ended(stepExecution, List.of());
	}

	/**
	 * Does the same if some decisions are not this process's to make.
	 * @param stepExecution the step, which has ended
	 * @param undecided the rows that are not decided for that reason
	 */
	public void ended(StepExecution stepExecution, List<UnsettledRow> undecided) {
		if (stepExecution.getStatus() != BatchStatus.FAILED) {
			List<UnsettledRow> unsettled = new ArrayList<>(openWindow().unsettled());
			unsettled.addAll(undecided);
			this.rows.settle(unsettled);
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
