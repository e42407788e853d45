package org.rolebindings.job.repeats;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Line numbers on disk: first all are written, then all are read, in the same order. */
final class LineNumberFile implements Closeable {

	private final Path path;

	private final DataOutputStream out;

	private DataInputStream in = new DataInputStream(DataInputStream.nullInputStream());

	private long written;

	private long read;

	private LineNumberFile(Path path) throws IOException {
		this.path = path;
		this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path)));
	}

	static LineNumberFile in(Path folder) {
		try {
			return new LineNumberFile(Files.createTempFile(folder, "lines", ".tmp"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void add(long line) {
		try {
			this.out.writeLong(line);
			this.written++;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Reads the next lines, fewer at the end. */
	long[] next(int most) {
		try {
			if (this.read == 0) {
				this.out.close();
				this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(this.path)));
			}
			long[] lines = new long[(int) Math.min(most, this.written - this.read)];
			for (int i = 0; i < lines.length; i++) {
				lines[i] = this.in.readLong();
			}
			this.read += lines.length;
			return lines;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		try {
			this.out.close();
			this.in.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
