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

import com.fasterxml.sort.DataReader;
import org.jspecify.annotations.Nullable;

/**
 * Records in a scratch file, which is written first and read afterwards.
 *
 * @param <T> the type of the records
 */
public final class RecordFile<T> implements Closeable {

	private final RecordFormat<T> format;

	private final Path path;

	private final DataOutputStream out;

	private boolean empty = true;

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

	public void add(T entry) {
		try {
			this.format.write(this.out, entry);
			this.empty = false;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public boolean isEmpty() {
		return this.empty;
	}

	/** Reads records, and can be closed like everything else. */
	public abstract static class Reader<T> extends DataReader<T> implements Closeable {

	}

	/** Ends the writing and begins to read; who reads closes the reader. */
	public Reader<T> read() {
		try {
			this.out.close();
			return reader(Files.newInputStream(this.path), this.format);
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

	static <T> Reader<T> reader(InputStream in, RecordFormat<T> format) {
		DataInputStream data = new DataInputStream(new BufferedInputStream(in));
		return new Reader<>() {

			@Override
			public @Nullable T readNext() throws IOException {
				try {
					return format.read(data);
				}
				catch (EOFException ex) {
					return null;
				}
			}

			@Override
			public int estimateSizeInBytes(T entry) {
				return format.sizeInMemory(entry);
			}

			@Override
			public void close() throws IOException {
				data.close();
			}

		};
	}

}
