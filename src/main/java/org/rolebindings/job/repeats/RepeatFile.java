package org.rolebindings.job.repeats;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.sort.DataReader;
import com.fasterxml.sort.DataReaderFactory;
import com.fasterxml.sort.DataWriter;
import com.fasterxml.sort.DataWriterFactory;
import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Repeat;

/** Repeats on disk: both lines of each, and whether the roles agree. */
final class RepeatFile implements Closeable {

	static final DataReaderFactory<Repeat> READERS = new DataReaderFactory<>() {

		@Override
		public DataReader<Repeat> constructReader(InputStream in) {
			return reader(in);
		}

	};

	static final DataWriterFactory<Repeat> WRITERS = new DataWriterFactory<>() {

		@Override
		public DataWriter<Repeat> constructWriter(OutputStream out) {
			return writer(out);
		}

	};

	private static final int OBJECT_SIZE = 48;

	private final Path path;

	private final DataWriter<Repeat> writer;

	RepeatFile(Path path) throws IOException {
		this.path = path;
		this.writer = writer(Files.newOutputStream(path));
	}

	void add(Repeat repeat) {
		try {
			this.writer.writeEntry(repeat);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Ends the writing and begins the reading. */
	DataReader<Repeat> read() throws IOException {
		this.writer.close();
		return reader(Files.newInputStream(this.path));
	}

	@Override
	public void close() throws IOException {
		this.writer.close();
	}

	private static DataReader<Repeat> reader(InputStream in) {
		DataInputStream data = new DataInputStream(new BufferedInputStream(in));
		return new DataReader<>() {

			@Override
			public @Nullable Repeat readNext() throws IOException {
				try {
					return new Repeat(data.readLong(), data.readLong(), data.readBoolean());
				}
				catch (EOFException ex) {
					return null;
				}
			}

			@Override
			public int estimateSizeInBytes(Repeat repeat) {
				return OBJECT_SIZE;
			}

			@Override
			public void close() throws IOException {
				data.close();
			}

		};
	}

	private static DataWriter<Repeat> writer(OutputStream out) {
		DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out));
		return new DataWriter<>() {

			@Override
			public void writeEntry(Repeat repeat) throws IOException {
				data.writeLong(repeat.line());
				data.writeLong(repeat.firstLine());
				data.writeBoolean(repeat.sameRole());
			}

			@Override
			public void close() throws IOException {
				data.close();
			}

		};
	}

}
