package org.rolebindings.binding;

/**
 * Shows a value of somebody else's in a message: between quotes, shortened, and with what
 * a person cannot see or what could steer a terminal written as {@code \}{@code uXXXX}.
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
	 * Makes a text of somebody else's fit to be shown.
	 * @param value any text
	 * @param most the most characters of it to show, 1 or more
	 * @return the text on one line
	 */
	public static String legible(String value, int most) {
		StringBuilder shown = new StringBuilder();
		int end = value.offsetByCodePoints(0, Math.min(value.codePointCount(0, value.length()), most));
		for (int i = 0; i < end; i++) {
			char c = value.charAt(i);
			if (isVisible(c)) {
				shown.append(c);
			}
			else {
				shown.append(String.format("\\u%04X", (int) c));
			}
		}
		return shown.append((end < value.length()) ? "…" : "").toString();
	}

	private static boolean isVisible(char c) {
		if (c == ' ') {
			return true;
		}
		return switch (Character.getType(c)) {
			case Character.CONTROL, Character.FORMAT, Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR,
					Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED ->
				false;
			default -> true;
		};
	}

}
