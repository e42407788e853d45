package org.rolebindings.job.remote.worker;

import org.rolebindings.binding.ErrorCode;
import org.rolebindings.job.progress.ImportProgress;

/** Passes notes on, and nothing else: the manager tells the progress of the run. */
record NotesOnly(ImportProgress notes) implements ImportProgress {

	@Override
	public void note(String sentence) {
		this.notes.note(sentence);
	}

	@Override
	public void begin(Phase phase, long rows) {
		// Of one range
	}

	@Override
	public void advance() {
		// The manager hears of decisions
	}

	@Override
	public void failed(long line, ErrorCode code, String message) {
		// The manager hears of decisions
	}

}
