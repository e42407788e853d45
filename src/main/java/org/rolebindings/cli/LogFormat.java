package org.rolebindings.cli;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The form of what is on standard error. */
enum LogFormat {

	/** For a person. */
	TEXT,

	/** One JSON object to a line, for a collector of logs. */
	JSON;

	private static final String OPTION = "--log-format";

	private static final String VARIABLE = "ROLE_BINDINGS_LOG_FORMAT";

	/**
	 * What is asked for as far as that can be told before a command line is understood,
	 * so that even the message that it is not understood has this form.
	 * @param arguments the command line
	 * @param variables the environment variables
	 * @return the form, TEXT where none is asked for
	 */
	static LogFormat requested(List<String> arguments, Map<String, String> variables) {
		String value = variables.getOrDefault(VARIABLE, TEXT.name());
		for (Iterator<String> words = arguments.iterator(); words.hasNext();) {
			String word = words.next();
			if (word.equals(OPTION) && words.hasNext()) {
				value = words.next();
			}
			else if (word.startsWith(OPTION + "=")) {
				value = word.substring(OPTION.length() + 1);
			}
		}
		return JSON.name().equalsIgnoreCase(value.strip()) ? JSON : TEXT;
	}

}
