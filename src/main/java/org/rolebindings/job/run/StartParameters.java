package org.rolebindings.job.run;

import java.util.Objects;

import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.step.StepExecution;

/** The job's name, and the parameters that tell the instances of a run's starts apart. */
public final class StartParameters {

	public static final String JOB = "roleBindingImport";

	static final String RUN = "run";

	private static final String START = "start";

	private StartParameters() {
	}

	/**
	 * Names a start of a run.
	 * @param run the run's number
	 * @param start how often the run was resumed before, 0 or more
	 */
	static JobParametersBuilder identifying(long run, int start) {
		return ofRun(run).addLong(START, (long) start);
	}

	/** Names a run: until schema 4 it had one job instance for all its starts. */
	static JobParametersBuilder ofRun(long run) {
		return new JobParametersBuilder().addLong(RUN, run);
	}

	/** Returns the number of the run that a step belongs to. */
	static long run(StepExecution step) {
		return Objects.requireNonNull(step.getJobParameters().getLong(RUN));
	}

}
