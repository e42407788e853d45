package org.rolebindings.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.validation.Blanks;
import org.rolebindings.csv.source.UnreadableFileException;

/** Parses a file record by record, and tells on which line each record begins. */
final class RecordParser implements Closeable {

	private final String file;

	private final RecordLines lines;

	private final CSVParser parser;

	private final Iterator<CSVRecord> records;

	RecordParser(String file, LineScanner lines, char delimiter) throws IOException {
		this.file = file;
		this.lines = new RecordLines(file, lines, delimiter);
		this.parser = CSVParser.builder()
			.setReader(this.lines)
			.setFormat(CSVFormat.RFC4180.builder().setDelimiter(delimiter).get())
			.get();
		this.records = this.parser.iterator();
	}

	/**
	 * Parses the next record that is not blank. A row that somebody cleared in a
	 * spreadsheet is blank, although it has delimiters.
	 * @return its fields, or {@code null} at the end
	 * @throws UnreadableFileException if the record cannot be parsed
	 */
	String @Nullable [] next() {
		String[] fields = nextOfAll();
		while (fields != null && areBlank(fields, 0)) {
			fields = nextOfAll();
		}
		return fields;
	}

	/** Whether the fields from an index on are all empty or blank. */
	static boolean areBlank(String[] fields, int from) {
		for (int i = from; i < fields.length; i++) {
			if (!Blanks.isBlank(fields[i])) {
				return false;
			}
		}
		return true;
	}

	private String @Nullable [] nextOfAll() {
		this.lines.startRecord();
		try {
			if (!this.records.hasNext()) {
				return null;
			}
			String[] fields = this.records.next().values();
			this.lines.restoreBreaks(fields);
			return fields;
		}
		catch (UncheckedIOException ex) {
			throw new UnreadableFileException(this.file, line(), brokenQuote(), ex);
		}
	}

	/** A broken quote is the only error that the parser reports. */
	private String brokenQuote() {
		if (this.lines.sawEnd()) {
			return "a quote in the record that begins here is never closed; close it.";
		}
		return "text follows a closing quote in the record that begins here, on line " + this.lines.line()
				+ "; write a quote inside a quoted value twice, or close the one that is left open.";
	}

	/** The line on which the record begins. */
	long line() {
		return this.lines.recordLine();
	}

	/** The number of lines of the record. */
	long lineCount() {
		return this.lines.line() - this.lines.recordLine() + 1;
	}

	/**
	 * The last line if it has no break, also after its end; else {@code null}. The
	 * {@linkplain #lastLine() number} of the last line tells which it is.
	 */
	@Nullable String unended() {
		return this.lines.unended();
	}

	/** The number of the last line that was read. */
	long lastLine() {
		return this.lines.line();
	}

	/** Whether the file has no line at all so far, not even a blank one. */
	boolean isEmpty() {
		return this.lines.line() == 0;
	}

	/**
	 * Checks the length of what is stored of a record, which may be longer than the
	 * record.
	 * @param carried the text
	 * @throws UnreadableFileException if it is longer than a record may be
	 */
	void checkLength(String carried) {
		if (carried.length() > RecordLines.MAX_RECORD) {
			throw this.lines.tooLong();
		}
	}

	@Override
	public void close() throws IOException {
		this.parser.close();
	}

}
