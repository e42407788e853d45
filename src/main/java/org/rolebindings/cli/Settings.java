package org.rolebindings.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The settings of a command as configuration properties: the command line before the
 * environment before an {@code application.yml}.
 */
final class Settings {

	private static final String PREFIX = "role-bindings";

	private static final Map<String, String> VENDOR_VARIABLES = Map.of("ARIZE_BASE_URL", "base-url", "ARIZE_REGION",
			"region", "ARIZE_SSL_CA_CERT", "ca-cert");

	private final Map<String, Object> commandLine;

	private Settings(Map<String, Object> commandLine) {
		this.commandLine = commandLine;
	}

	/**
	 * Takes the options of a command line.
	 * @param parsed the command line
	 * @return the settings
	 * @throws InvalidSettingException if two options exclude each other
	 */
	static Settings of(ParseResult parsed) {
		Map<String, Object> properties = new LinkedHashMap<>();
		for (OptionSpec option : parsed.matchedOptions()) {
			Object value = option.getValue();
			if (value != null && !option.usageHelp() && !option.versionHelp()) {
				properties.put(property(option.longestName().substring(2)), value.toString());
			}
		}
		Settings settings = new Settings(properties);
		settings.exclude("base-url", "region");
		settings.exclude("sandbox", "base-url");
		settings.exclude("sandbox", "region");
		return settings;
	}

	private void exclude(String one, String other) {
		if (has(one) && has(other)) {
			throw new InvalidSettingException(
					"--" + one + " and --" + other + " exclude each other; give one of them.");
		}
	}

	/** Whether the command line has an option with this very value. */
	boolean has(String name, String value) {
		return value.equals(this.commandLine.get(property(name)));
	}

	/** Whether the command line has an option. */
	boolean has(String name) {
		return this.commandLine.containsKey(property(name));
	}

	/**
	 * Checks what stands on the command line, which needs nothing to be started.
	 * @param types the records that the command binds
	 * @throws InvalidSettingException if a value is out of its range
	 */
	void check(Class<?>... types) {
		Binder binder = new Binder(List.of(new MapConfigurationPropertySource(this.commandLine)), null,
				DurationConverter.conversionService(), null);
		for (Class<?> type : types) {
			try {
				Object unused = binder.bindOrCreate(PREFIX, type);
			}
			catch (BindException ex) {
				throw new InvalidSettingException(SettingProblem.describe(ex));
			}
		}
	}

	/**
	 * An environment in which these settings come first.
	 * @param variables the environment variables
	 * @return the environment
	 */
	ConfigurableEnvironment environment(Map<String, String> variables) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("commandLine", withoutRivals()));
		Map<String, Object> vendor = new LinkedHashMap<>();
		VENDOR_VARIABLES.forEach((variable, name) -> {
			@Nullable String value = variables.get(variable);
			if (value != null) {
				vendor.put(property(name), value);
			}
		});
		environment.getPropertySources()
			.addAfter(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
					new MapPropertySource("vendorVariables", vendor));
		return environment;
	}

	/**
	 * The address on the command line wins over a region in the environment, and so on.
	 */
	private Map<String, Object> withoutRivals() {
		Map<String, Object> properties = new LinkedHashMap<>(this.commandLine);
		if (has("base-url") || has("sandbox")) {
			properties.put(property("region"), "");
		}
		if (has("region") || has("sandbox")) {
			properties.put(property("base-url"), "");
		}
		return properties;
	}

	private static String property(String name) {
		return PREFIX + "." + name;
	}

}
