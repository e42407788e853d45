package org.rolebindings.job.compare;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.stop.StopRequestedException;
import org.rolebindings.stop.StopSwitch;

import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Prepares the rows to be posted, at each start of a run. Rows that an earlier start may
 * have sent are in doubt from then on. Of the other rows, those that are in place are
 * decided. The whole step can be repeated at any time; its decisions stay.
 */
public class CompareTasklet implements Tasklet {

	private static final int PAGE_ROWS = 2_000;

	private final long run;

	private final @Nullable Integer maxFailures;

	private final RowLedger rows;

	private final Runnable recovery;

	private final AccountComparison comparison;

	private final StopSwitch stop;

	/**
	 * Makes the tasklet.
	 * @param recovery puts in doubt what earlier starts may have sent
	 */
	public CompareTasklet(long run, @Nullable Integer maxFailures, RowLedger rows, Runnable recovery,
			AccountComparison comparison, StopSwitch stop) {
		this.run = run;
		this.maxFailures = maxFailures;
		this.rows = rows;
		this.recovery = recovery;
		this.comparison = comparison;
		this.stop = stop;
	}

	@Override
	public RepeatStatus execute(StepContribution contribution, ChunkContext chunkContext) {
		contribution.incrementWriteCount(compare());
		return RepeatStatus.FINISHED;
	}

	/** Runs the step, and returns how many rows it decided. */
	long compare() {
		this.recovery.run();
		return this.comparison.compare(this.run, stopsAtOnce() ? 0 : this.rows.undecidedRows(this.run), this::addRows);
	}

	/** Returns whether the run stops before it posts a row. */
	private boolean stopsAtOnce() {
		return this.maxFailures != null && this.rows.failedRows(this.run) >= this.maxFailures;
	}

	private void addRows(Comparison comparison) {
		List<UndecidedRow> page = this.rows.undecidedAfter(this.run, 0, PAGE_ROWS);
		while (!page.isEmpty()) {
			if (this.stop.isStopRequested()) {
				throw new StopRequestedException();
			}
			page.stream().filter((row) -> row.doubts().isEmpty()).forEach(comparison::add);
			page = this.rows.undecidedAfter(this.run, page.get(page.size() - 1).line(), PAGE_ROWS);
		}
	}

}
