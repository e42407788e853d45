package org.rolebindings.job.scratch;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A scratch file of records. It is written first and read afterwards.
 *
 * @param <T> the type of the records
 */
public final class RecordFile<T> implements Closeable {

	private final RecordFormat<T> format;

	private final Path path;

	private final DataOutputStream out;

	private boolean empty = true;

	/**
	 * Makes an empty file.
	 * @param folder the folder for the file
	 * @param format the format of the records
	 * @throws UncheckedIOException if the file cannot be written
	 */
	public RecordFile(Path folder, RecordFormat<T> format) {
		this.format = format;
		try {
			this.path = Files.createTempFile(folder, "records", ".tmp");
			this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(this.path)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Adds a record.
	 * @throws UncheckedIOException if the file cannot be written
	 */
	public void add(T entry) {
		try {
			this.format.write(this.out, entry);
			this.empty = false;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Returns whether no record was added. */
	public boolean isEmpty() {
		return this.empty;
	}

	/**
	 * Ends the writing and begins to read.
	 * @return a reader, which the caller must close
	 */
	public Reader<T> read() {
		try {
			this.out.close();
			return new Reader<>(Files.newInputStream(this.path), this.format);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Removes the file. */
	@Override
	public void close() {
		try {
			this.out.close();
			Files.deleteIfExists(this.path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Reads records.
	 *
	 * @param <T> the type of the records
	 */
	public static final class Reader<T> implements RecordSort.Source<T>, Closeable {

		private final DataInputStream in;

		private final RecordFormat<T> format;

		Reader(InputStream in, RecordFormat<T> format) {
			this.in = new DataInputStream(new BufferedInputStream(in));
			this.format = format;
		}

		@Override
		public @Nullable T next() {
			try {
				return this.format.read(this.in);
			}
			catch (EOFException ex) {
				return null;
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		@Override
		public void close() {
			try {
				this.in.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
