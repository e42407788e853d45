package org.rolebindings.job.run;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.http.ApiEndpoint;
import org.rolebindings.api.outage.ApiPreflight;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnreadableFileException;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.progress.RunMeter;
import org.rolebindings.ledger.Run;
import org.rolebindings.ledger.RunIdentity;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.RunRequest;
import org.rolebindings.ledger.RunStatus;
import org.rolebindings.report.ReportingGivenUpException;
import org.rolebindings.report.ReportsUnwritableException;
import org.rolebindings.report.RunReports;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopRequestedException;
import org.rolebindings.stop.StopSwitch;
import org.rolebindings.store.StateLock;

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

	private final RunPruning pruning;

	private final RunMeter meter;

	private final StopSwitch stop;

	private final ImportProgress progress;

	private final Clock clock;

	public Importer(ImportProperties properties, ApiEndpoint endpoint, ApiPreflight preflight, RunLedger runs,
			StateLock state, RunReports reports, JobRunner jobs, RunPruning pruning, RunMeter meter, StopSwitch stop,
			ImportProgress progress, Clock clock) {
		this.properties = properties;
		this.endpoint = endpoint;
		this.preflight = preflight;
		this.runs = runs;
		this.state = state;
		this.reports = reports;
		this.jobs = jobs;
		this.pruning = pruning;
		this.meter = meter;
		this.stop = stop;
		this.progress = progress;
		this.clock = clock;
	}

	/**
	 * Imports a file.
	 * @param file the file
	 * @param command the words of the command that takes the run up if it stops
	 * @return how it ended; its reports are written
	 * @throws UnreadableFileException if the file cannot be imported
	 * @throws org.rolebindings.api.outage.NotTheApiException if what answers is not the
	 * API
	 * @throws NothingStartedException if the import stops before there is a run
	 */
	public ImportResult run(InputFile file, List<String> command) {
		FileInspection inspection = begin(file);
		return go(file, openRun(file, inspection, identity(inspection, null), command));
	}

	/**
	 * Imports a file that was claimed, once: if its run has come to its end already, only
	 * the reports are written again.
	 * @param file the file
	 * @param claim the claim, up to 64 characters, which is no other file's
	 * @param command the words of the command that takes the run up if it stops
	 * @return how it ended; its reports are written
	 * @throws UnreadableFileException if the file cannot be imported
	 * @throws org.rolebindings.api.outage.NotTheApiException if what answers is not the
	 * API
	 * @throws NothingStartedException if the import stops before there is a run
	 */
	public ImportResult runClaimed(InputFile file, String claim, List<String> command) {
		Run ended = this.runs.ofClaim(claim).filter(Importer::hasEnded).orElse(null);
		if (ended != null && FileInspection.sha256(file, this.properties.csv()).equals(ended.identity().sha256())) {
			return new ImportResult(this.reports.write(ended, ended.status(), ended.endedAt(), () -> false), null);
		}
		FileInspection inspection = begin(file);
		return go(file, openRun(file, inspection, identity(inspection, claim), command));
	}

	/**
	 * Remembers that a claimed file is where it belongs, so that its runs may be removed
	 * one day. If that cannot be written down, they stay.
	 * @param claim the claim
	 */
	public void filed(String claim) {
		try {
			this.runs.filed(claim);
		}
		catch (DataAccessException | TransactionException ex) {
			this.progress.note("The run of that file will stay in the state for good (" + ex.getMessage() + ").");
		}
	}

	private static boolean hasEnded(Run run) {
		return run.status() == RunStatus.COMPLETED || run.status() == RunStatus.FAILED;
	}

	private FileInspection begin(InputFile file) {
		this.meter.start();
		this.progress.begin(ImportProgress.Phase.READING, -1);
		FileInspection inspection = inspect(file);
		this.progress.importing(file.name(), this.endpoint.target(), inspection.rows());
		inspection.notes().tell(this.progress);
		return inspection;
	}

	private RunIdentity identity(FileInspection inspection, @Nullable String claim) {
		return this.properties.identity(inspection.sha256(), inspection.delimiter(), this.endpoint.target().toString(),
				claim);
	}

	private ImportResult go(InputFile file, Run run) {
		this.state.workingOn(run.number(), file.name());
		this.progress.running(run.number());
		this.meter.goOnFrom(run.totals());
		ImportResult result = this.jobs.run(run, file);
		this.pruning.prune();
		return result;
	}

	private FileInspection inspect(InputFile file) {
		FileInspection.ofBeginning(file, this.properties.csv());
		try {
			this.preflight.check(() -> this.runs.hasRunOn(this.endpoint.target().toString()), (heard) -> this.progress
				.note("No proper answer from " + this.endpoint.target() + " yet (" + heard + "); trying again."));
			return FileInspection.of(file, this.properties.csv(), this.stop);
		}
		catch (SendingStoppedException | StopRequestedException ex) {
			throw new NothingStartedException(this.stop.reason().orElseThrow());
		}
	}

	private Run openRun(InputFile file, FileInspection inspection, RunIdentity identity, List<String> command) {
		try {
			Run run = startOrResume(file, inspection, identity, new RunRequest(this.properties.note(), command));
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

	private Run startOrResume(InputFile file, FileInspection inspection, RunIdentity identity, RunRequest request) {
		Instant now = this.clock.instant();
		Optional<Run> unfinished = unfinished(identity, now);
		if (unfinished.isPresent()) {
			verify(unfinished.get());
			Run run = this.runs.resume(unfinished.get(), request);
			this.progress.note("Going on with run " + run.number() + ", which was started at " + run.startedAt()
					+ " and did not come to its end.");
			return run;
		}
		return this.runs.start(identity, file.name(), inspection.header(), request, now,
				(number) -> this.reports.freeFolder(file.name(), number));
	}

	/** What is damaged must not be sent, or reported. */
	private void verify(Run run) {
		try {
			this.reports.verify(run, this.stop::isThrown);
		}
		catch (ReportingGivenUpException ex) {
			throw new NothingStartedException(this.stop.reason().orElseThrow());
		}
	}

	/**
	 * A claimed file is resumed, no matter how old its run is and what came in between.
	 */
	private Optional<Run> unfinished(RunIdentity identity, Instant now) {
		if (identity.claim() != null) {
			return this.runs.ofClaim(identity.claim())
				.filter((run) -> run.isUnfinished() && run.identity().equals(identity));
		}
		return this.properties.fresh() ? Optional.empty()
				: this.runs.toResume(identity, now.minus(this.properties.resumeWithin()));
	}

}
