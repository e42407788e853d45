package org.rolebindings.job;

import org.jspecify.annotations.Nullable;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.RunLedger;

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.flow.FlowExecutionStatus;
import org.springframework.batch.core.job.flow.JobExecutionDecider;
import org.springframework.batch.core.step.StepExecution;

/** Whether anything is posted at all, if rows are INVALID. */
class InvalidRowsGate implements JobExecutionDecider {

	static final String POST = "POST";

	static final String ABORT = "ABORT";

	private final RunLedger runs;

	private final RowLedger rows;

	InvalidRowsGate(RunLedger runs, RowLedger rows) {
		this.runs = runs;
		this.rows = rows;
	}

	@Override
	public FlowExecutionStatus decide(JobExecution jobExecution, @Nullable StepExecution stepExecution) {
		Long run = jobExecution.getJobParameters().getLong(StartParameters.RUN);
		if (run == null) {
			throw new IllegalStateException("The job has no run");
		}
		boolean abort = ImportProperties.abortsOnInvalid(this.runs.get(run).identity());
		return new FlowExecutionStatus((abort && this.rows.invalidRows(run) > 0) ? ABORT : POST);
	}

}
