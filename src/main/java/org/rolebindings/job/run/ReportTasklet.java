package org.rolebindings.job.run;

import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.report.ReportingGivenUpException;
import org.rolebindings.stop.StopRequestedException;
import org.rolebindings.stop.StopSwitch;

import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Writes the reports of a run at its end, always from the first row. */
public class ReportTasklet implements Tasklet {

	private final long run;

	private final RunStatus status;

	private final RunEnding ending;

	private final StopSwitch stop;

	private final ImportProgress progress;

	public ReportTasklet(long run, RunStatus status, RunEnding ending, StopSwitch stop, ImportProgress progress) {
		this.run = run;
		this.status = status;
		this.ending = ending;
		this.stop = stop;
		this.progress = progress;
	}

	@Override
	public RepeatStatus execute(StepContribution contribution, ChunkContext chunkContext) {
		this.progress.begin(ImportProgress.Phase.REPORTING, -1);
		try {
			this.ending.end(this.run, this.status, this.stop::isStopRequested);
		}
		catch (ReportingGivenUpException ex) {
			throw new StopRequestedException();
		}
		return RepeatStatus.FINISHED;
	}

}
