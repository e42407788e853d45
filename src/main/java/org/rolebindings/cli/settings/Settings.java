package org.rolebindings.cli.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.api.http.VendorAddress;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.cli.process.NativeEncoding;
import org.rolebindings.store.StoreProperties;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;

/**
 * The settings of a command. The command line wins over the environment, and the
 * environment over an {@code application.yml}. Nothing else of the environment or of a
 * file reaches the program.
 */
public final class Settings {

	private static final String PREFIX = "role-bindings";

	/** The program's own, for Spring; found without the settings of others. */
	private static final Map<String, Object> SPRING = Map.of("spring.config.location",
			"classpath:/application.properties");

	/** What {@code --help} calls the value of an option that names a file or a folder. */
	public static final Set<String> PATHS = Set.of("DIR", "FILE", "PATH", "PLAN.csv");

	/** The vendor's variables that have nothing to do with the address. */
	private static final Set<String> NO_ADDRESS = Set.of("ARIZE_API_KEY", "ARIZE_SSL_CA_CERT");

	private final Map<String, Setting> settings;

	private Settings(Map<String, Setting> settings) {
		this.settings = settings;
	}

	/**
	 * Reads the settings of this process.
	 * @param parsed the command line
	 * @return the settings
	 * @throws InvalidSettingException if one does not exist or is empty, or two of them
	 * exclude each other, or a file of settings cannot be read
	 */
	public static Settings of(ParseResult parsed) {
		return of(parsed, System.getenv(), strings(System.getProperties()), Path.of(""));
	}

	/**
	 * Reads the settings.
	 * @param parsed the command line
	 * @param variables the environment variables
	 * @param properties the system properties
	 * @param folder the working folder
	 * @return the settings
	 * @throws InvalidSettingException as above
	 */
	public static Settings of(ParseResult parsed, Map<String, String> variables, Map<String, String> properties,
			Path folder) {
		CommandSpec command = parsed.commandSpec();
		SettingNames names = SettingNames.of(command.root());
		SettingLayers layers = new SettingLayers(commandLine(parsed),
				SettingVariables.read(variables, properties, names), SettingsFile.readAll(folder, names, variables));
		if (command.findOption("--base-url") == null) {
			Map<String, Setting> settings = layers.merged(Map.of());
			// It is for the commands that send; a state of its own would be empty
			settings.remove("sandbox");
			return new Settings(settings).checkPaths(command);
		}
		Map<String, Setting> merged = layers.merged(layers.nameAddress() ? Map.of() : vendorAddress(variables));
		layers.requireSandboxForItsOptions(merged);
		addVendorCertificates(variables, merged);
		return new Settings(merged).checkPaths(command);
	}

	private Settings checkPaths(CommandSpec command) {
		if (hasOption("database-url") && bind(StoreProperties.class).hasPassword()) {
			throw new InvalidSettingException("--database-url has a password, which others could read in the list of "
					+ "processes. Leave it out, and give it in PGPASSWORD or in a password file.");
		}
		NativeEncoding encoding = NativeEncoding.ofProcess();
		for (OptionSpec option : command.options()) {
			Setting setting = this.settings.get(SettingNames.nameOf(option));
			if (setting != null && PATHS.contains(option.paramLabel())) {
				encoding.check(setting.label(), setting.value());
			}
		}
		return this;
	}

	private static Map<String, Setting> commandLine(ParseResult parsed) {
		Map<String, Setting> options = new LinkedHashMap<>();
		for (OptionSpec option : parsed.matchedOptions()) {
			Object value = option.getValue();
			if (value != null && !option.usageHelp() && !option.versionHelp()) {
				String name = SettingNames.nameOf(option);
				options.put(name, setting(name, value));
			}
		}
		return options;
	}

	/**
	 * An option that can be given several times is a setting with one value to a line.
	 */
	private static Setting setting(String name, Object value) {
		String label = "--" + name;
		if (!(value instanceof List<?> values)) {
			return Setting.of(name, value.toString(), label);
		}
		return new Setting(values.stream()
			.map((each) -> Setting.of(name, String.valueOf(each), label).value())
			.collect(Collectors.joining("\n")), label);
	}

	private static Map<String, Setting> vendorAddress(Map<String, String> variables) {
		VendorAddress address = VendorAddress.from(variables);
		return (address == null) ? Map.of() : Map.of("base-url", new Setting(address.url(), address.variables()));
	}

	private static void addVendorCertificates(Map<String, String> variables, Map<String, Setting> merged) {
		String variable = "ARIZE_SSL_CA_CERT";
		String path = variables.get(variable);
		if (path != null && !merged.containsKey("ca-cert")) {
			merged.put("ca-cert", Setting.of("ca-cert", path, variable));
		}
	}

	private static Map<String, String> strings(Properties properties) {
		Map<String, String> strings = new TreeMap<>();
		properties.stringPropertyNames().forEach((name) -> strings.put(name, properties.getProperty(name)));
		return strings;
	}

	/**
	 * Reads the settings of a command whose address does not come from the environment.
	 * @param parsed the command line
	 * @return the settings
	 * @throws InvalidSettingException as above
	 */
	public static Settings ofAnyAddress(ParseResult parsed) {
		Map<String, String> variables = new TreeMap<>(System.getenv());
		variables.keySet().removeIf((name) -> name.startsWith("ARIZE_") && !NO_ADDRESS.contains(name));
		return of(parsed, variables, strings(System.getProperties()), Path.of(""));
	}

	/**
	 * The same settings with an address that is known.
	 * @param target the normalised base URL
	 * @param subject whose target that is, for a person
	 * @return the settings that go there
	 * @throws InvalidSettingException if the command line names another address
	 */
	public Settings addressed(String target, String subject) {
		if ((hasOption("base-url") || hasOption("region"))
				&& !bind(ApiProperties.class).target().toString().equals(target)) {
			throw new InvalidSettingException((hasOption("region") ? "--region" : "--base-url")
					+ " is not the account of " + subject + ", which is " + target + "; leave it out.");
		}
		Map<String, Setting> changed = new LinkedHashMap<>(with("base-url", target).settings);
		changed.remove("region");
		return new Settings(changed);
	}

	/** The same settings with another value of one of them. */
	public Settings with(String name, String value) {
		Map<String, Setting> changed = new LinkedHashMap<>(this.settings);
		changed.put(name, new Setting(value, "--" + name));
		return new Settings(changed);
	}

	/** The same settings without one of them. */
	public Settings without(String name) {
		Map<String, Setting> changed = new LinkedHashMap<>(this.settings);
		changed.remove(name);
		return new Settings(changed);
	}

	/** Whether a setting is given with this very value. */
	public boolean has(String name, String value) {
		Setting setting = this.settings.get(name);
		return setting != null && setting.value().equals(value);
	}

	/** Whether a setting is given on the command line. */
	public boolean hasOption(String name) {
		Setting setting = this.settings.get(name);
		return setting != null && setting.isOption();
	}

	/** Whether a setting is given. */
	public boolean has(String name) {
		return this.settings.containsKey(name);
	}

	/**
	 * Checks the values, which needs nothing to be started.
	 * @param types the records that the command binds
	 * @throws InvalidSettingException if a value is out of its range
	 */
	public void check(Class<?>... types) {
		for (Class<?> type : types) {
			Object unused = bind(type);
		}
	}

	/**
	 * The settings as a record.
	 * @param type the record
	 * @return the record
	 * @throws InvalidSettingException if a value is out of its range
	 */
	public <T> T bind(Class<T> type) {
		Map<String, Object> values = new LinkedHashMap<>();
		this.settings.forEach((name, setting) -> values.put(PREFIX + "." + name, setting.value()));
		Binder binder = new Binder(List.of(new MapConfigurationPropertySource(values)), null,
				DurationConverter.conversionService(), null);
		try {
			return binder.bindOrCreate(PREFIX, type);
		}
		catch (BindException ex) {
			throw new InvalidSettingException(withLabel(SettingProblem.describe(ex)));
		}
	}

	/** Says where a setting comes from that is not on the command line. */
	private String withLabel(String problem) {
		Setting setting = this.settings.get(problem.replaceFirst("(?s)^--([a-z-]+).*", "$1"));
		return (setting == null || setting.isOption()) ? problem : problem + " It comes from " + setting.label() + ".";
	}

	/**
	 * An environment for Spring that has these settings and nothing else.
	 * @param derived further properties, which come first
	 * @return the environment
	 */
	public ConfigurableEnvironment environment(Map<String, Object> derived) {
		Map<String, Object> properties = new LinkedHashMap<>(SPRING);
		// What looks like a placeholder was one only in a file
		this.settings
			.forEach((name, setting) -> properties.put(PREFIX + "." + name, setting.value().replace("${", "\\${")));
		properties.putAll(derived);
		return new ClosedEnvironment(properties);
	}

	/**
	 * An environment in which Spring finds neither the variables nor the properties of
	 * the process.
	 */
	private static final class ClosedEnvironment extends StandardEnvironment {

		ClosedEnvironment(Map<String, Object> properties) {
			super(new MutablePropertySources());
			getPropertySources().addFirst(new MapPropertySource("settings", properties));
		}

		@Override
		protected void customizePropertySources(MutablePropertySources sources) {
			// Those of the process stay out
		}

		@Override
		protected @Nullable String doGetActiveProfilesProperty() {
			return null;
		}

	}

}
