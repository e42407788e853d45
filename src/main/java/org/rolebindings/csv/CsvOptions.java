package org.rolebindings.csv;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * How a CSV is to be read.
 *
 * @param delimiter what separates two fields: any character but a quote, a line break, a
 * NUL and half of a surrogate pair; {@code null} if the file shows it
 * @param allowEmpty whether a header without rows is allowed
 * @param added the columns that the command's reports add besides the usual ones; they
 * are not carried from the file
 * @param map what names mean in the account, or {@code null} if they are as in the file
 */
public record CsvOptions(@Nullable Character delimiter, boolean allowEmpty, Set<String> added, @Nullable NameMap map) {

	/**
	 * Checks the delimiter.
	 * @throws IllegalArgumentException if no CSV can be read with it
	 */
	public CsvOptions {
		if (delimiter != null && ("\"\r\n\0".indexOf(delimiter) >= 0 || Character.isSurrogate(delimiter))) {
			throw new IllegalArgumentException(
					"A delimiter is a single character other than a quote, a line break and NUL.");
		}
		added = Set.copyOf(added);
	}

	/** The options of a command whose reports add the usual columns. */
	public CsvOptions(@Nullable Character delimiter, boolean allowEmpty) {
		this(delimiter, allowEmpty, Set.of(), null);
	}

	/**
	 * The options of a report.
	 * @param delimiter the delimiter of the run, which is only named if it would not be
	 * found: a spreadsheet may have saved the report with another one
	 */
	public static CsvOptions ofReport(char delimiter) {
		return new CsvOptions(HeaderSearch.finds(delimiter) ? null : delimiter, true);
	}

	/** The same options for reports that add further columns. */
	public CsvOptions adding(Set<String> columns) {
		return new CsvOptions(this.delimiter, this.allowEmpty, columns, this.map);
	}

	/** The same options with a map of names, or {@code null} for none. */
	public CsvOptions mapping(@Nullable NameMap names) {
		return new CsvOptions(this.delimiter, this.allowEmpty, this.added, names);
	}

	/** A delimiter as {@code --delimiter} takes it, between quotes. */
	static String shown(char delimiter) {
		return (delimiter == '\t') ? "'\\t'" : "'" + delimiter + "'";
	}

}
