package org.rolebindings.cli.settings;

import org.rolebindings.cli.process.InvalidSettingException;

/**
 * A setting as it was given.
 *
 * @param value the value, never empty
 * @param label what a person calls it, with its place: {@code --timeout},
 * {@code ROLE_BINDINGS_TIMEOUT}, or {@code timeout (application.yml, line 3)}
 */
record Setting(String value, String label) {

	/** A blank is a delimiter like any other. */
	private static final String MAY_BE_BLANK = "delimiter";

	/**
	 * Takes a setting. A script whose variable is unset gives an empty one.
	 * @param name the option's name without dashes before it
	 * @param value the value
	 * @param label what a person calls the setting
	 * @return the setting
	 * @throws InvalidSettingException if the value is empty
	 */
	static Setting of(String name, String value, String label) {
		if (value.isEmpty() || (value.isBlank() && !name.equals(MAY_BE_BLANK))) {
			throw new InvalidSettingException(label + " is empty; give it a value, or leave it out.");
		}
		return new Setting(value, label);
	}

	/** Whether the command line, and not a variable or a file, has it. */
	boolean isOption() {
		return this.label.startsWith("--");
	}

}
