package org.rolebindings.job;

import java.time.Clock;
import java.time.Instant;

import org.rolebindings.api.StopSwitch;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.RunStatus;
import org.rolebindings.report.RunReports;

import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Writes the reports of a run that has come to its end, always from the start, and ends
 * the run once they are in place.
 */
class ReportTasklet implements Tasklet {

	private final long run;

	private final RunStatus end;

	private final RowLedger rows;

	private final RunLedger runs;

	private final RunReports reports;

	private final RunMeter meter;

	private final StopSwitch stop;

	private final ImportProgress progress;

	private final Clock clock;

	ReportTasklet(long run, RunStatus end, RowLedger rows, RunLedger runs, RunReports reports, RunMeter meter, StopSwitch stop,
			ImportProgress progress, Clock clock) {
		this.run = run;
		this.end = end;
		this.rows = rows;
		this.runs = runs;
		this.reports = reports;
		this.meter = meter;
		this.stop = stop;
		this.progress = progress;
		this.clock = clock;
	}

	@Override
	public RepeatStatus execute(StepContribution contribution, ChunkContext chunkContext) {
		requireAllDecided();
		this.progress.begin(ImportProgress.Phase.REPORTING, -1);
		this.runs.saveTotals(this.run, this.meter.read());
		Instant endedAt = this.clock.instant();
		this.reports.write(this.runs.get(this.run), this.end, endedAt, this::giveUpAtStop);
		this.runs.end(this.run, this.end, endedAt);
		return RepeatStatus.FINISHED;
	}

	/** A run is never complete by what was counted on the way, only by what is there. */
	private void requireAllDecided() {
		long open = this.rows.undecidedRows(this.run);
		if (this.end == RunStatus.COMPLETED && open > 0) {
			throw new IllegalStateException(open + " rows are not decided, but the posting said that it was done");
		}
	}

	private void giveUpAtStop() {
		if (this.stop.isThrown()) {
			throw new StopRequestedException();
		}
	}

}
