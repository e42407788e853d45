package org.rolebindings.binding.validation;

import java.util.stream.Collectors;

/**
 * The invisible characters around a value: all blanks of Unicode, also no-break ones, and
 * characters without a width, like U+200B and U+FEFF. Spreadsheets and copied text leave
 * them there.
 */
public final class Blanks {

	private static final char NEXT_LINE = '\u0085';

	/** The most different characters that a message names. */
	private static final int MAX_NAMED = 3;

	private Blanks() {
	}

	/**
	 * Returns whether a character is a blank or invisible.
	 * @param c the character
	 * @return {@code true} for white space and format characters
	 */
	public static boolean isBlank(char c) {
		if (c < NEXT_LINE) {
			return Character.isWhitespace(c);
		}
		return c == NEXT_LINE || Character.isWhitespace(c) || Character.isSpaceChar(c)
				|| Character.getType(c) == Character.FORMAT;
	}

	/**
	 * Returns whether a text has only blanks and invisible characters.
	 * @param text any text
	 * @return {@code true} also for the empty text
	 */
	public static boolean isBlank(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (!isBlank(text.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Removes the blanks at both ends of a text.
	 * @param text any text
	 * @return the text without them
	 */
	public static String trim(String text) {
		int start = 0;
		int end = text.length();
		while (start < end && isBlank(text.charAt(start))) {
			start++;
		}
		while (start < end && isBlank(text.charAt(end - 1))) {
			end--;
		}
		return text.substring(start, end);
	}

	/**
	 * Names the blanks in a text, other than the ordinary space, by code point and name.
	 * @param text any text
	 * @return a sentence that begins with a space, or the empty text if there are no such
	 * blanks
	 */
	static String named(String text) {
		String names = text.chars()
			.filter((c) -> c != ' ' && (isBlank((char) c) || Character.isISOControl(c)))
			.distinct()
			.limit(MAX_NAMED)
			.mapToObj((c) -> String.format("U+%04X (%s)", c, Character.getName(c)))
			.collect(Collectors.joining(", "));
		return names.isEmpty() ? "" : " It contains " + names + "; remove that.";
	}

}
