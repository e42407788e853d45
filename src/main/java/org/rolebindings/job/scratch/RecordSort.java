package org.rolebindings.job.scratch;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

import com.fasterxml.sort.DataReader;
import com.fasterxml.sort.DataReaderFactory;
import com.fasterxml.sort.DataWriter;
import com.fasterxml.sort.DataWriterFactory;
import com.fasterxml.sort.IteratingSorter;
import com.fasterxml.sort.SortConfig;
import org.jspecify.annotations.Nullable;
import org.rolebindings.stop.StopRequestedException;
import org.rolebindings.stop.StopSwitch;

/**
 * Sorts records in bounded memory: on disk if there are many.
 *
 * @param <T> the type of the records
 */
public final class RecordSort<T> {

	private static final long BUFFER_BYTES = 12L << 20;

	private final Path folder;

	private final RecordFormat<T> format;

	private final Comparator<T> order;

	private final StopSwitch stop;

	/**
	 * Prepares to sort.
	 * @param folder where sorted runs go; made and removed by {@link Scratch}
	 * @param format how a record stands in them
	 * @param order the order
	 * @param stop ends the sorting, too
	 */
	public RecordSort(Path folder, RecordFormat<T> format, Comparator<T> order, StopSwitch stop) {
		this.folder = folder;
		this.format = format;
		this.order = order;
		this.stop = stop;
	}

	/**
	 * Sorts the records of files as one.
	 * @param files the files; nothing can be added to them any more
	 * @param sorted is given all records in their order
	 * @throws StopRequestedException if the run stops before they are sorted
	 */
	public void sort(List<RecordFile<T>> files, Consumer<Iterator<T>> sorted) {
		SortConfig config = new SortConfig().withMaxMemoryUsage(BUFFER_BYTES)
			.withTempFileProvider(() -> Files.createTempFile(this.folder, "sort", ".tmp").toFile());
		try (Chain records = new Chain(files);
				IteratingSorter<T> sorter = new IteratingSorter<>(config, new Readers(), new Writers(), this.order)) {
			sorted.accept(sorter.sort(records));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private final class Readers extends DataReaderFactory<T> {

		@Override
		public DataReader<T> constructReader(InputStream in) {
			return RecordFile.reader(in, RecordSort.this.format);
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

	/** Reads files one after the other. */
	private final class Chain extends RecordFile.Reader<T> {

		private final Queue<RecordFile<T>> files;

		private @Nullable DataReader<T> reading;

		private Chain(List<RecordFile<T>> files) {
			this.files = new ArrayDeque<>(files);
		}

		@Override
		public @Nullable T readNext() throws IOException {
			if (RecordSort.this.stop.isThrown()) {
				throw new StopRequestedException();
			}
			while (this.reading != null || !this.files.isEmpty()) {
				if (this.reading == null) {
					this.reading = this.files.remove().read();
				}
				T entry = this.reading.readNext();
				if (entry != null) {
					return entry;
				}
				close();
			}
			return null;
		}

		@Override
		public int estimateSizeInBytes(T entry) {
			return RecordSort.this.format.sizeInMemory(entry);
		}

		@Override
		public void close() throws IOException {
			if (this.reading != null) {
				this.reading.close();
				this.reading = null;
			}
		}

	}

}
