package org.rolebindings.job.run;

import java.time.Clock;

import org.jspecify.annotations.Nullable;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnreadableFileException;
import org.rolebindings.ledger.Run;
import org.rolebindings.store.StateLock;

/**
 * Imports a file: looks whether that can work, finds the run that goes on or starts a new
 * one, has the job do it, and sees to the end of the run.
 */
public final class Importer {

	private final ImportPreparation preparation;

	private final RunOpening opening;

	private final StateLock state;

	private final JobRunner jobs;

	private final RunPruning pruning;

	private final Clock clock;

	public Importer(ImportPreparation preparation, RunOpening opening, StateLock state, JobRunner jobs,
			RunPruning pruning, Clock clock) {
		this.preparation = preparation;
		this.opening = opening;
		this.state = state;
		this.jobs = jobs;
		this.pruning = pruning;
		this.clock = clock;
	}

	/**
	 * Imports a file.
	 * @param file the file
	 * @return how it ended; its reports are written
	 * @throws UnreadableFileException if the file cannot be imported
	 * @throws org.rolebindings.api.outage.NotTheApiException if what answers is not the
	 * API
	 * @throws NothingStartedException if the import stops before there is a run
	 */
	public ImportResult run(InputFile file) {
		return run(file, null);
	}

	/**
	 * Imports a file that was claimed, once: if its run has come to its end already, only
	 * the reports are written again.
	 * @param file the file
	 * @param claim the claim, up to 64 characters, which is no other file's
	 * @return how it ended; its reports are written
	 * @throws UnreadableFileException if the file cannot be imported
	 * @throws org.rolebindings.api.outage.NotTheApiException if what answers is not the
	 * API
	 * @throws NothingStartedException if the import stops before there is a run
	 */
	public ImportResult runClaimed(InputFile file, String claim) {
		return this.opening.endedBefore(file, claim).orElseGet(() -> run(file, claim));
	}

	private ImportResult run(InputFile file, @Nullable String claim) {
		FileInspection inspection = this.preparation.inspect(file);
		Run run = this.opening.open(file, inspection, this.preparation.identity(inspection, claim),
				this.clock.instant());
		this.state.workingOn(run.number(), file.name());
		ImportResult result = this.jobs.run(run, file);
		this.pruning.prune();
		return result;
	}

	/**
	 * Remembers that a claimed file is where it belongs, so that its runs may be removed
	 * one day. If that cannot be written down, they stay.
	 * @param claim the claim
	 */
	public void filed(String claim) {
		this.opening.filed(claim);
	}

}
