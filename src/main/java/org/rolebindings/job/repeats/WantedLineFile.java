package org.rolebindings.job.repeats;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import com.fasterxml.sort.DataReader;
import com.fasterxml.sort.DataReaderFactory;
import com.fasterxml.sort.DataWriter;
import com.fasterxml.sort.DataWriterFactory;
import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.WantedLine;

/** Lines on disk: line, slot and role of each, with the lengths before the bytes. */
final class WantedLineFile {

	/** What a line takes beside its bytes: the objects around them. */
	private static final int OVERHEAD = 96;

	static final DataReaderFactory<WantedLine> READERS = new DataReaderFactory<>() {

		@Override
		public DataReader<WantedLine> constructReader(InputStream in) {
			return reader(in);
		}

	};

	static final DataWriterFactory<WantedLine> WRITERS = new DataWriterFactory<>() {

		@Override
		public DataWriter<WantedLine> constructWriter(OutputStream out) {
			return writer(out);
		}

	};

	private WantedLineFile() {
	}

	static int estimateSize(WantedLine line) {
		return OVERHEAD + line.slot().length + line.role().length;
	}

	private static DataReader<WantedLine> reader(InputStream in) {
		DataInputStream data = new DataInputStream(new BufferedInputStream(in));
		return new DataReader<>() {

			@Override
			public @Nullable WantedLine readNext() throws IOException {
				try {
					return new WantedLine(data.readLong(), bytes(data), bytes(data));
				}
				catch (EOFException ex) {
					return null;
				}
			}

			@Override
			public int estimateSizeInBytes(WantedLine line) {
				return estimateSize(line);
			}

			@Override
			public void close() throws IOException {
				data.close();
			}

		};
	}

	private static DataWriter<WantedLine> writer(OutputStream out) {
		DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out));
		return new DataWriter<>() {

			@Override
			public void writeEntry(WantedLine line) throws IOException {
				data.writeLong(line.line());
				data.writeShort(line.slot().length);
				data.write(line.slot());
				data.writeShort(line.role().length);
				data.write(line.role());
			}

			@Override
			public void close() throws IOException {
				data.close();
			}

		};
	}

	private static byte[] bytes(DataInputStream data) throws IOException {
		return data.readNBytes(data.readUnsignedShort());
	}

}
