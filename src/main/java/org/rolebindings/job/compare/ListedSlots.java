package org.rolebindings.job.compare;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.rolebindings.job.scratch.RecordFile;
import org.rolebindings.listing.ListedBinding;

/** What listings have shown and rows may want, on disk until it is compared. */
final class ListedSlots implements Closeable {

	/** Early enough that nothing is too old once it has been compared. */
	private static final long DUE_AFTER = Duration.ofMinutes(10).toNanos();

	private final Path folder;

	private final RowPrints prints;

	private RecordFile<SlotEntry> file;

	private long oldest;

	private long pages;

	ListedSlots(Path folder, RowPrints prints) {
		this.folder = folder;
		this.prints = prints;
		this.file = new RecordFile<>(folder, SlotEntry.FORMAT);
	}

	/**
	 * Adds a page.
	 * @param page what it has shown
	 * @param askedAt when it was asked for
	 * @return how many rows were found with it, about
	 */
	long add(List<ListedBinding> page, long askedAt) {
		this.pages++;
		long found = 0;
		for (ListedBinding binding : page) {
			SlotEntry listed = SlotEntry.of(binding, askedAt);
			if (this.prints.mayWant(listed)) {
				this.oldest = this.file.isEmpty() ? askedAt : Math.min(this.oldest, askedAt);
				this.file.add(listed);
				found += this.prints.find(listed);
			}
		}
		return found;
	}

	/** A page was asked for in vain. */
	void addNothing() {
		this.pages++;
	}

	long pages() {
		return this.pages;
	}

	boolean isEmpty() {
		return this.file.isEmpty();
	}

	/** Whether it is time to compare what there is, lest it grow too old. */
	boolean isDue(long now) {
		return !isEmpty() && now - this.oldest > DUE_AFTER;
	}

	/** Hands over what there is, and begins anew; who takes it closes it. */
	RecordFile<SlotEntry> take() {
		RecordFile<SlotEntry> full = this.file;
		this.file = new RecordFile<>(this.folder, SlotEntry.FORMAT);
		return full;
	}

	@Override
	public void close() {
		this.file.close();
	}

}
