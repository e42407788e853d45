package org.rolebindings.job.undo;

import java.util.List;

import org.rolebindings.binding.RunKind;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.job.run.FileInspection;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.job.run.ImportResult;
import org.rolebindings.ledger.run.RunIdentity;
import org.rolebindings.ledger.run.RunTask;
import org.rolebindings.stop.StopSwitch;

import org.springframework.batch.core.job.Job;

/** Deletes the bindings that a file lists. */
public final class Revoking {

	private final ImportProperties properties;

	private final String target;

	private final RemovalStart start;

	private final Job job;

	private final StopSwitch stop;

	Revoking(ImportProperties properties, String target, RemovalStart start, Job job, StopSwitch stop) {
		this.properties = properties;
		this.target = target;
		this.start = start;
		this.job = job;
		this.stop = stop;
	}

	/**
	 * Deletes them.
	 * @param file the file
	 * @param confirmation is asked before anything is sent
	 * @param command the words of the command that takes the run up if it stops
	 * @return how it ended; its reports are written
	 * @throws org.rolebindings.csv.source.UnreadableFileException if the file cannot be
	 * used
	 * @throws NothingVisibleException if the key sees no binding
	 * @throws org.rolebindings.job.run.NothingStartedException if the command stops
	 * before there is a run
	 */
	public ImportResult revoke(InputFile file, Confirmation confirmation, List<String> command) {
		FileInspection inspection = inspect(file);
		RunIdentity identity = identity(inspection);
		this.start.tell(inspection.notes());
		this.start.ask(confirmation,
				new RemovalOffer(RunKind.REVOKE, file.name(), this.target, inspection.rows(), 0, 0));
		return this.start.run(this.job, identity, file.name(), inspection.header(), file, command);
	}

	/** Reads the file to its end. */
	FileInspection inspect(InputFile file) {
		this.start.reading();
		return this.start.orNothingStarted(() -> FileInspection.of(file, this.properties.csv(), this.stop));
	}

	/** Returns what makes two starts the same run. */
	RunIdentity identity(FileInspection inspection) {
		return this.properties.identity(inspection.sha256(), inspection.delimiter(), this.target, null)
			.doing(RunTask.REVOKE);
	}

}
