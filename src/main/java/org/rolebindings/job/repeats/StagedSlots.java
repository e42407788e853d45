package org.rolebindings.job.repeats;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.validation.CheckedRow;
import org.rolebindings.job.scratch.Scratch;

/**
 * The slots of the rows that are being staged, so that the search for repeats need not
 * read the rows back. They are complete only if one start of the program staged all rows
 * of a run; whatever broke that off, the ledger has the rows.
 */
public class StagedSlots implements AutoCloseable {

	private final Path state;

	private @Nullable Scratch scratch;

	private @Nullable SlotHashes hashes;

	private @Nullable Long completeFor;

	public StagedSlots(Path state) {
		this.state = state;
	}

	/** Begins with a run that has no staged rows yet. */
	public void begin() {
		close();
		this.scratch = Scratch.below(this.state);
		this.hashes = new SlotHashes(this.scratch.folder());
	}

	public void add(CheckedRow row) {
		if (this.hashes != null && row.binding() != null) {
			this.hashes.add(row.binding().slotHash(), row.input().line());
		}
	}

	/** Says that all rows of a run are staged. */
	public void complete(long run) {
		this.completeFor = (this.hashes != null) ? Long.valueOf(run) : null;
	}

	boolean areCompleteFor(long run) {
		return this.completeFor != null && this.completeFor == run;
	}

	/** The lines that may repeat another one, or be repeated, in no order. */
	LineNumberFile shared() {
		LineNumberFile shared = LineNumberFile.in(folder());
		if (this.hashes != null) {
			this.hashes.forEachShared(shared::add);
		}
		return shared;
	}

	/** Where what is sought in goes, until this is closed. */
	Path folder() {
		if (this.scratch == null) {
			throw new IllegalStateException("No rows are being staged");
		}
		return this.scratch.folder();
	}

	/** Forgets all of it. */
	@Override
	public void close() {
		this.completeFor = null;
		if (this.hashes != null) {
			this.hashes.close();
			this.hashes = null;
		}
		if (this.scratch != null) {
			this.scratch.close();
			this.scratch = null;
		}
	}

}
