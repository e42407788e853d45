package org.rolebindings.job.repeats;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.function.Consumer;

import org.rolebindings.binding.Repeat;
import org.rolebindings.binding.WantedLine;
import org.rolebindings.job.scratch.RecordFile;
import org.rolebindings.job.scratch.RecordFormat;
import org.rolebindings.job.scratch.RecordSort;
import org.rolebindings.job.scratch.Scratch;

/**
 * Finds lines that repeat or contradict an earlier one, in bounded memory. It sorts the
 * lines by user and resource, on disk if there are many, and compares neighbours.
 */
public final class RepeatSearch {

	private static final Comparator<WantedLine> BY_SLOT_AND_LINE = (a, b) -> {
		int slots = Arrays.compareUnsigned(a.slot(), b.slot());
		return (slots != 0) ? slots : Long.compare(a.line(), b.line());
	};

	/** Both lengths are in one number, so that one call writes them instead of eight. */
	private static final RecordFormat<WantedLine> LINES = new RecordFormat<>() {

		/** The memory of the objects around the bytes of a line. */
		private static final int OVERHEAD = 96;

		@Override
		public void write(DataOutput out, WantedLine line) throws IOException {
			out.writeLong(line.line());
			out.writeLong((long) line.slot().length << Integer.SIZE | line.role().length);
			out.write(line.slot());
			out.write(line.role());
		}

		@Override
		public WantedLine read(DataInput in) throws IOException {
			long line = in.readLong();
			long lengths = in.readLong();
			byte[] slot = new byte[(int) (lengths >>> Integer.SIZE)];
			byte[] role = new byte[(int) lengths];
			in.readFully(slot);
			in.readFully(role);
			return new WantedLine(line, slot, role);
		}

		@Override
		public int sizeInMemory(WantedLine line) {
			return OVERHEAD + line.slot().length + line.role().length;
		}

	};

	private static final RecordFormat<Repeat> REPEATS = new RecordFormat<>() {

		private static final int SIZE = 48;

		@Override
		public void write(DataOutput out, Repeat repeat) throws IOException {
			out.writeLong(repeat.line());
			out.writeLong(repeat.firstLine());
			out.writeBoolean(repeat.sameRole());
		}

		@Override
		public Repeat read(DataInput in) throws IOException {
			return new Repeat(in.readLong(), in.readLong(), in.readBoolean());
		}

		@Override
		public int sizeInMemory(Repeat repeat) {
			return SIZE;
		}

	};

	private final Path folder;

	private final RecordSort<WantedLine> bySlotAndLine;

	/**
	 * Prepares a search.
	 * @param folder the folder for temporary files; made and removed by {@link Scratch}
	 */
	public RepeatSearch(Path folder) {
		this.folder = folder;
		this.bySlotAndLine = new RecordSort<>(folder, LINES, BY_SLOT_AND_LINE);
	}

	/**
	 * Searches lines.
	 * @param lines all valid lines
	 * @param found receives each line that repeats an earlier one, in any order, after
	 * all lines are read
	 */
	public void search(RecordSort.Source<WantedLine> lines, Consumer<Repeat> found) {
		this.bySlotAndLine.sort(lines, (sorted) -> compareNeighbours(sorted, found));
	}

	/** Makes a file for the found repeats. */
	public RecordFile<Repeat> newFile() {
		return new RecordFile<>(this.folder, REPEATS);
	}

	/**
	 * Sorts repeats.
	 * @param repeats the complete file
	 * @param sorted receives the repeats in the order of their lines
	 */
	public void sort(RecordFile<Repeat> repeats, Consumer<Iterator<Repeat>> sorted) {
		try (RecordFile.Reader<Repeat> reader = repeats.read()) {
			new RecordSort<>(this.folder, REPEATS, Comparator.comparingLong(Repeat::line)).sort(reader, sorted);
		}
	}

	private static void compareNeighbours(Iterator<WantedLine> sorted, Consumer<Repeat> found) {
		WantedLine first = null;
		while (sorted.hasNext()) {
			WantedLine line = sorted.next();
			if (first != null && Arrays.equals(first.slot(), line.slot())) {
				found.accept(new Repeat(line.line(), first.line(), Arrays.equals(first.role(), line.role())));
			}
			else {
				first = line;
			}
		}
	}

}
