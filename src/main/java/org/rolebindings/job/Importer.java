package org.rolebindings.job;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.ApiEndpoint;
import org.rolebindings.api.ApiPreflight;
import org.rolebindings.api.SendingStoppedException;
import org.rolebindings.api.StopReason;
import org.rolebindings.api.StopSwitch;
import org.rolebindings.csv.InputFile;
import org.rolebindings.csv.UnreadableFileException;
import org.rolebindings.ledger.Run;
import org.rolebindings.ledger.RunIdentity;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.StateLock;
import org.rolebindings.report.ReportsUnwritableException;
import org.rolebindings.report.RunReports;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Imports a file: looks whether that can work, finds the run that goes on or starts a new
 * one, has the job do it, and sees to the end of the run.
 */
public final class Importer {

	private final ImportProperties properties;

	private final ApiEndpoint endpoint;

	private final ApiPreflight preflight;

	private final RunLedger runs;

	private final StateLock state;

	private final RunReports reports;

	private final JobRunner jobs;

	private final RunMeter meter;

	private final StopSwitch stop;

	private final ImportProgress progress;

	private final Clock clock;

	Importer(ImportProperties properties, ApiEndpoint endpoint, ApiPreflight preflight, RunLedger runs, StateLock state,
			RunReports reports, JobRunner jobs, RunMeter meter, StopSwitch stop, ImportProgress progress, Clock clock) {
		this.properties = properties;
		this.endpoint = endpoint;
		this.preflight = preflight;
		this.runs = runs;
		this.state = state;
		this.reports = reports;
		this.jobs = jobs;
		this.meter = meter;
		this.stop = stop;
		this.progress = progress;
		this.clock = clock;
	}

	/**
	 * Imports a file.
	 * @param file the file
	 * @return how it ended; its reports are written
	 * @throws UnreadableFileException if the file cannot be imported
	 * @throws org.rolebindings.api.NotTheApiException if what answers is not the API
	 * @throws NothingStartedException if the import stops before there is a run
	 */
	public ImportResult run(InputFile file) {
		this.meter.start();
		this.progress.begin(ImportProgress.Phase.READING, -1);
		FileInspection inspection = inspect(file);
		DroppedColumns.tell(inspection.header(), this.progress);
		Run run = openRun(file, inspection);
		this.state.workingOn(run.number(), file.name());
		this.meter.goOnFrom(run.totals());
		return this.jobs.run(run, file);
	}

	private FileInspection inspect(InputFile file) {
		FileInspection.ofBeginning(file, this.properties.csv());
		try {
			this.preflight.check((heard) -> this.progress.note("No proper answer yet (" + heard + "); trying again."));
			return FileInspection.of(file, this.properties.csv(), this.stop);
		}
		catch (SendingStoppedException | StopRequestedException ex) {
			throw new NothingStartedException(this.stop.reason().orElseThrow());
		}
	}

	private Run openRun(InputFile file, FileInspection inspection) {
		try {
			Run run = startOrResume(file, inspection);
			claimReports(run);
			return run;
		}
		catch (DataAccessException | TransactionException ex) {
			throw this.jobs.brokenOff(ex);
		}
	}

	private void claimReports(Run run) {
		try {
			Path unused = this.reports.claim(run);
		}
		catch (ReportsUnwritableException ex) {
			throw (run.resumes() > 0) ? this.jobs.brokenOff(ex) : ex;
		}
	}

	private Run startOrResume(InputFile file, FileInspection inspection) {
		RunIdentity identity = this.properties.identity(inspection.sha256(), this.endpoint.target().toString());
		Instant now = this.clock.instant();
		Optional<Run> unfinished = this.properties.fresh() ? Optional.empty()
				: this.runs.toResume(identity, now.minus(this.properties.resumeWithin()));
		if (unfinished.isPresent()) {
			Run run = this.runs.resume(unfinished.get());
			this.progress.note("Going on with run " + run.number() + ", which was started at " + run.startedAt()
					+ " and did not come to its end.");
			return run;
		}
		return this.runs.start(identity, file.name(), inspection.header().carried(), now,
				(number) -> this.reports.freeFolder(file.name(), number));
	}

}
