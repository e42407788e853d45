package org.rolebindings.cli.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.rolebindings.cli.process.InvalidSettingException;

/**
 * The settings in the environment, like {@code ROLE_BINDINGS_CONCURRENCY}, or in a system
 * property like {@code role-bindings.concurrency}, which wins.
 */
final class SettingVariables {

	private static final Pattern VARIABLE = Pattern.compile("(?i)ROLE_?BINDINGS_(.+)");

	private static final Pattern PROPERTY = Pattern.compile("role-bindings\\.(.+)");

	/** What bin/role-bindings tells the program, and a secret, which is no option. */
	private static final Set<String> NO_SETTINGS = Set.of("role-bindings.command", "role-bindings.terminal",
			"ROLE_BINDINGS_BROKER_PASSWORD");

	private SettingVariables() {
	}

	/**
	 * Finds the settings.
	 * @param variables the environment variables
	 * @param properties the system properties
	 * @param names the settings that exist
	 * @return the settings by name
	 * @throws InvalidSettingException if one does not exist or is empty
	 */
	static Map<String, Setting> read(Map<String, String> variables, Map<String, String> properties,
			SettingNames names) {
		Map<String, Setting> settings = new LinkedHashMap<>();
		add(VARIABLE, variables, names, settings);
		add(PROPERTY, properties, names, settings);
		return settings;
	}

	private static void add(Pattern pattern, Map<String, String> texts, SettingNames names,
			Map<String, Setting> settings) {
		new TreeMap<>(texts).forEach((label, value) -> {
			Matcher matcher = pattern.matcher(label);
			if (matcher.matches() && !NO_SETTINGS.contains(label)) {
				String name = names.find(matcher.group(1), label);
				settings.put(name, Setting.of(name, value, label));
			}
		});
	}

}
