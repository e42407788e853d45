package org.rolebindings.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.api.http.UnusableSettingException;
import org.rolebindings.binding.OnConflict;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.cli.settings.LogFormat;
import org.rolebindings.cli.settings.Settings;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.report.ReportProperties;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.store.StoreProperties;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

import org.springframework.core.env.ConfigurableEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link Settings} and where they come from. */
class SettingsTests {

	@TempDir
	Path folder;

	@Test
	void bindWhenNothingIsSetHasTheDefaults() {
		Settings settings = settings(Map.of());
		assertThat(settings.bind(ApiProperties.class).target()).isEqualTo(URI.create("https://api.arize.com"));
		assertThat(settings.bind(ApiProperties.class).concurrency()).isEqualTo(16);
		assertThat(settings.bind(ImportProperties.class).resumeWithin()).isEqualTo(Duration.ofDays(7));
		assertThat(settings.bind(CliProperties.class).output()).isEqualTo(CliProperties.Output.TEXT);
	}

	@Test
	void commandLineWinsOverEnvironmentAndEnvironmentOverFile() throws IOException {
		file("application.yml", "role-bindings: {concurrency: 2, maxAttempts: 3, on_conflict: keep, timeout: 7s}");
		Settings settings = settings(Map.of("ROLE_BINDINGS_CONCURRENCY", "4", "ROLE_BINDINGS_MAX_ATTEMPTS", "5"),
				"--concurrency", "6");
		ApiProperties api = settings.bind(ApiProperties.class);
		assertThat(api.concurrency()).isEqualTo(6);
		assertThat(api.maxAttempts()).isEqualTo(5);
		assertThat(api.timeout()).isEqualTo(Duration.ofSeconds(7));
		assertThat(settings.bind(ImportProperties.class).onConflict()).isEqualTo(OnConflict.KEEP);
	}

	@Test
	void systemPropertyWinsOverVariable() {
		Settings settings = Settings.of(parse("import", "x.csv"), Map.of("ROLE_BINDINGS_CONCURRENCY", "4"),
				Map.of("role-bindings.concurrency", "5", "role-bindings.command", "rb", "java.io.tmpdir", "/tmp"),
				this.folder);
		assertThat(settings.bind(ApiProperties.class).concurrency()).isEqualTo(5);
	}

	@Test
	void flagIsSet() {
		Settings settings = settings(Map.of("ROLE_BINDINGS_QUIET", "true"), "--fresh", "--output", "json");
		assertThat(settings.bind(ImportProperties.class).fresh()).isTrue();
		assertThat(settings.bind(CliProperties.class).quiet()).isTrue();
		assertThat(settings.bind(CliProperties.class).verbose()).isFalse();
		assertThat(settings.bind(CliProperties.class).output()).isEqualTo(CliProperties.Output.JSON);
	}

	@ParameterizedTest
	@CsvSource({ "ARIZE_REGION, eu-west-1a, https://api.eu-west-1a.arize.com",
			"ARIZE_BASE_URL, https://a.example, https://a.example",
			"ARIZE_SINGLE_HOST, arize.example, https://arize.example",
			"ROLE_BINDINGS_REGION, eu-west-1a, https://api.eu-west-1a.arize.com",
			"ROLE_BINDINGS_BASE_URL, https://a.example, https://a.example" })
	void addressIsTakenFromTheEnvironmentAndWinsOverTheFile(String variable, String value, URI target)
			throws IOException {
		file("application.yml", "role-bindings.base-url: https://file.example");
		assertThat(target(Map.of(variable, value))).isEqualTo(target);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ARIZE_REGION=eu-west-1a", "ROLE_BINDINGS_REGION=eu-west-1a", "ARIZE_API_HOST=b.example",
			"ARIZE_BASE_DOMAIN=b.example", "ARIZE_SINGLE_HOST=", "ARIZE_BASE_URL=" })
	void baseUrlOnTheCommandLineWinsOverTheEnvironment(String variable) {
		String[] parts = variable.split("=", -1);
		assertThat(target(Map.of(parts[0], parts[1]), "--base-url", "https://a.example"))
			.isEqualTo(URI.create("https://a.example"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "ARIZE_BASE_URL", "ROLE_BINDINGS_BASE_URL" })
	void regionOnTheCommandLineWinsOverBaseUrlInTheEnvironment(String variable) {
		assertThat(target(Map.of(variable, "https://a.example"), "--region", "eu-west-1a"))
			.isEqualTo(URI.create("https://api.eu-west-1a.arize.com"));
	}

	@Test
	void ownVariableWinsOverTheVendors() {
		assertThat(target(Map.of("ROLE_BINDINGS_BASE_URL", "https://a.example", "ARIZE_REGION", "eu-west-1a",
				"ARIZE_API_HOST", "b.example")))
			.isEqualTo(URI.create("https://a.example"));
	}

	@Test
	void addressAndRegionInTheEnvironmentAreRefusedTogether() {
		assertThatExceptionOfType(UnusableSettingException.class)
			.isThrownBy(() -> settings(Map.of("ARIZE_BASE_URL", "https://a.example", "ARIZE_REGION", "eu-west-1a")))
			.withMessageContainingAll("ARIZE_BASE_URL: https://a.example", "ARIZE_REGION", "unset all but one");
	}

	@Test
	void sandboxInTheFileIsNotReplacedByTheVendorsVariables() throws IOException {
		file("application.yml", "role-bindings.sandbox: true");
		Settings settings = settings(Map.of("ARIZE_BASE_URL", "https://a.example"));
		assertThat(settings.bind(CliProperties.class).sandbox()).isTrue();
		assertThat(settings.has("base-url")).isFalse();
	}

	@Test
	void sandboxOnTheCommandLineWinsOverAnAddressElsewhere() throws IOException {
		file("application.yml", "role-bindings.region: eu-west-1a");
		Settings settings = settings(Map.of("ROLE_BINDINGS_BASE_URL", "https://a.example"), "--sandbox");
		assertThat(settings.has("base-url")).isFalse();
		assertThat(settings.has("region")).isFalse();
	}

	@Test
	void addressOnTheCommandLineAndSandboxElsewhereAreRefused() {
		refused(Map.of("ROLE_BINDINGS_SANDBOX", "true"), "--base-url", "https://a.example")
			.withMessage("ROLE_BINDINGS_SANDBOX and --base-url exclude each other; give one of them.");
	}

	@ParameterizedTest
	@CsvSource({ "--base-url https://a.example --region eu-west-1a", "--sandbox --region eu-west-1a",
			"--sandbox --base-url https://a.example" })
	void optionsThatExcludeEachOtherAreRefused(String arguments) {
		refused(Map.of(), arguments.split(" ")).withMessageContaining("exclude each other");
	}

	@Test
	void everyOptionWithAnEmptyValueIsRefused() throws IOException {
		for (String command : List.of("import", "validate", "watch", "export", "sandbox", "worker")) {
			for (OptionSpec option : options(command)) {
				String name = option.longestName().substring(2);
				if (option.arity().max() > 0) {
					assertThatExceptionOfType(InvalidSettingException.class)
						.isThrownBy(() -> settings(command, Map.of(), option.longestName(), ""))
						.withMessageStartingWith(option.longestName() + " is empty");
				}
				String variable = "ROLE_BINDINGS_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
				assertThatExceptionOfType(InvalidSettingException.class)
					.isThrownBy(() -> settings(command, Map.of(variable, " ".repeat(name.equals("delimiter") ? 0 : 1))))
					.withMessageStartingWith(variable + " is empty");
				file("application.yml", "role-bindings:\n  " + name + ":\n");
				assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> settings(command, Map.of()))
					.withMessageStartingWith(name + " (application.yml, line 2) is empty");
				Files.delete(this.folder.resolve("application.yml"));
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "ARIZE_BASE_URL", "ARIZE_REGION", "ARIZE_API_HOST", "ARIZE_API_SCHEME", "ARIZE_API_PORT",
			"ARIZE_SINGLE_HOST", "ARIZE_SINGLE_PORT", "ARIZE_BASE_DOMAIN" })
	void emptyVariableOfTheVendorsIsRefusedBeforeAnythingGoesToTheDefaultAddress(String variable) {
		assertThatExceptionOfType(UnusableSettingException.class).isThrownBy(() -> settings(Map.of(variable, "")))
			.withMessageStartingWith(variable + " is empty");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			ROLE_BINDINGS_SANDBOX_LATENCY | import | ROLE_BINDINGS_SANDBOX_LATENCY needs --sandbox
			ROLE_BINDINGS_SANDBOX_RATE    | watch  | ROLE_BINDINGS_SANDBOX_RATE needs --sandbox
			""")
	void sandboxOptionInTheEnvironmentWithoutSandboxIsRefused(String variable, String command, String message) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> settings(command, Map.of(variable, "1")))
			.withMessageStartingWith(message);
		assertThat(settings("sandbox", Map.of(variable, "1")).has("sandbox")).isFalse();
	}

	@Test
	void sandboxOptionOnTheCommandLineOrInTheFileWithoutSandboxIsRefused() throws IOException {
		refused(Map.of(), "--sandbox-errors", "0.5").withMessageStartingWith("--sandbox-errors needs --sandbox");
		refused(Map.of("ROLE_BINDINGS_SANDBOX", "false"), "--sandbox-errors", "0.5")
			.withMessageStartingWith("--sandbox-errors needs --sandbox");
		file("application.yml", "role-bindings.sandbox-rate: 5");
		refused(Map.of()).withMessageStartingWith("sandbox-rate (application.yml, line 1) needs --sandbox");
		assertThat(settings(Map.of(), "--sandbox").bind(SandboxProperties.class).sandboxRate()).isEqualTo(5);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			ROLE_BINDINGS_WET_RUN       | There is no setting ROLE_BINDINGS_WET_RUN. See role-bindings COMMAND --help.
			ROLE_BINDINGS_CONCURENCY    | There is no setting ROLE_BINDINGS_CONCURENCY. Did you mean concurrency?
			ROLEBINDINGS_MAXATEMPTS     | There is no setting ROLEBINDINGS_MAXATEMPTS. Did you mean max-attempts?
			""")
	void variableForNoSettingIsRefused(String variable, String message) {
		refused(Map.of(variable, "true")).withMessage(message);
	}

	@Test
	void variableForAnotherCommandOrForASecretIsNotRefused() {
		assertThat(settings("validate", Map.of("ROLE_BINDINGS_INBOX", "in", "ROLE_BINDINGS_BROKER_PASSWORD", "",
				"ROLE_BINDING", "x", "ROLE_BINDINGS_BROKER_URL", "tcp://mq"))
			.bind(CliProperties.class)
			.quiet()).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					~role-bindings:\n  wet-run: true~      | There is no setting wet-run (application.yml, line 2). See role-bindings COMMAND --help.
					~role-bindings:\n  concurency: 4~      | There is no setting concurency (application.yml, line 2). Did you mean concurrency?
					~role-bindings: {timeout: {x: 1s}}~    | There is no setting timeout.x (application.yml, line 1). Did you mean timeout?
					~role-bindings: [timeout]~             | There is no setting [0] (application.yml, line 1). See role-bindings COMMAND --help.
					~role-bindings: quiet~                 | There is no setting role-bindings (application.yml, line 1). See role-bindings COMMAND --help.
					~role-bindings:\n  timeout: 3s\n concurrency: 4~ | application.yml, line 3: expected <block end>, but found '<block mapping start>'.
					~role-bindings:\n\ttimeout: 3s~        | application.yml, line 2: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation).
					~role-bindings:\n  quiet: true\n  quiet: false~ | application.yml, line 3: found duplicate key quiet.
					~role-bindings:\n  state: ${NOPE}/x~   | state (application.yml, line 2) is '${NOPE}/x', but there is no variable and no key of the name in ${…}. Set it, or write the value.
					~spring.config.activate.on-profile: a\nrole-bindings.quiet: true~ | quiet (application.yml, line 2) is in a part with spring.config.activate.…, but this program has no profiles. Remove that key.
					""")
	void fileThatIsWrongIsRefusedWithItsLine(String text, String message) throws IOException {
		file("application.yml", text.replace("\\n", "\n").replace("\\t(", "\\T(").replace("\\t", "\t"));
		refused(Map.of()).withMessage(message);
	}

	@Test
	void fileThatIsNotUtf8IsRefusedWithItsLine() throws IOException {
		Files.write(this.folder.resolve("application.yml"),
				"role-bindings:\n  state: zust\u00E4nde".getBytes(StandardCharsets.ISO_8859_1));
		refused(Map.of()).withMessageStartingWith("application.yml, line 2: it has bytes that are not UTF-8");
	}

	@Test
	void folderInPlaceOfTheFileIsRefused() throws IOException {
		Files.createDirectories(this.folder.resolve("config/application.yml"));
		refused(Map.of()).withMessage(
				"config/application.yml in the working folder cannot be read: it is a folder. Correct it, or remove it.");
	}

	@Test
	void danglingLinkInPlaceOfTheFileIsRefused() throws IOException {
		Files.createSymbolicLink(this.folder.resolve("application.yml"), Path.of("nosuch"));
		refused(Map.of()).withMessageContaining("cannot be read");
	}

	@Test
	void foreignSettingsInTheFileAreLeftAlone() throws IOException {
		file("application.yml", """
				debug: true
				spring: {main: {banner-mode: console}, config: {import: "file:nosuch.yml"}}
				other: ${NOPE}
				logging.level.root: TRACE
				---
				role-bindings:
				""");
		file("application.properties", "server.port=1\nrole-bindings.concurrency=3\n");
		Settings settings = settings(Map.of("DEBUG", "true", "SPRING_MAIN_BANNER_MODE", "console"));
		assertThat(settings.bind(ApiProperties.class).concurrency()).isEqualTo(3);
		ConfigurableEnvironment environment = settings.environment(Map.of());
		assertThat(List.of("debug", "spring.main.banner-mode", "logging.level.root", "server.port", "other",
				"java.io.tmpdir", "PATH"))
			.noneMatch(environment::containsProperty);
		assertThat(environment.getActiveProfiles()).isEmpty();
	}

	@Test
	void placeholderInTheFileStandsForAVariableAndInAnOptionForItself() throws IOException {
		file("application.yml", "app.dir: /data\nrole-bindings.reports: ${app.dir}/${WHO}/${none:r}");
		assertThat(settings(Map.of("WHO", "me")).bind(ReportProperties.class).reports())
			.isEqualTo(Path.of("/data/me/r"));
		Settings literal = settings(Map.of("WHO", "me"), "--reports", "${WHO:x}");
		assertThat(literal.bind(ReportProperties.class).reports()).isEqualTo(Path.of("${WHO:x}"));
		assertThat(literal.environment(Map.of()).getProperty("role-bindings.reports")).isEqualTo("${WHO:x}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			--timeout 30         | --timeout is '30'; it takes a number with ms, s, m, h or d, like 30s or 1m30s.
			--concurrency many   | --concurrency is 'many'; it takes a whole number.
			--concurrency 513    | --concurrency is 513; it takes 1 to 512.
			--on-conflict x      | --on-conflict is 'x'; it takes one of fail, keep, update.
			--max-updates -1     | --max-updates is -1; it takes 0 or more.
			--output xml         | --output is 'xml'; it takes one of text, json.
			""")
	void checkWhenValueIsWrongNamesOptionValueAndRange(String arguments, String message) {
		Settings settings = settings(Map.of(), arguments.split(" +"));
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> settings.check(ApiProperties.class, ImportProperties.class, CliProperties.class))
			.withMessageStartingWith(message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "30", "1:30", "1_000", "0x10", "1e3", "30.5" })
	void bareNumberForADurationIsRefusedInTheFileToo(String number) throws IOException {
		for (OptionSpec option : durations()) {
			String name = option.longestName().substring(2);
			file("application.yml", "role-bindings:\n  " + name + ": " + number + "\n");
			Settings settings = settings("watch", Map.of(), "--sandbox");
			assertThatExceptionOfType(InvalidSettingException.class)
				.isThrownBy(() -> settings.check(WatchCommand.SETTINGS))
				.withMessageStartingWith(option.longestName() + " is '")
				.withMessageContaining("It comes from " + name + " (application.yml, line 2).");
		}
	}

	/** Its state would be an empty one. */
	@Test
	void sandboxIsNotForACommandThatSendsNothing() {
		Map<String, String> variables = Map.of("ROLE_BINDINGS_SANDBOX", "true");
		assertThat(settings("runs", variables).bind(CliProperties.class).sandbox()).isFalse();
		assertThat(settings("import", variables).bind(CliProperties.class).sandbox()).isTrue();
	}

	private static List<OptionSpec> durations() {
		List<OptionSpec> durations = options("watch").stream()
			.filter((option) -> option.paramLabel().equals("DURATION"))
			.toList();
		assertThat(durations).hasSizeGreaterThanOrEqualTo(8);
		return durations;
	}

	private static List<OptionSpec> options(String command) {
		return Objects.requireNonNull(root().getSubcommands().get(command))
			.getCommandSpec()
			.options()
			.stream()
			.filter((option) -> !option.usageHelp() && !option.versionHelp())
			.toList();
	}

	private ThrowableAssertAlternative<InvalidSettingException> refused(Map<String, String> variables,
			String... arguments) {
		return assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> settings(variables, arguments));
	}

	private URI target(Map<String, String> variables, String... arguments) {
		return settings(variables, arguments).bind(ApiProperties.class).target();
	}

	@Test
	void ofWhenTheOptionNamesTheDatabaseOfTheEnvironmentWithoutItsPasswordUsesThePassword() {
		Map<String, String> variables = Map.of("ROLE_BINDINGS_DATABASE_URL",
				"jdbc:postgresql://host/db?user=importer&password=S3CRET");
		assertThat(databaseUrl(settings(variables, "--database-url", "jdbc:postgresql://host/db?user=importer")))
			.endsWith("&password=S3CRET");
		assertThat(databaseUrl(settings(variables, "--database-url", "jdbc:postgresql://host/other?user=importer")))
			.isEqualTo("jdbc:postgresql://host/other?user=importer");
	}

	private static String databaseUrl(Settings settings) {
		return String.valueOf(settings.bind(StoreProperties.class).databaseUrl());
	}

	private Settings settings(Map<String, String> variables, String... arguments) {
		return settings("import", variables, arguments);
	}

	private Settings settings(String command, Map<String, String> variables, String... arguments) {
		List<String> all = new ArrayList<>(List.of(command));
		if (List.of("import", "validate").contains(command)) {
			all.add("x.csv");
		}
		all.addAll(List.of(arguments));
		return Settings.of(parse(all.toArray(String[]::new)), variables, Map.of(), this.folder);
	}

	private static ParseResult parse(String... arguments) {
		return root().parseArgs(arguments).subcommand();
	}

	private static CommandLine root() {
		return RoleBindings.commandLine(new Messages(System.err, LogFormat.TEXT));
	}

	private void file(String name, String text) throws IOException {
		Files.writeString(this.folder.resolve(name), text);
	}

}
