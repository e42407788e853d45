package org.rolebindings.job.run;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.ledger.run.RunIdentity;
import org.rolebindings.ledger.run.RunRequest;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.report.ReportingGivenUpException;
import org.rolebindings.report.ReportsUnwritableException;
import org.rolebindings.report.RunReports;
import org.rolebindings.report.run.ShellText;
import org.rolebindings.stop.StopSwitch;
import org.rolebindings.store.StateHealth;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Finds the run that a start goes on with, or starts a new one. */
final class RunOpening {

	private final ImportProperties properties;

	private final RunLedger runs;

	private final RunReports reports;

	private final StateHealth health;

	private final StopSwitch stop;

	private final ImportProgress progress;

	RunOpening(ImportProperties properties, RunLedger runs, RunReports reports, StateHealth health, StopSwitch stop,
			ImportProgress progress) {
		this.properties = properties;
		this.runs = runs;
		this.reports = reports;
		this.health = health;
		this.stop = stop;
		this.progress = progress;
	}

	/**
	 * Opens a run, and its report folder.
	 * @param command the words of the command that resumes the run if it stops
	 * @param now the time of this start
	 * @throws RunBrokenOffException if the state, or the folder of a run that goes on,
	 * cannot be written
	 * @throws ReportsUnwritableException if a new run can have no report folder
	 * @throws NothingStartedException if the import stops meanwhile
	 */
	Run open(String fileName, String header, RunIdentity identity, List<String> command, Instant now) {
		try {
			RunRequest request = new RunRequest(this.properties.note(), command,
					ShellText.called(this.health.option()));
			Run run = startOrResume(fileName, header, identity, request, now);
			claimReports(run);
			this.progress.running(run.number());
			return run;
		}
		catch (DataAccessException | TransactionException ex) {
			throw new RunBrokenOffException(ex, this.health);
		}
	}

	private void claimReports(Run run) {
		try {
			Path unused = this.reports.claim(run);
		}
		catch (ReportsUnwritableException ex) {
			throw (run.resumes() > 0) ? new RunBrokenOffException(ex, this.health) : ex;
		}
	}

	private Run startOrResume(String fileName, String header, RunIdentity identity, RunRequest request, Instant now) {
		Optional<Run> unfinished = unfinished(identity, now);
		if (unfinished.isPresent()) {
			verify(unfinished.get());
			Run run = this.runs.resume(unfinished.get(), request);
			this.progress.note("Going on with run " + run.number() + ", which was started at " + run.startedAt()
					+ " and did not come to its end.");
			return run;
		}
		return this.runs.start(identity, fileName, header, request, now,
				(number) -> this.reports.freeFolder(fileName, number));
	}

	/** Checks the rows of the run, because damaged rows must not be sent or reported. */
	private void verify(Run run) {
		try {
			this.reports.verify(run, this.stop::isStopRequested);
		}
		catch (ReportingGivenUpException ex) {
			throw new NothingStartedException(this.stop.reason().orElseThrow());
		}
	}

	/**
	 * Returns the run to resume. The run of a claimed file is resumed at any age.
	 */
	private Optional<Run> unfinished(RunIdentity identity, Instant now) {
		if (identity.claim() != null) {
			return this.runs.ofClaim(identity.claim())
				.filter((run) -> run.isUnfinished() && run.identity().equals(identity));
		}
		return this.properties.fresh() ? Optional.empty()
				: this.runs.toResume(identity, now.minus(this.properties.resumeWithin()));
	}

	/**
	 * Writes the reports of a claimed file again if its run has come to its end before.
	 */
	Optional<ImportResult> endedBefore(InputFile file, String claim) {
		return this.runs.ofClaim(claim)
			.filter(RunOpening::hasEnded)
			.filter((run) -> FileInspection.sha256(file, this.properties.csv()).equals(run.identity().sha256()))
			.map((run) -> new ImportResult(this.reports.write(run, run.status(), run.endedAt(), () -> false), null));
	}

	/** Returns the newest run of a claimed file, or {@code null} if there is none. */
	@Nullable Long runOf(String claim) {
		return this.runs.ofClaim(claim).map(Run::number).orElse(null);
	}

	private static boolean hasEnded(Run run) {
		return run.status() == RunStatus.COMPLETED || run.status() == RunStatus.FAILED;
	}

	/**
	 * Remembers that a claimed file is where it belongs, so that its runs may be removed
	 * one day. If that cannot be written down, they stay.
	 * @param claim the claim
	 */
	void filed(String claim) {
		try {
			this.runs.filed(claim);
		}
		catch (DataAccessException | TransactionException ex) {
			this.progress.note("The run of that file will stay in the state for good (" + ex.getMessage() + ").");
		}
	}

}
