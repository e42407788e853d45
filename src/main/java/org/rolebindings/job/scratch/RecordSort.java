package org.rolebindings.job.scratch;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.function.Consumer;

import com.fasterxml.sort.DataReader;
import com.fasterxml.sort.DataReaderFactory;
import com.fasterxml.sort.DataWriter;
import com.fasterxml.sort.DataWriterFactory;
import com.fasterxml.sort.IteratingSorter;
import com.fasterxml.sort.SortConfig;
import org.jspecify.annotations.Nullable;

/**
 * Sorts records in bounded memory, on disk if there are many.
 *
 * @param <T> the type of the records
 */
public final class RecordSort<T> {

	private static final long BUFFER_BYTES = 12L << 20;

	private final Path folder;

	private final RecordFormat<T> format;

	private final Comparator<T> order;

	/**
	 * Prepares to sort.
	 * @param folder the folder for temporary files; made and removed by {@link Scratch}
	 * @param format the format of the records
	 * @param order the order
	 */
	public RecordSort(Path folder, RecordFormat<T> format, Comparator<T> order) {
		this.folder = folder;
		this.format = format;
		this.order = order;
	}

	/**
	 * Supplies records.
	 *
	 * @param <T> the type of the records
	 */
	@FunctionalInterface
	public interface Source<T> {

		/** Reads the next record; {@code null} if there are no more. */
		@Nullable T next();

	}

	/**
	 * Sorts records.
	 * @param records all records; the source is read to its end before the first sorted
	 * record comes
	 * @param sorted receives the records in their order
	 */
	public void sort(Source<T> records, Consumer<Iterator<T>> sorted) {
		SortConfig config = new SortConfig().withMaxMemoryUsage(BUFFER_BYTES)
			.withTempFileProvider(() -> Files.createTempFile(this.folder, "sort", ".tmp").toFile());
		try (IteratingSorter<T> sorter = new IteratingSorter<>(config, new Readers(), new Writers(), this.order)) {
			sorted.accept(sorter.sort(new Records(records, () -> {
			})));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private final class Records extends DataReader<T> {

		private final Source<T> source;

		private final Closeable toClose;

		private Records(Source<T> source, Closeable toClose) {
			this.source = source;
			this.toClose = toClose;
		}

		@Override
		public @Nullable T readNext() {
			return this.source.next();
		}

		@Override
		public int estimateSizeInBytes(T entry) {
			return RecordSort.this.format.sizeInMemory(entry);
		}

		@Override
		public void close() throws IOException {
			this.toClose.close();
		}

	}

	private final class Readers extends DataReaderFactory<T> {

		@Override
		public DataReader<T> constructReader(InputStream in) {
			RecordFile.Reader<T> reader = new RecordFile.Reader<>(in, RecordSort.this.format);
			return new Records(reader, reader);
		}

	}

	private final class Writers extends DataWriterFactory<T> {

		@Override
		public DataWriter<T> constructWriter(OutputStream out) {
			DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out));
			return new DataWriter<>() {

				@Override
				public void writeEntry(T entry) throws IOException {
					RecordSort.this.format.write(data, entry);
				}

				@Override
				public void close() throws IOException {
					data.close();
				}

			};
		}

	}

}
