package org.rolebindings.cli.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.store.DatabaseUrl;

/**
 * Where settings come from; earlier places win over later ones. An address or a region
 * wins over both of them in a later place.
 *
 * @param commandLine the options
 * @param variables the environment
 * @param file the file of settings
 */
record SettingLayers(Map<String, Setting> commandLine, Map<String, Setting> variables, Map<String, Setting> file) {

	private static final List<String> ADDRESS = List.of("base-url", "region");

	private static final String DATABASE_URL = "database-url";

	private static final List<String> DATABASE = List.of("state", DATABASE_URL);

	private static final String SANDBOX = "sandbox";

	/**
	 * Whether the vendor's variables do not decide where requests go. They are for all
	 * tools on the machine, so they never replace a sandbox that is asked for.
	 */
	boolean nameAddress() {
		return sandboxed() || hasAddress(this.commandLine) || hasAddress(this.variables);
	}

	/** Whether requests go to a sandbox, wherever that is asked for. */
	private boolean sandboxed() {
		for (Map<String, Setting> layer : List.of(this.commandLine, this.variables, this.file)) {
			if (layer.containsKey(SANDBOX)) {
				return isOn(layer.get(SANDBOX));
			}
		}
		return false;
	}

	/**
	 * All settings.
	 * @param vendor what the vendor's variables say; after the program's own variables
	 * @return the settings by name
	 * @throws InvalidSettingException if two of them exclude each other
	 */
	Map<String, Setting> merged(Map<String, Setting> vendor) {
		Map<String, Setting> merged = new LinkedHashMap<>();
		for (Map<String, Setting> layer : List.of(this.commandLine, this.variables, vendor, this.file)) {
			exclude(layer.get("base-url"), layer.get("region"));
			exclude(layer.get("state"), layer.get(DATABASE_URL));
			boolean sandbox = isOn(layer.get(SANDBOX)) && !merged.containsKey(SANDBOX);
			for (String address : ADDRESS) {
				exclude(sandbox ? layer.get(SANDBOX) : null,
						merged.containsKey(address) ? merged.get(address) : layer.get(address));
			}
			Set<String> decided = new HashSet<>();
			if (hasAddress(merged) || isOn(merged.get(SANDBOX))) {
				decided.addAll(ADDRESS);
			}
			if (DATABASE.stream().anyMatch(merged::containsKey)) {
				decided.addAll(DATABASE);
			}
			layer.forEach((name, setting) -> {
				if (!decided.contains(name)) {
					merged.putIfAbsent(name, setting);
				}
			});
		}
		addPassword(merged);
		if (isOn(merged.get(SANDBOX))) {
			// It keeps no state
			merged.keySet().removeAll(DATABASE);
		}
		return merged;
	}

	/**
	 * The commands that the program prints name a database without its password. If they
	 * are given where the same URL is set with one, that counts.
	 */
	private void addPassword(Map<String, Setting> merged) {
		Setting given = merged.get(DATABASE_URL);
		for (Map<String, Setting> layer : List.of(this.file, this.variables)) {
			Setting other = layer.get(DATABASE_URL);
			if (given != null && other != null && given.value().equals(withoutPassword(other.value()))) {
				merged.put(DATABASE_URL, other);
			}
		}
	}

	private static @Nullable String withoutPassword(String url) {
		try {
			return new DatabaseUrl(url).shown();
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * Refuses the sandbox's options without a sandbox: whoever gives them does not mean
	 * the account.
	 */
	void requireSandboxForItsOptions(Map<String, Setting> merged) {
		if (isOn(merged.get(SANDBOX))) {
			return;
		}
		List<Setting> options = new ArrayList<>();
		merged.forEach((name, setting) -> {
			if (name.startsWith(SANDBOX + "-")) {
				options.add(setting);
			}
		});
		if (!options.isEmpty()) {
			throw new InvalidSettingException(options.get(0).label()
					+ " needs --sandbox; without it the rows would go to the account. Add --sandbox, or leave "
					+ options.get(0).label() + " out.");
		}
	}

	private static void exclude(@Nullable Setting one, @Nullable Setting other) {
		if (one != null && other != null) {
			throw new InvalidSettingException(
					one.label() + " and " + other.label() + " exclude each other; give one of them.");
		}
	}

	private static boolean hasAddress(Map<String, Setting> layer) {
		return ADDRESS.stream().anyMatch(layer::containsKey);
	}

	/** What is neither true nor false is refused when the value is checked. */
	private static boolean isOn(@Nullable Setting setting) {
		return setting != null && List.of("true", "on", "yes", "1").contains(setting.value().toLowerCase(Locale.ROOT));
	}

}
