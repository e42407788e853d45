package org.rolebindings.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.InputRow;

/**
 * Reads a CSV file row by row, in memory that does not grow with the file. What it takes
 * is RFC 4180 in UTF-8, with or without a byte-order mark; lines end in LF, CRLF or CR,
 * and blank ones are skipped.
 * <p>
 * An {@link UnreadableFileException} ends the reading: after it there is nothing to do
 * but to close.
 */
public final class CsvRecordReader implements Closeable {

	private final InputFile file;

	private final boolean allowEmpty;

	private final FileState state;

	private final Utf8Input input;

	private final RecordParser records;

	private final CsvHeader header;

	private final long headerLine;

	private final RowMapper mapper;

	private boolean empty = true;

	private @Nullable String sha256;

	private CsvRecordReader(InputFile file, CsvOptions options, FileState state, InputStream in) throws IOException {
		this.file = file;
		this.allowEmpty = options.allowEmpty();
		this.state = state;
		this.input = new Utf8Input(in);
		String encoding = this.input.start();
		if (encoding != null) {
			throw unreadable("it is " + encoding + ", not UTF-8; save it as CSV in UTF-8.");
		}
		this.records = new RecordParser(file.name(), this.input, options.delimiter());
		String[] names = this.records.next();
		if (names == null) {
			throw unreadable((this.records.isEmpty() ? "it is empty" : "it has no header, only blank lines")
					+ "; see how it was made.");
		}
		this.headerLine = this.records.line();
		this.header = CsvHeader.of(file.name(), this.headerLine, names);
		this.records.checkLength(this.header.carried());
		this.mapper = new RowMapper(this.header);
	}

	/**
	 * Opens a file and reads its header.
	 * @param file the file
	 * @param options how to read it
	 * @return the reader, to be closed by the caller
	 * @throws UnreadableFileException if the file cannot be read, is empty or not UTF-8,
	 * or has no header with the required columns
	 */
	public static CsvRecordReader open(InputFile file, CsvOptions options) {
		try {
			FileState state = FileState.of(file.path());
			InputStream in = Files.newInputStream(file.path());
			try {
				return new CsvRecordReader(file, options, state, in);
			}
			catch (IOException | RuntimeException ex) {
				in.close();
				throw ex;
			}
		}
		catch (IOException ex) {
			throw new InaccessibleFileException(file.name(), ex);
		}
	}

	/**
	 * The file's columns.
	 * @return the header
	 */
	public CsvHeader header() {
		return this.header;
	}

	/**
	 * Reads the next row.
	 * @return the row, with its defect where the record is wrong by itself, or
	 * {@code null} at the end of the file
	 * @throws UnreadableFileException if the file cannot be read on, changed while it was
	 * read, or ends without a row though it may not
	 */
	public @Nullable InputRow read() {
		String[] fields = this.records.next();
		if (fields == null) {
			finish();
			return null;
		}
		this.empty = false;
		InputRow row = this.mapper.map(this.records.line(), fields);
		this.records.checkLength(row.carried());
		return row;
	}

	private void finish() {
		if (this.sha256 != null) {
			return;
		}
		if (!this.state.equals(stateNow())) {
			throw this.file.changed();
		}
		if (this.empty && !this.allowEmpty) {
			throw new UnreadableFileException(this.file.name(), this.headerLine,
					"there is a header with no row under it; if that is right, give --allow-empty.");
		}
		this.sha256 = this.input.digest();
	}

	private @Nullable FileState stateNow() {
		try {
			return FileState.of(this.file.path());
		}
		catch (IOException ex) {
			return null;
		}
	}

	private UnreadableFileException unreadable(String reason) {
		return new UnreadableFileException(this.file.name(), reason);
	}

	/**
	 * The digest of the whole file, by which the same content is known again.
	 * @return SHA-256 of all bytes, hexadecimal, in lower case
	 * @throws IllegalStateException if the end has not been read yet
	 */
	public String sha256() {
		if (this.sha256 == null) {
			throw new IllegalStateException("The digest is known at the end of the file");
		}
		return this.sha256;
	}

	@Override
	public void close() throws IOException {
		this.records.close();
	}

}
