package org.rolebindings.job.repeats;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.function.Consumer;

import com.fasterxml.sort.DataReader;
import com.fasterxml.sort.IteratingSorter;
import com.fasterxml.sort.SortConfig;
import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Repeat;
import org.rolebindings.binding.WantedLine;
import org.rolebindings.job.scratch.Scratch;

/**
 * Finds lines that repeat or contradict an earlier one, in bounded memory: the lines are
 * sorted by user and resource, on disk if there are many, and neighbours are compared.
 */
public final class RepeatSearch {

	private static final long SORT_BUFFER_BYTES = 12L << 20;

	private static final Comparator<WantedLine> BY_SLOT_AND_LINE = (a, b) -> {
		int slots = Arrays.compareUnsigned(a.slot(), b.slot());
		return (slots != 0) ? slots : Long.compare(a.line(), b.line());
	};

	private static final Comparator<Repeat> BY_LINE = Comparator.comparingLong(Repeat::line);

	private final Path folder;

	/**
	 * Prepares a search.
	 * @param folder where sorted runs go; made and removed by {@link Scratch}
	 */
	public RepeatSearch(Path folder) {
		this.folder = folder;
	}

	/**
	 * Searches lines.
	 * @param lines all valid lines; closed afterwards
	 * @param found is given each line that repeats an earlier one, in no order
	 */
	void search(DataReader<WantedLine> lines, Consumer<Repeat> found) {
		try (IteratingSorter<WantedLine> sorter = new IteratingSorter<>(config(), WantedLineFile.READERS,
				WantedLineFile.WRITERS, BY_SLOT_AND_LINE)) {
			Iterator<WantedLine> sorted = sorter.sort(lines);
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
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Searches lines, and hands the repeats on in the file's order.
	 * @param lines all valid lines; closed afterwards
	 * @param found is given the repeats in the order of their lines
	 */
	public void searchInOrder(DataReader<WantedLine> lines, Consumer<Iterator<Repeat>> found) {
		try (RepeatFile repeats = new RepeatFile(newFile().toPath());
				IteratingSorter<Repeat> sorter = new IteratingSorter<>(config(), RepeatFile.READERS, RepeatFile.WRITERS,
						BY_LINE)) {
			search(lines, repeats::add);
			found.accept(sorter.sort(repeats.read()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private SortConfig config() {
		return new SortConfig().withMaxMemoryUsage(SORT_BUFFER_BYTES).withTempFileProvider(this::newFile);
	}

	private File newFile() throws IOException {
		return Files.createTempFile(this.folder, "sort", ".tmp").toFile();
	}

	/** A source of lines that a page at a time is drawn from. */
	public abstract static class Lines extends DataReader<WantedLine> {

		@Override
		public int estimateSizeInBytes(WantedLine line) {
			return WantedLineFile.estimateSize(line);
		}

		@Override
		public abstract @Nullable WantedLine readNext() throws IOException;

		@Override
		public void close() {
		}

	}

}
