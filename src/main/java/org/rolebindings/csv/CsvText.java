package org.rolebindings.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.rolebindings.binding.validation.Blanks;

/**
 * Writes CSV text as RFC 4180 has it, with quotes only where a reader needs them.
 * <p>
 * The rules are stricter than those of commons-csv's printer, so that every text reads
 * back as it was: a field that begins or ends with any blank is quoted, as is one that
 * begins like a byte-order mark.
 */
public final class CsvText {

	/** The first character of a file that has a mark. */
	public static final String BYTE_ORDER_MARK = "\uFEFF";

	private CsvText() {
	}

	/**
	 * Writes one record.
	 * @param fields the fields' values
	 * @return the record with commas and without a line end; a record of one empty field
	 * is {@code ""}, because a reader skips an empty line
	 */
	public static String join(List<String> fields) {
		if (fields.size() == 1 && fields.get(0).isEmpty()) {
			return "\"\"";
		}
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < fields.size(); i++) {
			if (i > 0) {
				text.append(',');
			}
			append(text, fields.get(i));
		}
		return text.toString();
	}

	/**
	 * Writes one record.
	 * @param fields the fields' values
	 * @return the same as {@link #join(List)}
	 */
	public static String join(String... fields) {
		return join(Arrays.asList(fields));
	}

	/**
	 * Prevents a spreadsheet from running a text as a formula by an apostrophe before it.
	 * Use it for what the program adds, not for what it repeats from the file.
	 * @param text any text
	 * @return a text that a spreadsheet does not take as a formula
	 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP on CSV
	 * injection, from which the characters are</a>
	 */
	public static String neutralise(String text) {
		return (!text.isEmpty() && startsFormula(text.charAt(0))) ? "'" + text : text;
	}

	/**
	 * The text that was neutralised.
	 * @param text a text as {@link #neutralise} returns it
	 * @return the text as it was before
	 */
	static String original(String text) {
		return (text.length() > 1 && text.charAt(0) == '\'' && startsFormula(text.charAt(1))) ? text.substring(1)
				: text;
	}

	private static boolean startsFormula(char c) {
		return switch (c) {
			case '=', '+', '-', '@', '\t', '\r', '\n' -> true;
			case '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20' -> true;
			default -> false;
		};
	}

	/**
	 * Writes one field of a record that has others.
	 * @param text the record so far, to which the field is added without a comma
	 * @param field the field's value
	 * @return the text
	 */
	public static StringBuilder append(StringBuilder text, String field) {
		return append(text, field, ',');
	}

	private static StringBuilder append(StringBuilder text, String field, char delimiter) {
		if (!needsQuotes(field, delimiter)) {
			return text.append(field);
		}
		text.append('"');
		int from = 0;
		for (int quote = field.indexOf('"'); quote >= 0; quote = field.indexOf('"', from)) {
			text.append(field, from, quote + 1).append('"');
			from = quote + 1;
		}
		return text.append(field, from, field.length()).append('"');
	}

	/**
	 * Writes a record that has commas with another delimiter.
	 * @param record the record, as this class writes it
	 * @param delimiter what is to separate its fields
	 * @return a record with the same fields
	 */
	public static String delimited(String record, char delimiter) {
		StringBuilder text = new StringBuilder(record.length());
		int start = 0;
		int end = fieldEnd(record, start);
		while (end < record.length()) {
			append(text, value(record, start, end), delimiter).append(delimiter);
			start = end + 1;
			end = fieldEnd(record, start);
		}
		return append(text, value(record, start, end), delimiter).toString();
	}

	/**
	 * Reads a record that has commas.
	 * @param record the record, as this class writes it
	 * @param most how many fields are wanted
	 * @return the values of its first fields
	 */
	static List<String> fields(String record, int most) {
		List<String> fields = new ArrayList<>();
		int start = 0;
		int end = fieldEnd(record, start);
		while (end < record.length() && fields.size() + 1 < most) {
			fields.add(value(record, start, end));
			start = end + 1;
			end = fieldEnd(record, start);
		}
		fields.add(value(record, start, end));
		return fields;
	}

	/**
	 * Gives a blank field a value. Another field stays as it is.
	 * @param record the record, as this class writes it
	 * @param field the index of the field
	 * @param filling the value
	 * @return the record
	 */
	public static String fill(String record, int field, String filling) {
		int start = 0;
		int end = fieldEnd(record, start);
		for (int i = 0; i < field; i++) {
			start = end + 1;
			end = fieldEnd(record, start);
		}
		if (!Blanks.isBlank(value(record, start, end))) {
			return record;
		}
		return append(new StringBuilder(record.substring(0, start)), filling).append(record, end, record.length())
			.toString();
	}

	/** The index of the comma that ends a field, or of the record's end. */
	private static int fieldEnd(String record, int start) {
		int from = start;
		if (record.startsWith("\"", start)) {
			from = record.indexOf('"', start + 1);
			while (record.startsWith("\"\"", from)) {
				from = record.indexOf('"', from + 2);
			}
		}
		int comma = record.indexOf(',', from);
		return (comma < 0) ? record.length() : comma;
	}

	private static String value(String record, int start, int end) {
		return record.startsWith("\"", start) ? record.substring(start + 1, end - 1).replace("\"\"", "\"")
				: record.substring(start, end);
	}

	private static boolean needsQuotes(String field, char delimiter) {
		int length = field.length();
		if (length == 0) {
			return false;
		}
		if (isEdge(field.charAt(0)) || isEdge(field.charAt(length - 1))) {
			return true;
		}
		for (int i = 0; i < length; i++) {
			char c = field.charAt(i);
			if (c == delimiter || (c <= '"' && (c == '"' || c == '\n' || c == '\r'))) {
				return true;
			}
		}
		return false;
	}

	private static boolean isEdge(char c) {
		return c <= ' ' || c == BYTE_ORDER_MARK.charAt(0) || Character.isWhitespace(c);
	}

}
