package org.rolebindings.job.run;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.rolebindings.job.progress.RunMeter;
import org.rolebindings.job.progress.RunSampler;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.report.RunReports;
import org.rolebindings.report.WrittenReports;
import org.rolebindings.store.StateHold;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.step.StepExecution;

/**
 * Ends a run, for now or for good: writes its reports first and then its status. After a
 * crash between the two, the run is resumed and its reports are written again.
 */
public final class RunEnding {

	private final RunLedger runs;

	private final RunReports reports;

	private final RunMeter meter;

	private final RunSampler sampler;

	private final StateHold state;

	private final Clock clock;

	private @Nullable WrittenReports written;

	private volatile long completed;

	RunEnding(RunLedger runs, RunReports reports, RunMeter meter, RunSampler sampler, StateHold state, Clock clock) {
		this.runs = runs;
		this.reports = reports;
		this.meter = meter;
		this.sampler = sampler;
		this.state = state;
		this.clock = clock;
	}

	/** Adds what earlier starts of a run sent to what this one sends. */
	void goOnFrom(Run run) {
		this.meter.resumeFrom(run.totals());
		this.sampler.begin(run);
	}

	/** Saves what a run sent in a step that saves nothing itself. */
	public void afterStep(StepExecution step) {
		if (step.getStatus() != BatchStatus.FAILED) {
			this.runs.saveTotals(StartParameters.run(step), this.meter.read());
			this.sampler.endStep(step.getWriteCount(), millis(step));
		}
	}

	private static long millis(StepExecution step) {
		LocalDateTime begun = step.getStartTime();
		return (begun != null)
				? Math.max(0, ChronoUnit.MILLIS.between(begun, LocalDateTime.now(ZoneId.systemDefault()))) : 0;
	}

	/**
	 * Ends a run whose rows are all in the ledger. Publishes no reports if another
	 * process has taken the run over.
	 */
	void end(long run, RunStatus status, BooleanSupplier giveUp) {
		this.sampler.endStep(0, Long.MAX_VALUE);
		Instant now = saveTotals(run);
		this.written = this.reports.write(this.runs.get(run), status, now, () -> {
			this.state.requireFor(true);
			return giveUp.getAsBoolean();
		});
		if (status == RunStatus.COMPLETED) {
			this.completed = run;
		}
		this.runs.end(run, status, now);
	}

	/**
	 * Returns whether all rows of this run are decided and its reports are written. If
	 * the database fails at the run's end, nobody knows whether it kept that end.
	 */
	boolean hasCompleted(long run) {
		return this.completed == run;
	}

	/** Ends a run whose file was not read to its end. */
	void endUnread(long run, RunStatus status) {
		Instant now = saveTotals(run);
		this.state.requireFor(true);
		this.written = this.reports.writeSummary(this.runs.get(run), status, now);
		this.runs.end(run, status, now);
	}

	/**
	 * Returns when the run ends: never before its start, even if the clock was set back.
	 */
	private Instant saveTotals(long run) {
		this.runs.saveTotals(run, this.meter.read());
		// As the ledger keeps it, so that reports that are written again are the same
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
		Instant startedAt = this.runs.get(run).startedAt();
		return now.isBefore(startedAt) ? startedAt : now;
	}

	/** Returns the reports of the run that ended last. */
	WrittenReports reports() {
		if (this.written == null) {
			throw new IllegalStateException("No run has been ended");
		}
		return this.written;
	}

}
