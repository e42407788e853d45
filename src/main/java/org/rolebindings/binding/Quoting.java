package org.rolebindings.binding;

/**
 * Makes a foreign value fit for a message: quotes and shortens it, and writes invisible
 * characters and those that could control a terminal as {@code \}{@code uXXXX}.
 */
public final class Quoting {

	private static final int MAX_SHOWN = 80;

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
