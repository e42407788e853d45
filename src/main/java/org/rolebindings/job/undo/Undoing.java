package org.rolebindings.job.undo;

import java.util.List;
import java.util.Optional;

import org.rolebindings.job.run.ImportResult;
import org.rolebindings.job.run.NothingStartedException;
import org.rolebindings.ledger.RemovalLedger;

import org.springframework.batch.core.job.Job;

/** Takes back what a run did. */
public final class Undoing {

	private final UndoReading reading;

	private final RemovalLedger removals;

	private final RemovalStart start;

	private final CopyTasklet copy;

	private final Job job;

	Undoing(UndoReading reading, RemovalLedger removals, RemovalStart start, CopyTasklet copy, Job job) {
		this.reading = reading;
		this.removals = removals;
		this.start = start;
		this.copy = copy;
		this.job = job;
	}

	/**
	 * Takes it back.
	 * @param request what is to be undone
	 * @param confirmation is asked before anything is sent
	 * @param command the words of the command that takes the run up if it stops
	 * @return how it ended, with its reports; empty if nothing is left to take back
	 * @throws NotUndoableException if there is no such run, or it is no import
	 * @throws org.rolebindings.csv.source.UnreadableFileException if a file cannot be
	 * used
	 * @throws NothingVisibleException if the key sees no binding
	 * @throws NothingStartedException if the command stops before there is a run
	 */
	public Optional<ImportResult> undo(UndoRequest request, Confirmation confirmation, List<String> command) {
		UndoSubject subject = read(request);
		if (isDone(subject)) {
			return Optional.empty();
		}
		this.start.ask(confirmation, subject.offer());
		this.copy.setSource(subject.rows());
		return Optional
			.of(this.start.run(this.job, subject.identity(), subject.fileName(), subject.header(), null, command));
	}

	/** Reads what is to be undone. */
	UndoSubject read(UndoRequest request) {
		this.start.reading();
		return this.start.orNothingStarted(() -> this.reading.read(request));
	}

	/** Returns whether nothing is left to take back. */
	boolean isDone(UndoSubject subject) {
		return subject.offer().isEmpty() || isTakenBack(subject);
	}

	private boolean isTakenBack(UndoSubject subject) {
		Long undone = subject.identity().task().undone();
		return undone != null && !this.start.isUnfinished(subject.identity())
				&& this.removals.notTakenBack(undone) == 0;
	}

}
