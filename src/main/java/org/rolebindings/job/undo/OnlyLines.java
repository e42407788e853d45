package org.rolebindings.job.undo;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Iterator;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.validation.TakenBackRow;
import org.rolebindings.csv.LineReader;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnreadableFileException;
import org.rolebindings.job.scratch.RecordFormat;
import org.rolebindings.job.scratch.RecordSort;
import org.rolebindings.job.scratch.Scratch;
import org.rolebindings.stop.StopRequestedException;
import org.rolebindings.stop.StopSwitch;

/** Of other rows only those of the lines that a file names. */
final class OnlyLines implements UndoneRows {

	private static final RecordFormat<Long> FORMAT = new RecordFormat<>() {

		private static final int SIZE = 32;

		@Override
		public void write(DataOutput out, Long line) throws IOException {
			out.writeLong(line);
		}

		@Override
		public Long read(DataInput in) throws IOException {
			return in.readLong();
		}

		@Override
		public int sizeInMemory(Long line) {
			return SIZE;
		}

	};

	private final InputFile file;

	private final UndoneRows rows;

	private final char delimiter;

	private final StopSwitch stop;

	private @Nullable String sha256;

	/**
	 * Takes the lines of a file.
	 * @param file the file
	 * @param rows the other rows
	 * @param delimiter the delimiter of their reports
	 * @param stop ends the reading
	 */
	OnlyLines(InputFile file, UndoneRows rows, char delimiter, StopSwitch stop) {
		this.file = file;
		this.rows = rows;
		this.delimiter = delimiter;
		this.stop = stop;
	}

	/**
	 * Checks that the other rows have all lines of the file.
	 * @return the digest of the file
	 * @throws UnreadableFileException if it names no line, or one that is missing there
	 */
	String check() {
		sorted((lines) -> {
			if (!lines.hasNext()) {
				throw new UnreadableFileException(this.file.name(),
						"there is no row under its header; it is to name the lines that are undone.");
			}
			long missing = this.rows.firstMissing(lines);
			if (missing > 0) {
				throw new UnreadableFileException(this.file.name(),
						"it names line " + missing + ", which the run does not have.");
			}
		});
		if (this.sha256 == null) {
			throw new IllegalStateException("The file has no end");
		}
		return this.sha256;
	}

	@Override
	public void forEach(long afterLine, Consumer<TakenBackRow> consumer) {
		sorted((lines) -> {
			NamedLines named = new NamedLines(lines);
			this.rows.forEach(afterLine, (row) -> {
				if (named.has(row.line())) {
					consumer.accept(row);
				}
			});
		});
	}

	@Override
	public long firstMissing(Iterator<Long> lines) {
		return this.rows.firstMissing(lines);
	}

	private void sorted(Consumer<Iterator<Long>> consumer) {
		try (Scratch scratch = Scratch.inSystemFolder();
				LineReader reader = LineReader.open(this.file, this.delimiter)) {
			new RecordSort<>(scratch.folder(), FORMAT, Comparator.naturalOrder()).sort(() -> next(reader), consumer);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private @Nullable Long next(LineReader reader) {
		if (this.stop.isStopRequested()) {
			throw new StopRequestedException();
		}
		Long line = reader.next();
		if (line == null) {
			if (this.sha256 != null && !this.sha256.equals(reader.sha256())) {
				throw this.file.changed();
			}
			this.sha256 = reader.sha256();
		}
		return line;
	}

	/** Sorted lines, which are asked for in ascending order. */
	private static final class NamedLines {

		private final Iterator<Long> lines;

		private long current;

		private NamedLines(Iterator<Long> lines) {
			this.lines = lines;
		}

		boolean has(long line) {
			while (this.current < line && this.lines.hasNext()) {
				this.current = this.lines.next();
			}
			return this.current == line;
		}

	}

}
