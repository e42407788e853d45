package org.rolebindings.job.run;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnreadableFileException;

import org.springframework.batch.core.job.Job;

/**
 * Imports a file: checks the file and the API, resumes a run or starts a new one, lets
 * the job do it, and prunes old runs.
 */
public final class Importer {

	private final TargetHold hold;

	private final ImportPreparation preparation;

	private final RunOpening opening;

	private final RunWork work;

	private final Job job;

	Importer(TargetHold hold, ImportPreparation preparation, RunOpening opening, RunWork work, Job job) {
		this.hold = hold;
		this.preparation = preparation;
		this.opening = opening;
		this.work = work;
		this.job = job;
	}

	/**
	 * Imports a file.
	 * @param file the file
	 * @param command the words of the command that takes the run up if it stops
	 * @return how it ended; its reports are written
	 * @throws UnreadableFileException if the file cannot be imported
	 * @throws org.rolebindings.api.outage.NotTheApiException if what answers is not the
	 * API
	 * @throws NothingStartedException if the import stops before there is a run
	 */
	public ImportResult run(InputFile file, List<String> command) {
		this.hold.take();
		return run(file, null, command);
	}

	/**
	 * Imports a claimed file once. If its run has ended already, only the reports are
	 * written again.
	 * @param file the file
	 * @param claim the claim of this file, up to 64 characters
	 * @param command the words of the command that resumes the run if it stops
	 * @return how it ended; its reports are written
	 * @throws UnreadableFileException if the file cannot be imported
	 * @throws org.rolebindings.api.outage.NotTheApiException if what answers is not the
	 * API
	 * @throws NothingStartedException if the import stops before there is a run
	 */
	public ImportResult runClaimed(InputFile file, String claim, List<String> command) {
		this.hold.take();
		return this.opening.endedBefore(file, claim).orElseGet(() -> run(file, claim, command));
	}

	private ImportResult run(InputFile file, @Nullable String claim, List<String> command) {
		FileInspection inspection = this.preparation.inspect(file);
		return this.work.run(this.job, this.preparation.identity(inspection, claim), file.name(), inspection.header(),
				file, command);
	}

	/**
	 * Returns the number of the newest run of a claimed file, or {@code null} if there is
	 * none.
	 */
	public @Nullable Long runOf(String claim) {
		return this.opening.runOf(claim);
	}

	/**
	 * Stores that a claimed file has been filed, so that its runs can be pruned later. If
	 * that cannot be stored, the runs stay in the state.
	 * @param claim the claim
	 */
	public void filed(String claim) {
		this.opening.filed(claim);
	}

}
