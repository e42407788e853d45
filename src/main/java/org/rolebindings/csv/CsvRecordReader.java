package org.rolebindings.csv;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.validation.Blanks;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.csv.source.InaccessibleFileException;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnreadableFileException;
import org.rolebindings.files.FileStamp;

/**
 * Reads a CSV file row by row, in memory that does not grow with the file. What it takes
 * is RFC 4180 in UTF-8, with or without a byte-order mark; lines end in LF, CRLF or CR.
 * Blank lines are skipped, and so are records of blank fields.
 * <p>
 * After an {@link UnreadableFileException} the reader can only be closed.
 */
public final class CsvRecordReader implements Closeable {

	/** How many characters of the last line a message shows. */
	private static final int MAX_SHOWN = 200;

	private final InputFile file;

	private final boolean allowEmpty;

	private final FileStamp stamp;

	private final OpenCsvFile open;

	private final RecordParser records;

	private final CsvHeader header;

	private final long headerLine;

	private final RowMapper mapper;

	private final @Nullable NameMap map;

	private final EmbeddedRowDetector embeddedRows;

	private final List<String> notes = new ArrayList<>();

	private boolean empty = true;

	private String[] last = {};

	private @Nullable String sha256;

	private CsvRecordReader(InputFile file, CsvOptions options, FileStamp stamp, OpenCsvFile open) {
		this.file = file;
		this.allowEmpty = options.allowEmpty();
		this.stamp = stamp;
		this.open = open;
		this.records = open.records();
		this.headerLine = this.records.line();
		this.header = CsvHeader.of(file.name(), this.headerLine, open.names(), options.added());
		this.records.checkLength(this.header.carried());
		this.mapper = new RowMapper(this.header, options.map());
		this.map = options.map();
		this.embeddedRows = new EmbeddedRowDetector(open.delimiter());
		noteDelimiter(options);
		checkForEmbeddedRows(open.names());
	}

	private void noteDelimiter(CsvOptions options) {
		String used = CsvOptions.shown(this.open.delimiter());
		Character named = this.open.named();
		if (options.delimiter() == null && named == null && this.open.delimiter() != ',') {
			this.notes.add(this.file.name() + ": the fields are separated by " + used + ", as the header shows.");
		}
		else if (named != null && named != this.open.delimiter()) {
			this.notes.add(this.file.name() + ", line 1: the line sep= names the delimiter " + CsvOptions.shown(named)
					+ ", but --delimiter is " + used + ", which is used.");
		}
	}

	private void checkForEmbeddedRows(String[] fields) {
		if (this.records.lineCount() > 1) {
			this.embeddedRows.check(this.file.name() + ", line " + this.records.line(), this.records.lineCount(),
					fields);
		}
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
			FileStamp stamp = FileStamp.ofTarget(file.path());
			OpenCsvFile open = HeaderSearch.find(file, options.delimiter());
			try {
				return new CsvRecordReader(file, options, stamp, open);
			}
			catch (RuntimeException ex) {
				open.close();
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

	/** Returns the map of names, or {@code null} without {@code --map}. */
	public @Nullable NameMap map() {
		return this.map;
	}

	/**
	 * The delimiter that was named or found.
	 * @return what separates two fields
	 */
	public char delimiter() {
		return this.open.delimiter();
	}

	/**
	 * The columns that are carried into the reports, as the reports begin.
	 * @return the {@linkplain CsvHeader#carried() names}, after a byte-order mark if the
	 * file begins with one
	 */
	public String carriedHeader() {
		return (this.open.input().hasByteOrderMark() ? CsvText.BYTE_ORDER_MARK : "") + this.header.carried();
	}

	/**
	 * The columns that reports with ids begin with.
	 * @return the {@linkplain #carriedHeader() carried columns} and, if the file has
	 * names instead of ids, the columns with the ids
	 */
	public String headerWithIds() {
		return carriedHeader()
				+ this.header.missingIds().stream().map((column) -> "," + column).collect(Collectors.joining());
	}

	/**
	 * What a person should know about the file although it can be read. Call it after the
	 * end has been read.
	 * @return a few sentences, each with the name of the file
	 */
	public List<String> notes() {
		List<String> all = new ArrayList<>(this.notes);
		all.addAll(this.embeddedRows.warnings());
		if (this.map != null) {
			all.addAll(this.map.unused());
		}
		String unended = this.records.unended();
		if (unended != null) {
			all.add(this.file.name() + ", line " + this.records.lastLine()
					+ ": the file does not end with a line break, so it may have been cut off. Its last line is "
					+ lastOf(unended) + "; compare it with the source.");
		}
		return all;
	}

	private static String lastOf(String line) {
		int start = Math.max(0, line.length() - MAX_SHOWN);
		return (start > 0) ? "'…" + Quoting.legible(line.substring(start), MAX_SHOWN) + "'"
				: "'" + Quoting.legible(line, MAX_SHOWN) + "'";
	}

	/**
	 * Reads the next row.
	 * @return the row, with its defect if the record is wrong by itself, or {@code null}
	 * at the end of the file
	 * @throws UnreadableFileException if the file cannot be read on, changed while it was
	 * read, or ends without a row although it must have one
	 */
	public @Nullable InputRow read() {
		String[] fields = this.records.next();
		if (fields == null) {
			finish();
			return null;
		}
		this.empty = false;
		this.last = fields;
		checkForEmbeddedRows(fields);
		InputRow row = this.mapper.map(this.records.line(), fields);
		this.records.checkLength(row.carried());
		return row;
	}

	/**
	 * The value that the row that was read last has in a column of the reports.
	 * @param column a column of the reports, which is not carried
	 * @return the value as the report was given it; an empty text if there is none
	 */
	public String reported(String column) {
		int index = this.header.indexOf(column);
		return (index >= 0 && index < this.last.length) ? CsvText.original(Blanks.trim(this.last[index])) : "";
	}

	private void finish() {
		if (this.sha256 != null) {
			return;
		}
		if (!this.stamp.equals(stampNow())) {
			throw this.file.changed();
		}
		if (this.empty && !this.allowEmpty) {
			throw new UnreadableFileException(this.file.name(), this.headerLine,
					"there is a header with no row under it; if that is right, give --allow-empty.");
		}
		this.sha256 = this.open.input().digest();
	}

	private @Nullable FileStamp stampNow() {
		try {
			return FileStamp.ofTarget(this.file.path());
		}
		catch (IOException ex) {
			return null;
		}
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
