package org.rolebindings.job.run;

import java.util.List;
import java.util.Objects;

import org.rolebindings.ledger.run.RunStart;

import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.step.StepExecution;

/** The names of the jobs, and the parameters that identify a start of a run. */
public final class StartParameters {

	/** The job of an import. */
	public static final String JOB = "roleBindingImport";

	/** The job of an undo. */
	public static final String UNDO = "undo";

	/** The job of a revoke. */
	public static final String REVOKE = "revoke";

	static final List<String> JOBS = List.of(JOB, UNDO, REVOKE);

	static final String RUN = "run";

	private static final String START = "start";

	private StartParameters() {
	}

	/**
	 * Returns the parameters of a start.
	 * @param run the run's number
	 * @param start how often the run was resumed before, 0 or more
	 */
	static JobParametersBuilder identifying(long run, int start) {
		return ofRun(run).addLong(START, (long) start);
	}

	/**
	 * Returns the parameters of a run. Until schema 4, a run had one job instance for all
	 * its starts.
	 */
	static JobParametersBuilder ofRun(long run) {
		return new JobParametersBuilder().addLong(RUN, run);
	}

	/** Returns the number of the run that a step belongs to. */
	public static long run(StepExecution step) {
		return Objects.requireNonNull(step.getJobParameters().getLong(RUN));
	}

	/** Returns the start of a run that a step belongs to. */
	public static RunStart start(StepExecution step) {
		return new RunStart(run(step), Math.toIntExact(Objects.requireNonNull(step.getJobParameters().getLong(START))));
	}

}
