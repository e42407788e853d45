package org.rolebindings.csv;

import java.io.Closeable;
import java.io.IOException;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.validation.Blanks;
import org.rolebindings.csv.source.InaccessibleFileException;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnreadableFileException;

/** Reads the column {@code line} of a CSV that may have any other columns. */
public final class LineReader implements Closeable {

	private static final String LINE = "line";

	private static final String DELIMITERS = ",;\t|";

	private final String file;

	private final OpenCsvFile open;

	private final int column;

	private @Nullable String sha256;

	private LineReader(String file, OpenCsvFile open, int column) {
		this.file = file;
		this.open = open;
		this.column = column;
	}

	/**
	 * Opens a file and reads its header.
	 * @param file the file
	 * @param ofReports the delimiter of the reports from which the file may be taken
	 * @return the reader, to be closed by the caller
	 * @throws UnreadableFileException if the file cannot be read, or has no such column
	 */
	public static LineReader open(InputFile file, char ofReports) {
		try {
			for (char delimiter : (DELIMITERS + ofReports).toCharArray()) {
				OpenCsvFile open = OpenCsvFile.withDefaultDelimiter(delimiter, file);
				try {
					int column = CsvHeader.indexOfOnly(open.names(), LINE);
					if (column >= 0) {
						return new LineReader(file.name(), open, column);
					}
				}
				catch (RuntimeException ex) {
					open.close();
					throw ex;
				}
				open.close();
			}
			throw new UnreadableFileException(file.name(),
					"its header does not have the column line exactly once; it is to name the lines that are undone.");
		}
		catch (IOException ex) {
			throw new InaccessibleFileException(file.name(), ex);
		}
	}

	/**
	 * Reads the next line number.
	 * @return the number, 1 or more, or {@code null} at the end of the file
	 * @throws UnreadableFileException if the file cannot be read on, or the value is no
	 * such number
	 */
	public @Nullable Long next() {
		String[] fields = this.open.records().next();
		if (fields == null) {
			if (this.sha256 == null) {
				this.sha256 = this.open.input().digest();
			}
			return null;
		}
		String text = (this.column < fields.length) ? Blanks.trim(fields[this.column]) : "";
		if (!text.matches("[1-9][0-9]{0,11}")) {
			throw new UnreadableFileException(this.file, this.open.line(),
					"its line is " + Quoting.quoted(text) + ", which is not the number of a line.");
		}
		return Long.valueOf(text);
	}

	/**
	 * The digest of the whole file. Its end has to be read before.
	 * @return SHA-256 of all bytes, hexadecimal, in lower case
	 */
	public String sha256() {
		if (this.sha256 == null) {
			throw new IllegalStateException("The file is not at its end");
		}
		return this.sha256;
	}

	@Override
	public void close() throws IOException {
		this.open.close();
	}

}
