package org.rolebindings.files;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The name of a dropped file with something before or after it, cut so that it fits. */
public final class FittingName {

	/** The most that common file systems take, in bytes of UTF-8. */
	public static final int MAX_BYTES = 255;

	/** What the others take: encrypted ones need room for themselves. */
	public static final int FEWER_BYTES = 143;

	private static final int EXTENSION = ".csv".length();

	private final String base;

	private final String extension;

	public FittingName(String name) {
		boolean extended = name.toLowerCase(Locale.ROOT).endsWith(".csv");
		int end = extended ? name.length() - EXTENSION : name.length();
		this.base = name.substring(0, end);
		this.extension = name.substring(end);
	}

	/**
	 * Puts the name together.
	 * @param before what stands before it; ASCII
	 * @param after what stands between it and its extension; ASCII
	 * @param bytes the most bytes of UTF-8 that the name may have
	 */
	public String with(String before, String after, int bytes) {
		int room = bytes - before.length() - after.length() - this.extension.length();
		int end = 0;
		while (end < this.base.length()) {
			int codePoint = this.base.codePointAt(end);
			room -= Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
			if (room < 0) {
				break;
			}
			end += Character.charCount(codePoint);
		}
		return before + this.base.substring(0, end) + after + this.extension;
	}

}
