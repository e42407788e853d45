package org.rolebindings.report;

import org.rolebindings.files.CsvFileName;

/**
 * The part of a report folder's name that comes from the input file's name, made fit for
 * a folder: without {@code .csv}, path separators and control characters.
 */
final class FolderName {

	private static final String NAMELESS = "file";

	private final String base;

	FolderName(String fileName) {
		String name = CsvFileName.of(fileName).base();
		this.base = name.chars().allMatch((c) -> c == '.' || c == ' ') ? NAMELESS : legal(name);
	}

	/**
	 * The whole name.
	 * @param suffix what follows the file's name; short, and ASCII
	 * @return at most 255 bytes of UTF-8, the suffix in full
	 */
	String with(String suffix) {
		return CsvFileName.truncate(this.base, CsvFileName.MAX_BYTES - suffix.length()) + suffix;
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
