package org.rolebindings.report.run;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.rolebindings.binding.Quoting;

/** Commands of this program, as they can be pasted into a shell. */
public final class ShellText {

	private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

	private ShellText() {
	}

	/**
	 * The program, as it was called.
	 * @return text for a shell
	 */
	public static String program() {
		String script = System.getProperty("role-bindings.command");
		if (script != null) {
			return script;
		}
		String started = System.getProperty("java.class.path", "");
		boolean jar = !started.contains(File.pathSeparator) && started.matches(".*role-binding-import[^/]*\\.jar");
		return "java -jar " + (jar ? quoted(started) : "role-binding-import.jar");
	}

	/**
	 * The program as it was called, and the option that names the state.
	 * @param state the words of the option
	 * @return text for a shell, then the words of the option
	 */
	public static List<String> called(List<String> state) {
		return Stream.concat(Stream.of(program()), state.stream()).toList();
	}

	/** Some words, each quoted if a shell would not take it as it is. */
	public static String quoted(List<String> words) {
		return words.stream().map(ShellText::quoted).collect(Collectors.joining(" "));
	}

	private static String quoted(String word) {
		if (NEEDS_NO_QUOTES.matcher(word).matches()) {
			return word;
		}
		return Quoting.isLegible(word.replaceAll("[\\n\\t]", " ")) ? "'" + word.replace("'", "'\\''") + "'"
				: escaped(word);
	}

	/** For bash, ksh and zsh: what could control the terminal stands there in octal. */
	private static String escaped(String word) {
		StringBuilder escaped = new StringBuilder("$'");
		word.codePoints().mapToObj(Character::toString).forEach((character) -> {
			if (character.equals("'") || character.equals("\\")) {
				escaped.append('\\').append(character);
			}
			else if (Quoting.isLegible(character)) {
				escaped.append(character);
			}
			else {
				for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
					escaped.append(String.format("\\%03o", Byte.toUnsignedInt(b)));
				}
			}
		});
		return escaped.append('\'').toString();
	}

}
