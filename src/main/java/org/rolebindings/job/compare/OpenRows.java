package org.rolebindings.job.compare;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.job.scratch.RecordFile;
import org.rolebindings.job.scratch.RecordSort;
import org.rolebindings.stop.StopRequestedException;
import org.rolebindings.stop.StopSwitch;

/**
 * The rows that may be in place. They are in a scratch file, so that their number does
 * not need memory.
 */
final class OpenRows implements Closeable {

	private final Path folder;

	private final StopSwitch stop;

	private final int fewestOfUser;

	private final RecordSort<SlotEntry> bySlot;

	private RecordFile<SlotEntry> rows;

	private RecordFile<FrequentUser> users;

	private long count;

	/**
	 * Makes an empty file.
	 * @param folder the folder for temporary files
	 * @param stop ends a comparison
	 * @param fewestOfUser users with fewer open rows are not counted
	 */
	OpenRows(Path folder, StopSwitch stop, int fewestOfUser) {
		this.folder = folder;
		this.stop = stop;
		this.fewestOfUser = fewestOfUser;
		this.bySlot = new RecordSort<>(folder, SlotEntry.FORMAT, SlotEntry.ORDER);
		this.rows = emptyFile();
		this.users = new RecordFile<>(folder, FrequentUser.FORMAT);
	}

	/** Returns a file for entries, in the same folder. */
	RecordFile<SlotEntry> emptyFile() {
		return new RecordFile<>(this.folder, SlotEntry.FORMAT);
	}

	void add(SlotEntry row) {
		this.rows.add(row);
		this.count++;
	}

	/** Returns how many rows are open. */
	long count() {
		return this.count;
	}

	/**
	 * Compares the rows with listed bindings. A row with a result is not open any more.
	 * @param listed the listed bindings
	 * @param complete the types whose bindings were all listed by now; an open row of
	 * such a type has no binding
	 * @param unlisted the types whose other rows stay open; rows of further types are
	 * dropped
	 * @param matches receives the results, in any order of the lines
	 */
	void compare(RecordFile<SlotEntry> listed, Set<ResourceType> complete, Set<ResourceType> unlisted,
			Consumer<ListedMatch> matches) {
		takeFrequentUsers().close();
		try (RecordFile<SlotEntry> before = this.rows) {
			this.rows = emptyFile();
			this.count = 0;
			try (RecordFile.Reader<SlotEntry> rows = before.read();
					RecordFile.Reader<SlotEntry> shown = listed.read()) {
				this.bySlot.sort(() -> next(rows, shown), (sorted) -> compare(sorted, complete, unlisted, matches));
			}
		}
	}

	private @Nullable SlotEntry next(RecordFile.Reader<SlotEntry> rows, RecordFile.Reader<SlotEntry> listed) {
		if (this.stop.isStopRequested()) {
			throw new StopRequestedException();
		}
		SlotEntry row = rows.next();
		return (row != null) ? row : listed.next();
	}

	private void compare(Iterator<SlotEntry> sorted, Set<ResourceType> complete, Set<ResourceType> unlisted,
			Consumer<ListedMatch> matches) {
		SlotEntry known = null;
		SlotEntry lastOpen = null;
		int open = 0;
		while (sorted.hasNext()) {
			if (this.stop.isStopRequested()) {
				throw new StopRequestedException();
			}
			SlotEntry entry = sorted.next();
			if (entry.isListed()) {
				known = entry;
			}
			else if (known != null && known.isInSlotOf(entry)) {
				matches.accept(known.matchOf(entry));
			}
			else if (complete.contains(entry.type())) {
				matches.accept(ListedMatch.none(entry.line()));
			}
			else if (unlisted.contains(entry.type())) {
				if (lastOpen != null && !lastOpen.isOfUserOf(entry)) {
					noteUser(lastOpen, open);
					open = 0;
				}
				add(entry);
				lastOpen = entry;
				open++;
			}
		}
		noteUser(lastOpen, open);
	}

	private void noteUser(@Nullable SlotEntry row, int open) {
		if (row != null && open >= this.fewestOfUser) {
			this.users.add(new FrequentUser(row.type(), row.user(), open));
		}
	}

	/**
	 * Returns the users with many open rows after the last comparison. The caller must
	 * close the file.
	 */
	RecordFile<FrequentUser> takeFrequentUsers() {
		RecordFile<FrequentUser> full = this.users;
		this.users = new RecordFile<>(this.folder, FrequentUser.FORMAT);
		return full;
	}

	@Override
	public void close() {
		this.rows.close();
		this.users.close();
	}

}
