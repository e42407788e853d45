package org.rolebindings.cli.settings;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.rolebindings.cli.process.InvalidSettingException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The settings that exist: the options of all commands, because commands share variables
 * and files. A name may be written as Spring Boot relaxes it, in any case and without
 * {@code -} and {@code _}.
 */
final class SettingNames {

	/** A typing mistake or two. */
	private static final int NEAR = 2;

	private final Map<String, String> names = new TreeMap<>();

	/** The settings of all commands below a root, or of a command that stands alone. */
	static SettingNames of(CommandSpec root) {
		SettingNames settings = new SettingNames();
		settings.add(root);
		root.subcommands().values().forEach((command) -> settings.add(command.getCommandSpec()));
		return settings;
	}

	private void add(CommandSpec command) {
		for (OptionSpec option : command.options()) {
			if (!option.usageHelp() && !option.versionHelp()) {
				String name = nameOf(option);
				this.names.put(relaxed(name), name);
			}
		}
	}

	static String nameOf(OptionSpec option) {
		return option.longestName().substring(2);
	}

	/**
	 * The setting that a name stands for.
	 * @param written the name as it was written
	 * @param label what a person calls it
	 * @return the option's name without dashes before it
	 * @throws InvalidSettingException if there is no such setting
	 */
	String find(String written, String label) {
		String relaxed = relaxed(written);
		String name = this.names.get(relaxed);
		if (name == null) {
			throw new InvalidSettingException("There is no setting " + label + "."
					+ nearest(relaxed).map((near) -> " Did you mean " + this.names.get(near) + "?")
						.orElse(" See role-bindings COMMAND --help."));
		}
		return name;
	}

	private Optional<String> nearest(String word) {
		Collection<String> all = this.names.keySet();
		return all.stream()
			.filter((name) -> distance(word, name) <= NEAR)
			.min((one, other) -> Integer.compare(distance(word, one), distance(word, other)));
	}

	/** How many letters have to be added, removed or replaced. */
	private static int distance(String from, String to) {
		int[] row = new int[to.length() + 1];
		for (int j = 0; j <= to.length(); j++) {
			row[j] = j;
		}
		for (int i = 1; i <= from.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j <= to.length(); j++) {
				int replaced = diagonal + ((from.charAt(i - 1) == to.charAt(j - 1)) ? 0 : 1);
				diagonal = row[j];
				row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
			}
		}
		return row[to.length()];
	}

	private static String relaxed(String name) {
		return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
	}

}
