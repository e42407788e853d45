package org.rolebindings.cli.console;

import java.net.URI;
import java.util.List;

import org.rolebindings.binding.ErrorCode;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.ledger.remote.WorkerState;

/**
 * Reports the progress of an import to two listeners.
 *
 * @param one the first listener
 * @param other the second listener
 */
public record CompositeProgress(ImportProgress one, ImportProgress other) implements ImportProgress {

	@Override
	public void running(long run) {
		this.one.running(run);
		this.other.running(run);
	}

	@Override
	public void importing(String file, URI target, long rows) {
		this.one.importing(file, target, rows);
		this.other.importing(file, target, rows);
	}

	@Override
	public void note(String sentence) {
		this.one.note(sentence);
		this.other.note(sentence);
	}

	@Override
	public void begin(Phase phase, long rows) {
		this.one.begin(phase, rows);
		this.other.begin(phase, rows);
	}

	@Override
	public void advance() {
		this.one.advance();
		this.other.advance();
	}

	@Override
	public void failed(long line, ErrorCode code, String message) {
		this.one.failed(line, code, message);
		this.other.failed(line, code, message);
	}

	@Override
	public void workers(List<WorkerState> workers) {
		this.one.workers(workers);
		this.other.workers(workers);
	}

	@Override
	public void explained(ErrorCode code) {
		this.one.explained(code);
		this.other.explained(code);
	}

}
