package org.rolebindings.binding;

/**
 * Makes a foreign value fit for a message or for the database: quotes and shortens it,
 * and writes invisible characters and those that could control a terminal as
 * {@code \}{@code uXXXX}.
 */
public final class Quoting {

	private static final int MAX_SHOWN = 80;

	private static final int REPLACEMENT = 0xFFFD;

	private Quoting() {
	}

	/**
	 * Quotes a value.
	 * @param value any text
	 * @return the text between single quotes, at most about 80 characters of it
	 */
	public static String quoted(String value) {
		return "'" + legible(value, MAX_SHOWN) + "'";
	}

	/**
	 * Makes a foreign text fit to be shown.
	 * @param value any text
	 * @param most the most characters to show, 1 or more
	 * @return the text on one line
	 */
	public static String legible(String value, int most) {
		StringBuilder shown = new StringBuilder();
		int end = value.offsetByCodePoints(0, Math.min(value.codePointCount(0, value.length()), most));
		value.substring(0, end).codePoints().forEach((codePoint) -> append(shown, codePoint));
		return shown.append((end < value.length()) ? "…" : "").toString();
	}

	/**
	 * Whether every database can hold a text as it is.
	 * @return {@code false} if it has a character U+0000, or half of a surrogate pair
	 */
	public static boolean isStorable(String text) {
		for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
			if (!isStorable(text.codePointAt(i))) {
				return false;
			}
		}
		return true;
	}

	/** Makes a text storable: what no database has to hold becomes U+FFFD. */
	public static String storable(String text) {
		if (isStorable(text)) {
			return text;
		}
		StringBuilder stored = new StringBuilder();
		text.codePoints()
			.forEach((codePoint) -> stored.appendCodePoint(isStorable(codePoint) ? codePoint : REPLACEMENT));
		return stored.toString();
	}

	private static boolean isStorable(int codePoint) {
		return codePoint != 0 && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
	}

	/** Whether a text can be shown as it is. */
	public static boolean isLegible(String text) {
		return text.codePoints().allMatch(Quoting::isVisible);
	}

	private static void append(StringBuilder shown, int codePoint) {
		if (isVisible(codePoint)) {
			shown.appendCodePoint(codePoint);
			return;
		}
		for (char c : Character.toChars(codePoint)) {
			shown.append(String.format("\\u%04X", (int) c));
		}
	}

	private static boolean isVisible(int codePoint) {
		if (codePoint == ' ') {
			return true;
		}
		return switch (Character.getType(codePoint)) {
			case Character.CONTROL, Character.FORMAT, Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR,
					Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED, Character.PRIVATE_USE, Character.SURROGATE ->
				false;
			default -> true;
		};
	}

}
