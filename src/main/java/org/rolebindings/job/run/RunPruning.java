package org.rolebindings.job.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.ledger.OldRuns;
import org.rolebindings.ledger.OldRuns.OldRun;
import org.rolebindings.stop.StopSwitch;
import org.rolebindings.store.StateHold;

import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Removes the runs that are older than {@code --keep}, so that the state does not grow
 * for ever. If the pruning fails or is stopped, the next import continues it.
 */
final class RunPruning {

	private final Duration keep;

	private final StateHold hold;

	private final OldRuns runs;

	private final JobRepository jobs;

	private final StopSwitch stop;

	private final ImportProgress progress;

	private final Clock clock;

	/**
	 * Prepares the pruning.
	 * @param keep how long a run is kept after its end
	 */
	RunPruning(Duration keep, StateHold hold, OldRuns runs, JobRepository jobs, StopSwitch stop,
			ImportProgress progress, Clock clock) {
		this.keep = keep;
		this.hold = hold;
		this.runs = runs;
		this.jobs = jobs;
		this.stop = stop;
		this.progress = progress;
		this.clock = clock;
	}

	void prune() {
		if (this.stop.isStopRequested()) {
			return;
		}
		Instant before = this.clock.instant().minus(this.keep);
		try {
			int removed = removeThoseThatEnded(before);
			while (!this.stop.isStopRequested() && this.runs.removeSomeRows()) {
				// Some at a time, so that a signal does not wait for all of them
			}
			if (removed > 0) {
				this.progress.note("Removed from the state what is older than --keep: "
						+ (removed == 1 ? "one run." : removed + " runs."));
			}
		}
		catch (DataAccessException | TransactionException ex) {
			this.progress.note("Old runs could not be removed from the state (" + ex.getMessage()
					+ "); the next import tries again.");
		}
	}

	private int removeThoseThatEnded(Instant before) {
		int removed = 0;
		for (OldRun run : this.runs.endedBefore(before, this.hold.target())) {
			if (this.stop.isStopRequested()) {
				break;
			}
			removeJobs(run);
			this.runs.remove(run.number());
			removed++;
		}
		return removed;
	}

	private void removeJobs(OldRun run) {
		remove(StartParameters.ofRun(run.number()));
		for (int start = 0; start <= run.resumes(); start++) {
			remove(StartParameters.identifying(run.number(), start));
		}
	}

	private void remove(JobParametersBuilder parameters) {
		for (String job : StartParameters.JOBS) {
			JobInstance instance = this.jobs.getJobInstance(job, parameters.toJobParameters());
			if (instance != null) {
				this.jobs.deleteJobInstance(instance);
			}
		}
	}

}
