package org.rolebindings.job;

import org.rolebindings.api.StopSwitch;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.RunStatus;
import org.rolebindings.report.ReportingGivenUpException;

import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Writes the reports of a run that has come to its end, always from the start. */
class ReportTasklet implements Tasklet {

	private final long run;

	private final RunStatus status;

	private final RowLedger rows;

	private final RunEnding ending;

	private final StopSwitch stop;

	private final ImportProgress progress;

	ReportTasklet(long run, RunStatus status, RowLedger rows, RunEnding ending, StopSwitch stop,
			ImportProgress progress) {
		this.run = run;
		this.status = status;
		this.rows = rows;
		this.ending = ending;
		this.stop = stop;
		this.progress = progress;
	}

	@Override
	public RepeatStatus execute(StepContribution contribution, ChunkContext chunkContext) {
		requireAllDecided();
		this.progress.begin(ImportProgress.Phase.REPORTING, -1);
		try {
			this.ending.end(this.run, this.status, this.stop::isThrown);
		}
		catch (ReportingGivenUpException ex) {
			throw new StopRequestedException();
		}
		return RepeatStatus.FINISHED;
	}

	/** A run is never complete by what was counted on the way, only by what is there. */
	private void requireAllDecided() {
		long open = this.rows.undecidedRows(this.run);
		if (this.status == RunStatus.COMPLETED && open > 0) {
			throw new IllegalStateException(open + " rows are not decided, but the posting said that it was done");
		}
	}

}
