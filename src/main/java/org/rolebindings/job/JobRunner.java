package org.rolebindings.job;

import java.io.UncheckedIOException;

import org.rolebindings.api.StopReason;
import org.rolebindings.api.StopSwitch;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.Wording;
import org.rolebindings.csv.InputFile;
import org.rolebindings.csv.UnreadableFileException;
import org.rolebindings.ledger.Run;
import org.rolebindings.ledger.RunStatus;
import org.rolebindings.ledger.StateHealth;
import org.rolebindings.report.ReportsUnwritableException;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Has the job do a run, and ends the run if the job did not come to its own end. */
final class JobRunner {

	private final JobOperator jobOperator;

	private final JobRepository jobRepository;

	private final Job job;

	private final RunEnding ending;

	private final StateHealth health;

	private final StopSwitch stop;

	JobRunner(JobOperator jobOperator, JobRepository jobRepository, Job job, RunEnding ending, StateHealth health,
			StopSwitch stop) {
		this.jobOperator = jobOperator;
		this.jobRepository = jobRepository;
		this.job = job;
		this.ending = ending;
		this.health = health;
		this.stop = stop;
	}

	ImportResult run(Run run, InputFile file) {
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
	 * A run that is complete in the database stays so if the database then fails: only
	 * the framework's notes about it are missing, and another start would be a new run.
	 */
	private ImportResult completed(Run run, RuntimeException failure) {
		if (this.health.hasFailed() && this.ending.hasCompleted(run.number())) {
			return new ImportResult(this.ending.reports(), null);
		}
		throw failure;
	}

	private ImportResult runJob(Run run, InputFile file) {
		JobParameters parameters = new JobParametersBuilder().addLong("run", run.number())
			.addString("path", file.path().toAbsolutePath().toString(), false)
			.addString("name", file.name(), false)
			.toJobParameters();
		forgetUnbegun(parameters);
		recover(parameters);
		JobExecution execution = start(parameters);
		if (execution.getStatus() == BatchStatus.COMPLETED) {
			return new ImportResult(this.ending.reports(), null);
		}
		if (execution.getStatus() == BatchStatus.STOPPED) {
			end(run.number(), RunStatus.STOPPED, execution);
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
	 * A crash may leave a job without an execution, which cannot be started any more.
	 */
	private void forgetUnbegun(JobParameters parameters) {
		JobInstance instance = this.jobRepository.getJobInstance(this.job.getName(), parameters);
		if (instance != null && this.jobRepository.getLastJobExecution(instance) == null) {
			this.jobRepository.deleteJobInstance(instance);
		}
	}

	/**
	 * After a crash the repository says that the job and its steps still run. The state
	 * folder is locked by this process, so they do not. What it says of other runs is
	 * left: nobody starts those again, and to search for them reads all that are kept.
	 */
	private void recover(JobParameters parameters) {
		JobExecution last = this.jobRepository.getLastJobExecution(this.job.getName(), parameters);
		if (last != null) {
			JobExecution unused = this.jobOperator.recover(last);
		}
	}

	private JobExecution start(JobParameters parameters) {
		try {
			return this.jobOperator.start(this.job, parameters);
		}
		catch (JobExecutionException ex) {
			throw new IllegalStateException("The job cannot be started", ex);
		}
	}

	/** Reports every row if all of them are known, else only what can be counted. */
	private void end(long run, RunStatus status, JobExecution execution) {
		StepExecution repeats = this.jobRepository.getLastStepExecution(execution.getJobInstance(),
				RoleBindingImportJobConfiguration.REPEATS);
		if (repeats != null && repeats.getStatus() == BatchStatus.COMPLETED) {
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
			end(run.number(), RunStatus.STOPPED, execution);
			throw new RunBrokenOffException(failure, this.health);
		}
		RuntimeException reason = reason(failure);
		if (!(reason instanceof RunBrokenOffException)) {
			end(run.number(), endOf(run, reason), execution);
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
	RunBrokenOffException brokenOff(Throwable cause) {
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
