package org.rolebindings.report;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The part of a report folder's name that comes from the input file's name, made fit for
 * a folder: without {@code .csv}, and without what would lead elsewhere or break a line.
 */
final class FolderName {

	/** The most that common file systems take, in bytes of UTF-8. */
	private static final int MAX_BYTES = 255;

	private static final String EXTENSION = ".csv";

	private static final String NAMELESS = "file";

	private final String base;

	FolderName(String fileName) {
		boolean extended = fileName.toLowerCase(Locale.ROOT).endsWith(EXTENSION);
		String name = extended ? fileName.substring(0, fileName.length() - EXTENSION.length()) : fileName;
		this.base = name.chars().allMatch((c) -> c == '.' || c == ' ') ? NAMELESS : legal(name);
	}

	/**
	 * The whole name.
	 * @param suffix what follows the file's name; short, and ASCII
	 * @return at most 255 bytes of UTF-8, the suffix in full
	 */
	String with(String suffix) {
		int room = MAX_BYTES - suffix.length();
		int end = 0;
		while (end < this.base.length()) {
			int codePoint = this.base.codePointAt(end);
			room -= Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
			if (room < 0) {
				break;
			}
			end += Character.charCount(codePoint);
		}
		return this.base.substring(0, end) + suffix;
	}

	private static String legal(String name) {
		StringBuilder legal = new StringBuilder(name.length());
		name.codePoints().map((c) -> isLegal(c) ? c : '_').forEach(legal::appendCodePoint);
		return legal.toString();
	}

	private static boolean isLegal(int codePoint) {
		return codePoint != '/' && codePoint != '\\' && !Character.isISOControl(codePoint)
				&& Character.getType(codePoint) != Character.SURROGATE;
	}

}
