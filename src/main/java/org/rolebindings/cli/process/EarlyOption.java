package org.rolebindings.cli.process;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads an option before the command line is parsed, so that a message about a wrong
 * command line has the right format, too.
 */
public final class EarlyOption {

	private static final String JSON = "json";

	private EarlyOption() {
	}

	/**
	 * Whether an option asks for JSON.
	 * @param option the option's name
	 * @param arguments the command line, which wins
	 * @param variables the environment variables
	 */
	public static boolean isJson(String option, List<String> arguments, Map<String, String> variables) {
		String variable = option.replaceFirst("--", "role-bindings-").replace('-', '_').toUpperCase(Locale.ROOT);
		String value = variables.getOrDefault(variable, "");
		for (Iterator<String> words = arguments.iterator(); words.hasNext();) {
			String word = words.next();
			if (word.equals(option) && words.hasNext()) {
				value = words.next();
			}
			else if (word.startsWith(option + "=")) {
				value = word.substring(option.length() + 1);
			}
		}
		return JSON.equalsIgnoreCase(value.strip());
	}

}
