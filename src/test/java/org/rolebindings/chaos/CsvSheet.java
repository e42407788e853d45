package org.rolebindings.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;

import org.rolebindings.testing.CsvRows;

/**
 * A CSV as somebody else may have written it: columns in any order, further columns,
 * quotes, line breaks in fields, blank lines, LF or CRLF, with or without a byte-order
 * mark.
 */
final class CsvSheet {

	private static final List<String> REQUIRED = List.of(CsvRows.HEADER.split(",", -1));

	private static final List<String> FURTHER = List.of("comment", "Ticket, if any", "message", "=sum");

	private static final List<String> TEXTS = List.of("", "plain", "with, comma", "with \"quotes\"", "two\nlines",
			"=HYPERLINK(\"x\")", "  blanks  ", "é漢\uD83D\uDE00", "three\r\nmore\nlines");

	private final SplittableRandom random;

	private final List<String> columns;

	private final String lineEnd;

	private final StringBuilder text = new StringBuilder();

	private long line = 1;

	CsvSheet(SplittableRandom random) {
		this.random = random;
		this.lineEnd = random.nextBoolean() ? "\n" : "\r\n";
		List<String> names = new ArrayList<>(REQUIRED);
		names.addAll(FURTHER.subList(0, random.nextInt(FURTHER.size() + 1)));
		Collections.shuffle(names, new Random(random.nextLong()));
		names.replaceAll((name) -> (random.nextInt(6) == 0) ? " " + name.toUpperCase(Locale.ROOT) : name);
		this.columns = List.copyOf(names);
		if (random.nextInt(4) == 0) {
			this.text.append('\uFEFF');
		}
		write(this.columns);
	}

	/** The names of the columns as they stand in the file. */
	List<String> columns() {
		return this.columns;
	}

	/** The line on which the next record begins. */
	long nextLine() {
		while (this.random.nextInt(15) == 0) {
			this.text.append(this.random.nextBoolean() ? "" : "  ").append(this.lineEnd);
			this.line++;
		}
		return this.line;
	}

	/**
	 * Adds a record.
	 * @param values the four values, in the order of the reference
	 * @return all fields, in the order of the columns
	 */
	List<String> add(List<String> values) {
		List<String> fields = fields(values);
		write(fields);
		return fields;
	}

	/** Adds a record with one field too few or too many. */
	List<String> addMiscounted(List<String> values) {
		List<String> fields = new ArrayList<>(fields(values));
		if (this.random.nextBoolean()) {
			fields.remove(fields.size() - 1);
		}
		else {
			fields.add("surplus");
		}
		write(fields);
		return fields;
	}

	private List<String> fields(List<String> values) {
		List<String> fields = new ArrayList<>();
		for (String column : this.columns) {
			int index = REQUIRED.indexOf(column.strip().toLowerCase(Locale.ROOT));
			fields.add((index >= 0) ? padded(values.get(index)) : TEXTS.get(this.random.nextInt(TEXTS.size())));
		}
		return fields;
	}

	private String padded(String value) {
		return (this.random.nextInt(8) == 0) ? " " + value + " " : value;
	}

	private void write(List<String> fields) {
		List<String> quoted = new ArrayList<>();
		for (String field : fields) {
			boolean quotes = field.matches("(?s).*[,\"\r\n].*") || this.random.nextInt(10) == 0;
			quoted.add(quotes ? "\"" + field.replace("\"", "\"\"") + "\"" : field);
			this.line += field.chars().filter((c) -> c == '\n').count();
		}
		this.text.append(String.join(",", quoted)).append(this.lineEnd);
		this.line++;
	}

	/** The file; its last line may lack its end. */
	String text() {
		int unended = (this.random.nextInt(4) == 0) ? this.lineEnd.length() : 0;
		return this.text.substring(0, this.text.length() - unended);
	}

}
