package org.rolebindings.job;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The rows of which it is not known yet whether they are in place, in a scratch file, so
 * that memory does not grow with them.
 */
final class OpenRows implements Closeable {

	private final Path folder;

	private final RecordSort<SlotEntry> bySlot;

	private RecordFile<SlotEntry> rows;

	private RecordFile<FrequentUser> users;

	OpenRows(Path folder) {
		this.folder = folder;
		this.bySlot = new RecordSort<>(folder, SlotEntry.FORMAT, SlotEntry.ORDER);
		this.rows = new RecordFile<>(folder, SlotEntry.FORMAT);
		this.users = new RecordFile<>(folder, FrequentUser.FORMAT);
	}

	void add(SlotEntry row) {
		this.rows.add(row);
	}

	/**
	 * Compares the rows with what was listed. A row about whose slot something is known
	 * is not open any more: it is in place, or has to be posted.
	 * @param listed what was listed
	 * @param inPlace is given the rows that are in place, in no order of their lines
	 */
	void compare(RecordFile<SlotEntry> listed, Consumer<Sighting> inPlace) {
		takeFrequentUsers().close();
		try (RecordFile<SlotEntry> before = this.rows) {
			this.rows = new RecordFile<>(this.folder, SlotEntry.FORMAT);
			this.bySlot.sort(List.of(before, listed), (sorted) -> compare(sorted, inPlace));
		}
	}

	private void compare(Iterator<SlotEntry> sorted, Consumer<Sighting> inPlace) {
		SlotEntry known = null;
		SlotEntry lastOpen = null;
		int open = 0;
		while (sorted.hasNext()) {
			SlotEntry entry = sorted.next();
			if (entry.isListed()) {
				known = entry;
			}
			else if (known != null && known.isInSlotOf(entry)) {
				if (known.hasRoleOf(entry)) {
					inPlace.accept(new Sighting(entry.line(), known.text(), known.askedAt()));
				}
			}
			else {
				if (lastOpen != null && !lastOpen.isOfUserOf(entry)) {
					noteUser(lastOpen, open);
					open = 0;
				}
				this.rows.add(entry);
				lastOpen = entry;
				open++;
			}
		}
		noteUser(lastOpen, open);
	}

	private void noteUser(@Nullable SlotEntry row, int open) {
		if (row != null && open >= FrequentUser.FEWEST_ROWS) {
			this.users.add(new FrequentUser(row.type(), row.user(), open));
		}
	}

	/**
	 * Hands over the users whom many rows were about that were open after the last
	 * comparison; who takes them closes the file.
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
