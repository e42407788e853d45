package org.rolebindings.job.scratch;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The format of a record in a scratch file.
 *
 * @param <T> the type of the record
 */
public interface RecordFormat<T> {

	/** Writes a record. */
	void write(DataOutput out, T entry) throws IOException;

	/**
	 * Reads a record.
	 * @throws java.io.EOFException if there are no more records
	 */
	T read(DataInput in) throws IOException;

	/** Returns about how many bytes of the heap a record takes. */
	int sizeInMemory(T entry);

	/** Writes the number of bytes, and then the bytes. */
	static void write(DataOutput out, byte[] bytes) throws IOException {
		out.writeInt(bytes.length);
		out.write(bytes);
	}

	/** Writes a text of any length, unlike {@link DataOutput#writeUTF}. */
	static void write(DataOutput out, String text) throws IOException {
		write(out, text.getBytes(StandardCharsets.UTF_8));
	}

	/** Reads what {@link #write(DataOutput, byte[])} has written. */
	static byte[] readBytes(DataInput in) throws IOException {
		byte[] bytes = new byte[in.readInt()];
		in.readFully(bytes);
		return bytes;
	}

	/** Reads what {@link #write(DataOutput, String)} has written. */
	static String readText(DataInput in) throws IOException {
		return new String(readBytes(in), StandardCharsets.UTF_8);
	}

}
