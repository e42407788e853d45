package org.rolebindings.job.run;

import java.time.Clock;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.ledger.run.RunIdentity;
import org.rolebindings.store.StateHold;

import org.springframework.batch.core.job.Job;

/** Takes a run up or starts a new one, lets its job work on it, and prunes old runs. */
public final class RunWork {

	private final RunOpening opening;

	private final StateHold state;

	private final JobRunner jobs;

	private final RunPruning pruning;

	private final Clock clock;

	RunWork(RunOpening opening, StateHold state, JobRunner jobs, RunPruning pruning, Clock clock) {
		this.opening = opening;
		this.state = state;
		this.jobs = jobs;
		this.pruning = pruning;
		this.clock = clock;
	}

	/**
	 * Does the work.
	 * @param job the job of the run's kind
	 * @param identity what makes two starts the same run
	 * @param fileName the name of the run's file
	 * @param header the columns that the reports repeat
	 * @param file the file that the job reads, or {@code null} if it reads none
	 * @param command the words of the command that takes the run up if it stops
	 * @return how it ended; its reports are written
	 */
	public ImportResult run(Job job, RunIdentity identity, String fileName, String header, @Nullable InputFile file,
			List<String> command) {
		Run run = this.opening.open(fileName, header, identity, command, this.clock.instant());
		this.state.workingOn(run.number(), fileName);
		ImportResult result = this.jobs.run(job, run, file);
		this.pruning.prune();
		return result;
	}

}
