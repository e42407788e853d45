package org.rolebindings.csv;

import org.jspecify.annotations.Nullable;

/**
 * How a CSV is to be read.
 *
 * @param delimiter what separates two fields: any character but a quote, a line break, a
 * NUL and half of a surrogate pair; {@code null} if the file shows it
 * @param allowEmpty whether a header without rows is allowed
 */
public record CsvOptions(@Nullable Character delimiter, boolean allowEmpty) {

	/**
	 * Checks the delimiter.
	 * @throws IllegalArgumentException if no CSV can be read with it
	 */
	public CsvOptions {
		if (delimiter != null && ("\"\r\n\0".indexOf(delimiter) >= 0 || Character.isSurrogate(delimiter))) {
			throw new IllegalArgumentException(
					"A delimiter is a single character other than a quote, a line break and NUL.");
		}
	}

	/** A delimiter as {@code --delimiter} takes it, between quotes. */
	static String shown(char delimiter) {
		return (delimiter == '\t') ? "'\\t'" : "'" + delimiter + "'";
	}

}
