package org.rolebindings.files;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The name of a CSV file in two parts, between which other text can be put.
 *
 * @param base the name without {@code .csv}
 * @param extension {@code .csv} as it is written in the name, or empty
 */
public record CsvFileName(String base, String extension) {

	/** The longest name that common file systems take, in bytes of UTF-8. */
	public static final int MAX_BYTES = 255;

	/**
	 * The longest name that encrypted file systems take, which add to each name, in bytes
	 * of UTF-8.
	 */
	public static final int MAX_BYTES_ENCRYPTED = 143;

	private static final String EXTENSION = ".csv";

	public static CsvFileName of(String name) {
		int end = isCsv(name) ? name.length() - EXTENSION.length() : name.length();
		return new CsvFileName(name.substring(0, end), name.substring(end));
	}

	/** Whether a name ends in {@code .csv}, in small letters or capitals. */
	public static boolean isCsv(String name) {
		return name.toLowerCase(Locale.ROOT).endsWith(EXTENSION);
	}

	/**
	 * Puts a name together. If it would be too long, the base is truncated.
	 * @param before what precedes the base; ASCII
	 * @param after what stands between the base and the extension; ASCII
	 * @param maxBytes the longest name, in bytes of UTF-8
	 */
	public String with(String before, String after, int maxBytes) {
		int room = maxBytes - before.length() - after.length() - this.extension.length();
		return before + truncate(this.base, room) + after + this.extension;
	}

	/**
	 * Truncates a text without splitting a character.
	 * @param text the text
	 * @param maxBytes the longest result, in bytes of UTF-8
	 */
	public static String truncate(String text, int maxBytes) {
		int room = maxBytes;
		int end = 0;
		while (end < text.length()) {
			int codePoint = text.codePointAt(end);
			room -= Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
			if (room < 0) {
				break;
			}
			end += Character.charCount(codePoint);
		}
		return text.substring(0, end);
	}

}
