package org.rolebindings.report;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.csv.CsvText;

/**
 * A report with a line for each row: the input's columns as they were read, then columns
 * that the program adds, in which a spreadsheet finds no formula.
 */
final class ReportCsv {

	private final ReportFile file;

	private final char delimiter;

	private boolean keptEmpty;

	private final StringBuilder line = new StringBuilder();

	private boolean carries;

	private long rows;

	ReportCsv(Path place, char delimiter, boolean keptEmpty) {
		this.file = new ReportFile(place);
		this.delimiter = delimiter;
		this.keptEmpty = keptEmpty;
	}

	/**
	 * Writes the header.
	 * @param header the names of the input's columns, as comma-separated text after a
	 * byte-order mark if there is to be one; empty if there are no columns
	 * @param addedColumns the names of the columns that follow them
	 */
	void begin(String header, List<String> addedColumns) {
		boolean mark = header.startsWith(CsvText.BYTE_ORDER_MARK);
		if (mark) {
			this.file.write(CsvText.BYTE_ORDER_MARK);
		}
		this.carries = !header.isEmpty();
		writeLine(mark ? header.substring(1) : header, CsvText.join(addedColumns));
	}

	/**
	 * Adds a row.
	 * @param carried the input's columns, as comma-separated text without a line end
	 * @param added the values of the columns that are added; {@code null} is written as
	 * an empty one
	 * @throws ReportsUnwritableException if the file cannot be written
	 */
	public void add(String carried, List<? extends @Nullable String> added) {
		this.line.setLength(0);
		for (String value : added) {
			CsvText.append(this.line, (value != null) ? CsvText.neutralise(value) : "").append(',');
		}
		this.line.setLength(Math.max(0, this.line.length() - 1));
		writeLine(carried, this.line.toString());
		this.rows++;
	}

	private void writeLine(String carried, String added) {
		if (this.carries) {
			write(carried);
		}
		if (this.carries && !added.isEmpty()) {
			this.file.write(String.valueOf(this.delimiter));
		}
		write(added);
		this.file.write("\n");
	}

	private void write(String record) {
		this.file.write((this.delimiter == ',') ? record : CsvText.delimited(record, this.delimiter));
	}

	/** Has the report published even if it has no row. */
	void keepEmpty() {
		this.keptEmpty = true;
	}

	ReportFile file() {
		return this.file;
	}

	/** Whether the report is to be published: it has rows, or is kept without them. */
	boolean isPublished() {
		return this.rows > 0 || this.keptEmpty;
	}

}
