package org.rolebindings.cli.settings;

import java.util.List;
import java.util.Map;

import org.rolebindings.cli.process.EarlyOption;

/** The form of what is on standard error. */
public enum LogFormat {

	/** For a person. */
	TEXT,

	/** One JSON object to a line, for a collector of logs. */
	JSON;

	/**
	 * Finds the format before the command line is parsed.
	 * @param arguments the command line
	 * @param variables the environment variables
	 * @return the form, TEXT if none is asked for
	 */
	public static LogFormat requested(List<String> arguments, Map<String, String> variables) {
		return EarlyOption.isJson("--log-format", arguments, variables) ? JSON : TEXT;
	}

}
