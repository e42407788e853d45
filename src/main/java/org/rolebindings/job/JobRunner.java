package org.rolebindings.job;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

import org.rolebindings.api.StopReason;
import org.rolebindings.api.StopSwitch;
import org.rolebindings.csv.InputFile;
import org.rolebindings.csv.UnreadableFileException;
import org.rolebindings.ledger.Run;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.RunStatus;
import org.rolebindings.report.RunReports;
import org.rolebindings.report.WrittenReports;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/** Has the job do a run, and ends the run as the job ended. */
final class JobRunner {

	private final JobOperator jobOperator;

	private final JobRepository jobRepository;

	private final Job job;

	private final RunLedger runs;

	private final RunReports reports;

	private final RunMeter meter;

	private final StopSwitch stop;

	private final Clock clock;

	JobRunner(JobOperator jobOperator, JobRepository jobRepository, Job job, RunLedger runs, RunReports reports,
			RunMeter meter, StopSwitch stop, Clock clock) {
		this.jobOperator = jobOperator;
		this.jobRepository = jobRepository;
		this.job = job;
		this.runs = runs;
		this.reports = reports;
		this.meter = meter;
		this.stop = stop;
		this.clock = clock;
	}

	ImportResult run(Run run, InputFile file) {
		JobParameters parameters = new JobParametersBuilder().addLong("run", run.number())
			.addString("path", file.path().toAbsolutePath().toString(), false)
			.addString("name", file.name(), false)
			.toJobParameters();
		recover(parameters);
		JobExecution execution = start(parameters);
		this.runs.saveTotals(run.number(), this.meter.read());
		if (execution.getStatus() == BatchStatus.COMPLETED) {
			return new ImportResult(this.reports.last(), null);
		}
		if (execution.getStatus() == BatchStatus.STOPPED) {
			return stopped(run, execution);
		}
		throw failed(run, execution);
	}

	/**
	 * After a crash the repository says that the job and its steps still run. The state
	 * folder is locked by this process, so they do not.
	 */
	private void recover(JobParameters parameters) {
		Set<JobExecution> executions = new LinkedHashSet<>(
				this.jobRepository.findRunningJobExecutions(this.job.getName()));
		JobExecution last = this.jobRepository.getLastJobExecution(this.job.getName(), parameters);
		if (last != null) {
			executions.add(last);
		}
		executions.forEach(this.jobOperator::recover);
	}

	private JobExecution start(JobParameters parameters) {
		try {
			return this.jobOperator.start(this.job, parameters);
		}
		catch (JobExecutionException ex) {
			throw new IllegalStateException("The job cannot be started", ex);
		}
	}

	private ImportResult stopped(Run run, JobExecution execution) {
		Instant now = this.clock.instant();
		this.runs.end(run.number(), RunStatus.STOPPED, now);
		Run stopped = this.runs.get(run.number());
		WrittenReports written = isStaged(execution)
				? this.reports.write(stopped, RunStatus.STOPPED, now, JobRunner::goOn)
				: this.reports.writeSummary(stopped, RunStatus.STOPPED, now);
		return new ImportResult(written, this.stop.reason().orElseThrow());
	}

	private static void goOn() {
	}

	private boolean isStaged(JobExecution execution) {
		StepExecution repeats = this.jobRepository.getLastStepExecution(execution.getJobInstance(),
				RoleBindingImportJobConfiguration.REPEATS);
		return repeats != null && repeats.getStatus() == BatchStatus.COMPLETED;
	}

	/**
	 * A file that changed, or a defect, ends the run for good; what can be mended, like a
	 * full disk, leaves it to be taken up.
	 */
	private RuntimeException failed(Run run, JobExecution execution) {
		Throwable failure = execution.getAllFailureExceptions()
			.stream()
			.findFirst()
			.orElseGet(() -> new IllegalStateException("The job ended as " + execution.getStatus()));
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof UnreadableFileException unreadable) {
				Instant now = this.clock.instant();
				this.runs.end(run.number(), RunStatus.FAILED, now);
				this.reports.writeSummary(this.runs.get(run.number()), RunStatus.FAILED, now);
				return unreadable;
			}
		}
		return (failure instanceof RuntimeException unchecked) ? unchecked
				: new IllegalStateException("The job failed", failure);
	}

}
