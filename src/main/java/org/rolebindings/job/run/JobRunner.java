package org.rolebindings.job.run;

import java.io.UncheckedIOException;

import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.Wording;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnreadableFileException;
import org.rolebindings.ledger.Run;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.RunPosition;
import org.rolebindings.ledger.RunStatus;
import org.rolebindings.report.ReportsUnwritableException;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopSwitch;
import org.rolebindings.store.StateHealth;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Has the job do a run, and ends the run if the job did not come to its own end. */
public final class JobRunner {

	private final JobOperator jobOperator;

	private final Job job;

	private final RunLedger runs;

	private final RunEnding ending;

	private final StateHealth health;

	private final StopSwitch stop;

	public JobRunner(JobOperator jobOperator, Job job, RunLedger runs, RunEnding ending, StateHealth health,
			StopSwitch stop) {
		this.jobOperator = jobOperator;
		this.job = job;
		this.runs = runs;
		this.ending = ending;
		this.health = health;
		this.stop = stop;
	}

	ImportResult run(Run run, InputFile file) {
		this.ending.goOnFrom(run);
		try {
			return runJob(run, file);
		}
		catch (ReportsUnwritableException | DataAccessException | TransactionException ex) {
			return completed(run, brokenOff(ex));
		}
		catch (RuntimeException ex) {
			// What the framework makes of a database that has failed is beside the point
			return completed(run, this.health.hasFailed() ? brokenOff(ex) : ex);
		}
	}

	/**
	 * A run whose rows are all decided and reported is complete, even if the database
	 * fails at its end. If the database did not keep the end, the next start of the run
	 * writes the same reports again.
	 */
	private ImportResult completed(Run run, RuntimeException failure) {
		if (this.health.hasFailed() && this.ending.hasCompleted(run.number())) {
			return new ImportResult(this.ending.reports(), null);
		}
		throw failure;
	}

	private ImportResult runJob(Run run, InputFile file) {
		JobExecution execution = start(run, file);
		if (execution.getStatus() == BatchStatus.COMPLETED) {
			return new ImportResult(this.ending.reports(), null);
		}
		if (execution.getStatus() == BatchStatus.STOPPED) {
			end(run.number(), RunStatus.STOPPED);
			return new ImportResult(this.ending.reports(), whyStopped());
		}
		throw failed(run, execution);
	}

	/**
	 * What was in flight at the stop may have failed too, so it is counted at the end.
	 */
	private StopReason whyStopped() {
		StopReason reason = this.stop.reason().orElseThrow();
		if (reason.kind() != StopReason.Kind.TOO_MANY_FAILURES) {
			return reason;
		}
		long failed = this.ending.reports().summary().outcomes().getOrDefault(Outcome.FAILED, 0L);
		return new StopReason(reason.kind(),
				Wording.of(failed, "row") + ((failed == 1) ? " is" : " are") + " FAILED, and " + reason.message());
	}

	/**
	 * Each start of a run is a job instance of its own: the ledger knows what is left to
	 * do, so whatever a crash leaves in Spring Batch's tables stands in nobody's way.
	 */
	private JobExecution start(Run run, InputFile file) {
		try {
			return this.jobOperator.start(this.job,
					StartParameters.identifying(run.number(), run.resumes())
						.addString("path", file.path().toAbsolutePath().toString(), false)
						.addString("name", file.name(), false)
						.toJobParameters());
		}
		catch (JobExecutionException ex) {
			throw new IllegalStateException("The job cannot be started", ex);
		}
	}

	/** Reports every row if all of them are known, else only what can be counted. */
	private void end(long run, RunStatus status) {
		if (this.runs.get(run).position() == RunPosition.REPEATS_FOUND) {
			this.ending.end(run, status, () -> false);
		}
		else {
			this.ending.endUnread(run, status);
		}
	}

	/**
	 * A file that changed, or a defect, ends the run for good. After what can be put
	 * right, like a full disk, the run can be resumed.
	 */
	private RuntimeException failed(Run run, JobExecution execution) {
		Throwable failure = execution.getAllFailureExceptions()
			.stream()
			.findFirst()
			.orElseGet(() -> new IllegalStateException("The job ended as " + execution.getStatus()));
		if (isShortage(failure) && !this.health.hasFailed()) {
			end(run.number(), RunStatus.STOPPED);
			throw new RunBrokenOffException(failure, this.health);
		}
		RuntimeException reason = reason(failure);
		if (!(reason instanceof RunBrokenOffException)) {
			end(run.number(), endOf(run, reason));
		}
		return reason;
	}

	/**
	 * The machine gives no more threads or memory, or not the rest of the program's jar;
	 * once it does, the run goes on.
	 */
	private static boolean isShortage(Throwable failure) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		return cause instanceof OutOfMemoryError || cause instanceof ClassNotFoundException
				|| cause instanceof ClassFormatError;
	}

	/** A claimed file that changed is staged anew, by another run. */
	private static RunStatus endOf(Run run, RuntimeException reason) {
		boolean changed = run.identity().claim() != null && reason instanceof UnreadableFileException;
		return changed ? RunStatus.ABANDONED : RunStatus.FAILED;
	}

	/** What becomes of a run that cannot go on here, and goes on with the next start. */
	private RunBrokenOffException brokenOff(Throwable cause) {
		return new RunBrokenOffException(cause, this.health);
	}

	private RuntimeException reason(Throwable failure) {
		if (this.health.hasFailed()) {
			return brokenOff(failure);
		}
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof UnreadableFileException unreadable) {
				return unreadable;
			}
			if (cause instanceof ReportsUnwritableException || cause instanceof DataAccessException
					|| cause instanceof TransactionException || cause instanceof UncheckedIOException) {
				return brokenOff(cause);
			}
		}
		return new IllegalStateException("The job failed", failure);
	}

}
