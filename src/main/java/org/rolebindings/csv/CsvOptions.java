package org.rolebindings.csv;

/**
 * How a CSV is to be read.
 *
 * @param delimiter what separates two fields: any character but a quote, a line break, a
 * NUL and half of a surrogate pair
 * @param allowEmpty whether a header with no row under it is fine
 */
public record CsvOptions(char delimiter, boolean allowEmpty) {

	/**
	 * Checks the delimiter.
	 * @throws IllegalArgumentException if no CSV can be read with it
	 */
	public CsvOptions {
		if (delimiter == '"' || delimiter == '\r' || delimiter == '\n' || delimiter == '\0'
				|| Character.isSurrogate(delimiter)) {
			throw new IllegalArgumentException(
					"A delimiter is a single character other than a quote, a line break and NUL.");
		}
	}

}
