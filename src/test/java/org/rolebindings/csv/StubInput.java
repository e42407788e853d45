package org.rolebindings.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** An input that does whatever a test wants at each read. */
public final class StubInput extends InputStream {

	private final Read read;

	public StubInput(Read read) {
		this.read = read;
	}

	/** Never ends, and always has the same byte. */
	static StubInput endless(char c) {
		return new StubInput((target, offset, length) -> {
			Arrays.fill(target, offset, offset + length, (byte) c);
			return length;
		});
	}

	/** Cannot be read. */
	public static StubInput broken(String reason) {
		return new StubInput((target, offset, length) -> {
			throw new IOException(reason);
		});
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0];
	}

	@Override
	public int read(byte[] target, int offset, int length) throws IOException {
		return this.read.read(target, offset, length);
	}

	/** What {@link InputStream#read(byte[], int, int)} is to do. */
	public interface Read {

		int read(byte[] target, int offset, int length) throws IOException;

	}

}
