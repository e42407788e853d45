package org.rolebindings.report.page;

import java.util.function.Consumer;

import org.rolebindings.binding.Quoting;

/**
 * Writes HTML. Every text that is not written by {@link #raw} is shown as text, whatever
 * it has.
 */
final class Html {

	private final Consumer<String> out;

	Html(Consumer<String> out) {
		this.out = out;
	}

	/** Writes markup. */
	Html raw(String markup) {
		this.out.accept(markup);
		return this;
	}

	/** Writes a text as the content of an element or the value of an attribute. */
	Html text(String text) {
		this.out.accept(escaped(text));
		return this;
	}

	/** Writes an element that has only a text. */
	Html element(String start, String text) {
		int end = start.indexOf(' ');
		String name = (end < 0) ? start : start.substring(0, end);
		return raw("<" + start + ">").text(text).raw("</" + name + ">");
	}

	private static String escaped(String text) {
		String shown = legible(text, Integer.MAX_VALUE);
		StringBuilder escaped = new StringBuilder(shown.length() + 16);
		for (int i = 0; i < shown.length(); i++) {
			char c = shown.charAt(i);
			switch (c) {
				case '&' -> escaped.append("&amp;");
				case '<' -> escaped.append("&lt;");
				case '>' -> escaped.append("&gt;");
				case '"' -> escaped.append("&quot;");
				case '\'' -> escaped.append("&#39;");
				default -> escaped.append(c);
			}
		}
		return escaped.toString();
	}

	/**
	 * A text on one line, in which characters that nobody sees, or that change how others
	 * are shown, stand as {@code \}{@code uXXXX}.
	 * @param text any text
	 * @param most the most characters; a longer text is cut
	 */
	static String legible(String text, int most) {
		return (text.length() <= most && isPlain(text)) ? text : Quoting.legible(text, most);
	}

	private static boolean isPlain(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c < ' ' || c > '~') {
				return false;
			}
		}
		return true;
	}

}
