package org.rolebindings.job.run;

import org.jspecify.annotations.Nullable;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.RunLedger;

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.flow.FlowExecutionStatus;
import org.springframework.batch.core.job.flow.JobExecutionDecider;
import org.springframework.batch.core.step.StepExecution;

/** Decides whether the run posts its rows although some are INVALID. */
public class InvalidRowsDecider implements JobExecutionDecider {

	public static final String POST = "POST";

	public static final String ABORT = "ABORT";

	private final RunLedger runs;

	private final RowLedger rows;

	InvalidRowsDecider(RunLedger runs, RowLedger rows) {
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
