package org.rolebindings.job.run;

import java.io.UncheckedIOException;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.Wording;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnreadableFileException;
import org.rolebindings.files.CauseChain;
import org.rolebindings.job.names.DirectoryRefusedException;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.ledger.run.RunPosition;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.report.ReportsUnwritableException;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopSwitch;
import org.rolebindings.store.HoldLostException;
import org.rolebindings.store.StateHealth;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Starts the job for a run. If the job stops or fails, it ends the run. */
final class JobRunner {

	private final JobOperator jobOperator;

	private final RunLedger runs;

	private final RunEnding ending;

	private final StateHealth health;

	private final StopSwitch stop;

	JobRunner(JobOperator jobOperator, RunLedger runs, RunEnding ending, StateHealth health, StopSwitch stop) {
		this.jobOperator = jobOperator;
		this.runs = runs;
		this.ending = ending;
		this.health = health;
		this.stop = stop;
	}

	ImportResult run(Job job, Run run, @Nullable InputFile file) {
		this.ending.goOnFrom(run);
		try {
			return runJob(job, run, file);
		}
		catch (ReportsUnwritableException | DataAccessException | TransactionException ex) {
			return completed(run, brokenOff(ex));
		}
		catch (RuntimeException ex) {
			// If the database has failed, the exception of the framework does not matter
			return completed(run, this.health.hasFailed() ? brokenOff(ex) : ex);
		}
	}

	/**
	 * Returns the result of a run that is complete although the database failed at its
	 * end: all rows are decided and reported. If the database did not store the end, the
	 * next start of the run writes the same reports again. If another process has taken
	 * the run over, it is for that one to end it.
	 */
	private ImportResult completed(Run run, RuntimeException failure) {
		boolean takenOver = CauseChain.find(failure, HoldLostException.class).isPresent();
		if (!takenOver && this.health.hasFailed() && this.ending.hasCompleted(run.number())) {
			return new ImportResult(this.ending.reports(), null);
		}
		throw failure;
	}

	private ImportResult runJob(Job job, Run run, @Nullable InputFile file) {
		JobExecution execution = start(job, run, file);
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
	 * Returns why the run stopped. Rows in flight at the stop may have failed too, so the
	 * failures are counted at the end.
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
	 * Starts the job. Each start of a run is a new job instance. The ledger knows what is
	 * left to do, so the rows that a crash leaves in Spring Batch's tables do no harm.
	 */
	private JobExecution start(Job job, Run run, @Nullable InputFile file) {
		try {
			JobParametersBuilder parameters = StartParameters.identifying(run.number(), run.resumes());
			if (file != null) {
				parameters.addString("path", file.path().toAbsolutePath().toString(), false)
					.addString("name", file.name(), false);
			}
			return this.jobOperator.start(job, parameters.toJobParameters());
		}
		catch (JobExecutionException ex) {
			throw new IllegalStateException("The job cannot be started", ex);
		}
	}

	/**
	 * Ends the run. The reports have all rows if the file was read to its end, and else
	 * only the counts.
	 */
	private void end(long run, RunStatus status) {
		if (this.runs.get(run).position() == RunPosition.REPEATS_FOUND) {
			this.ending.end(run, status, () -> false);
		}
		else {
			this.ending.endUnread(run, status);
		}
	}

	/**
	 * Returns the exception for a failed job. A changed file or a defect ends the run for
	 * good. If a person can fix the cause, like a full disk, the run can be resumed.
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
	 * Returns whether the machine lacks threads or memory, or the program's jar cannot be
	 * read. The run can be resumed later.
	 */
	private static boolean isShortage(Throwable failure) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		return cause instanceof OutOfMemoryError || cause instanceof ClassNotFoundException
				|| cause instanceof ClassFormatError;
	}

	/**
	 * Returns the status of a failed run. A claimed file that has changed gets a new run.
	 */
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
		Throwable known = CauseChain.of(failure).filter(JobRunner::isKnown).findFirst().orElse(null);
		if (known instanceof UnreadableFileException || known instanceof DirectoryRefusedException) {
			return (RuntimeException) known;
		}
		if (known != null) {
			return brokenOff(known);
		}
		return new IllegalStateException("The job failed", failure);
	}

	private static boolean isKnown(Throwable cause) {
		return cause instanceof UnreadableFileException || cause instanceof DirectoryRefusedException
				|| cause instanceof ReportsUnwritableException || cause instanceof DataAccessException
				|| cause instanceof TransactionException || cause instanceof UncheckedIOException;
	}

}
