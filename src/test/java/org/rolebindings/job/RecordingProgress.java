package org.rolebindings.job;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.job.progress.ImportProgress;

/** Remembers what it is told, and has something done at a moment of the import. */
public final class RecordingProgress implements ImportProgress {

	private final List<String> notes = new ArrayList<>();

	private final List<Phase> phases = new ArrayList<>();

	private final List<String> failures = new ArrayList<>();

	private long rows;

	private @Nullable Moment moment;

	private Runnable atNote = () -> {
	};

	private record Moment(Phase phase, long rows, Runnable action) {
	}

	/** Has something done once so many rows of a phase are done, 0 for its beginning. */
	public void at(Phase phase, long rows, Runnable action) {
		this.moment = new Moment(phase, rows, action);
	}

	void atNote(Runnable action) {
		this.atNote = action;
	}

	@Override
	public void note(String sentence) {
		this.notes.add(sentence);
		this.atNote.run();
	}

	@Override
	public void begin(Phase phase, long rows) {
		this.phases.add(phase);
		this.rows = 0;
		runIfDue();
	}

	@Override
	public void advance() {
		this.rows++;
		runIfDue();
	}

	private void runIfDue() {
		Moment due = this.moment;
		Phase phase = this.phases.isEmpty() ? Phase.READING : this.phases.get(this.phases.size() - 1);
		if (due != null && due.phase() == phase && due.rows() == this.rows) {
			this.moment = null;
			due.action().run();
		}
	}

	@Override
	public void failed(long line, ErrorCode code, String message) {
		this.failures.add(line + ": " + code);
	}

	public List<String> notes() {
		return this.notes;
	}

	List<Phase> phases() {
		return this.phases;
	}

	public List<String> failures() {
		return this.failures;
	}

}
