package org.rolebindings.csv;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.rolebindings.csv.source.InputFile;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings for reading a file, for commands that only read it.
 *
 * @param delimiter what separates two fields: one character, or {@code \t}; {@code null}
 * if the file shows it
 * @param allowEmpty whether a file without rows is allowed
 * @param map a map of names, or {@code null}
 */
@ConfigurationProperties("role-bindings")
public record CsvSettings(@Nullable String delimiter, @DefaultValue("false") boolean allowEmpty, @Nullable Path map) {

	/**
	 * Checks the values.
	 * @throws IllegalArgumentException if one is out of its range; the message names the
	 * option, the value and the range
	 */
	public CsvSettings {
		delimiter(delimiter);
	}

	public CsvOptions csv() {
		return new CsvOptions(delimiter(this.delimiter), this.allowEmpty).mapping(map(this.map));
	}

	/**
	 * Reads a map of names.
	 * @param file the file, or {@code null} for none
	 * @throws org.rolebindings.csv.source.UnreadableFileException if it is not a map
	 */
	public static @Nullable NameMap map(@Nullable Path file) {
		return (file != null) ? NameMap.read(InputFile.of(file)) : null;
	}

	public static @Nullable Character delimiter(@Nullable String text) {
		if (text == null) {
			return null;
		}
		char delimiter = text.equals("\\t") ? '\t' : (text.length() == 1) ? text.charAt(0) : '\0';
		if ("\0\"\r\n".indexOf(delimiter) >= 0) {
			throw new IllegalArgumentException("--delimiter is '" + text
					+ "'; it takes one character like ; or \\t, but no quote and no line break.");
		}
		return delimiter;
	}

}
