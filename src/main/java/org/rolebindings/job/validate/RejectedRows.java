package org.rolebindings.job.validate;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.validation.CheckedRow;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.binding.validation.Rejection;

/** Rows on disk that are INVALID by themselves: what the reports say of each. */
final class RejectedRows implements Closeable {

	private final Path path;

	private final DataOutputStream out;

	private long count;

	private RejectedRows(Path path) throws IOException {
		this.path = path;
		this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path)));
	}

	static RejectedRows in(Path folder) {
		try {
			return new RejectedRows(Files.createTempFile(folder, "rejected", ".tmp"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void add(InputRow row, Rejection rejection) {
		try {
			this.out.writeLong(row.line());
			this.out.writeUTF(rejection.code().name());
			writeText(rejection.message());
			writeText(row.carried());
			this.count++;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void writeText(String text) throws IOException {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		this.out.writeInt(bytes.length);
		this.out.write(bytes);
	}

	/** Ends the writing, and hands on every row in its turn. */
	void forEach(Consumer<CheckedRow> consumer) {
		try {
			this.out.close();
			try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(this.path)))) {
				for (long i = 0; i < this.count; i++) {
					consumer.accept(read(in));
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static CheckedRow read(DataInputStream in) throws IOException {
		long line = in.readLong();
		ErrorCode code = ErrorCode.valueOf(in.readUTF());
		Rejection rejection = new Rejection(code, readText(in));
		return new CheckedRow(new InputRow(line, readText(in), "", "", "", "", null), null, rejection);
	}

	private static String readText(DataInputStream in) throws IOException {
		return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
	}

	@Override
	public void close() throws IOException {
		this.out.close();
	}

}
