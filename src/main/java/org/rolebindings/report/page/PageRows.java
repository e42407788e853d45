package org.rolebindings.report.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The rows of the page's table. They are written at once, as the elements of a JSON
 * array, up to {@value #MOST_ROWS} rows or 10 MB; further rows are only counted.
 */
public final class PageRows {

	/** The most rows of the table. */
	public static final int MOST_ROWS = 50_000;

	/** The most bytes of the table. */
	static final int MOST_BYTES = 10_000_000;

	/** A longer cell is cut. */
	static final int MOST_CHARACTERS = 200;

	/** The rows that are shown without JavaScript, and at first. */
	static final int FIRST_ROWS = 50;

	private final About about;

	private final Consumer<String> out;

	private final Map<String, Reason> reasons = new LinkedHashMap<>();

	private final List<List<String>> first = new ArrayList<>();

	private final StringBuilder row = new StringBuilder();

	private long rows;

	private int written;

	private long bytes;

	/**
	 * What the table is about.
	 *
	 * @param title its title
	 * @param rows what its rows are, in the plural
	 * @param file the report that has all of them
	 * @param columns the names of its columns: for the line, the reason, and the cells
	 */
	public record About(String title, String rows, String file, List<String> columns) {

		/** Copies the list. */
		public About {
			columns = List.copyOf(columns);
		}

	}

	/** A reason with its place among the reasons, and how many rows have it. */
	static final class Reason {

		private final int index;

		private long rows;

		private Reason(int index) {
			this.index = index;
		}

		int index() {
			return this.index;
		}

		long rows() {
			return this.rows;
		}

	}

	/**
	 * Begins a table.
	 * @param about what it is about
	 * @param out takes the JSON, piece by piece; it is not called if there is no row
	 */
	public PageRows(About about, Consumer<String> out) {
		this.about = about;
		this.out = out;
	}

	/**
	 * Adds a row.
	 * @param line the line on which the row begins
	 * @param reason why it is here: a word by which rows can be filtered
	 * @param cells the other cells
	 */
	public void add(long line, String reason, String... cells) {
		Reason known = this.reasons.computeIfAbsent(reason, (name) -> new Reason(this.reasons.size()));
		known.rows++;
		this.rows++;
		if (this.written < MOST_ROWS && this.written == this.rows - 1) {
			write(line, reason, known.index, cells);
		}
	}

	private void write(long line, String reason, int index, String... cells) {
		this.row.setLength(0);
		this.row.append((this.written == 0) ? "[" : ",\n[").append(line).append(',').append(index);
		List<String> shown = new ArrayList<>(List.of(String.valueOf(line), reason));
		for (String cell : cells) {
			String legible = Html.legible(cell, MOST_CHARACTERS);
			shown.add(legible);
			appendString(this.row.append(','), legible);
		}
		String text = this.row.append(']').toString();
		long size = this.bytes + utf8Bytes(text);
		if (size <= MOST_BYTES) {
			this.out.accept(text);
			this.bytes = size;
			this.written++;
			if (this.written <= FIRST_ROWS) {
				this.first.add(shown);
			}
		}
	}

	/** No character of it ends the script element that has the JSON. */
	private static void appendString(StringBuilder json, String text) {
		json.append('"');
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			switch (c) {
				case '"', '\\' -> json.append('\\').append(c);
				case '<' -> json.append("\\u003c");
				default -> json.append(c);
			}
		}
		json.append('"');
	}

	private static long utf8Bytes(String text) {
		long bytes = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			bytes += (c < 0x80) ? 1 : (c < 0x800) ? 2 : Character.isSurrogate(c) ? 2 : 3;
		}
		return bytes;
	}

	/** What the table is about. */
	About about() {
		return this.about;
	}

	/** All rows, also those that are not in the table. */
	public long count() {
		return this.rows;
	}

	/** The rows that are in the table. */
	int written() {
		return this.written;
	}

	/** The first rows: line, reason and the other cells. */
	List<List<String>> first() {
		return this.first;
	}

	/** The rows by reason, in the order in which the reasons occurred. */
	Map<String, Reason> reasons() {
		return this.reasons;
	}

}
