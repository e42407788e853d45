package org.rolebindings.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.api.ApiProperties;
import org.rolebindings.binding.OnConflict;
import org.rolebindings.job.ImportProperties;
import org.rolebindings.sandbox.SandboxProperties;
import picocli.CommandLine;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link Settings}. */
class SettingsTests {

	@TempDir
	Path folder;

	@Test
	void propertiesWhenNothingIsSetAreTheDefaults() {
		try (ConfigurableApplicationContext context = start(Map.of())) {
			assertThat(context.getBean(ApiProperties.class).target()).isEqualTo(URI.create("https://api.arize.com"));
			assertThat(context.getBean(ApiProperties.class).concurrency()).isEqualTo(16);
			assertThat(context.getBean(ImportProperties.class).resumeWithin()).isEqualTo(Duration.ofDays(7));
			assertThat(context.getBean(CliProperties.class).output()).isEqualTo(CliProperties.Output.TEXT);
		}
	}

	@Test
	void commandLineWinsOverEnvironmentAndEnvironmentOverFile() throws IOException {
		Files.writeString(this.folder.resolve("application.yml"),
				"role-bindings: {concurrency: 2, max-attempts: 3, on-conflict: keep, timeout: 7s}");
		Map<String, String> environment = Map.of("ROLE_BINDINGS_CONCURRENCY", "4", "ROLE_BINDINGS_MAX_ATTEMPTS", "5");
		try (ConfigurableApplicationContext context = start(environment, "--concurrency", "6")) {
			ApiProperties api = context.getBean(ApiProperties.class);
			assertThat(api.concurrency()).isEqualTo(6);
			assertThat(api.maxAttempts()).isEqualTo(5);
			assertThat(api.timeout()).isEqualTo(Duration.ofSeconds(7));
			assertThat(context.getBean(ImportProperties.class).onConflict()).isEqualTo(OnConflict.KEEP);
		}
	}

	@Test
	void flagOnTheCommandLineIsSet() {
		try (ConfigurableApplicationContext context = start(Map.of("ROLE_BINDINGS_QUIET", "true"), "--fresh",
				"--output", "json")) {
			assertThat(context.getBean(ImportProperties.class).fresh()).isTrue();
			assertThat(context.getBean(CliProperties.class).quiet()).isTrue();
			assertThat(context.getBean(CliProperties.class).verbose()).isFalse();
			assertThat(context.getBean(CliProperties.class).output()).isEqualTo(CliProperties.Output.JSON);
		}
	}

	@ParameterizedTest
	@CsvSource({ "ARIZE_REGION, eu-west-1a, https://api.eu-west-1a.arize.com",
			"ARIZE_BASE_URL, https://a.example, https://a.example",
			"ROLE_BINDINGS_REGION, eu-west-1a, https://api.eu-west-1a.arize.com",
			"ROLE_BINDINGS_BASE_URL, https://a.example, https://a.example" })
	void addressIsTakenFromTheEnvironment(String variable, String value, URI target) {
		try (ConfigurableApplicationContext context = start(Map.of(variable, value))) {
			assertThat(context.getBean(ApiProperties.class).target()).isEqualTo(target);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "ARIZE_REGION", "ROLE_BINDINGS_REGION" })
	void baseUrlOnTheCommandLineWinsOverRegionInTheEnvironment(String variable) {
		try (ConfigurableApplicationContext context = start(Map.of(variable, "eu-west-1a"), "--base-url",
				"https://a.example")) {
			assertThat(context.getBean(ApiProperties.class).target()).isEqualTo(URI.create("https://a.example"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "ARIZE_BASE_URL", "ROLE_BINDINGS_BASE_URL" })
	void regionOnTheCommandLineWinsOverBaseUrlInTheEnvironment(String variable) {
		try (ConfigurableApplicationContext context = start(Map.of(variable, "https://a.example"), "--region",
				"eu-west-1a")) {
			assertThat(context.getBean(ApiProperties.class).target())
				.isEqualTo(URI.create("https://api.eu-west-1a.arize.com"));
		}
	}

	@Test
	void addressAndRegionInTheEnvironmentAreRefusedTogether() {
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> start(Map.of("ARIZE_BASE_URL", "https://a.example", "ARIZE_REGION", "eu-west-1a")))
			.havingRootCause()
			.withMessageContaining("give only one of them");
	}

	@ParameterizedTest
	@CsvSource({ "--base-url https://a.example --region eu-west-1a", "--sandbox --region eu-west-1a",
			"--sandbox --base-url https://a.example" })
	void ofWhenOptionsExcludeEachOtherIsRefused(String arguments) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> parse(arguments.split(" ")))
			.withMessageContaining("exclude each other");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			--timeout 30         | --timeout is '30'; it takes a number with ms, s, m, h or d, like 30s or 1m30s.
			--concurrency many   | --concurrency is 'many'; it takes a whole number.
			--concurrency 513    | --concurrency is 513; it takes 1 to 512.
			--on-conflict x      | --on-conflict is 'x'; it takes one of fail, keep, update.
			--output xml         | --output is 'xml'; it takes one of text, json.
			--sandbox-errors x   | --sandbox-errors is 'x'; it takes a number.
			""")
	void checkWhenValueIsWrongNamesOptionValueAndRange(String arguments, String message) {
		Settings settings = parse(arguments.split(" +"));
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> settings.check(ApiProperties.class, ImportProperties.class, CliProperties.class,
					SandboxProperties.class))
			.withMessage(message);
	}

	@Test
	void environmentWhenDurationIsABareNumberIsRefused() {
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> start(Map.of("ROLE_BINDINGS_TIMEOUT", "30")))
			.havingRootCause()
			.withMessageContaining("it takes a number with ms, s, m, h or d");
	}

	private static Settings parse(String... arguments) {
		CommandLine commandLine = new CommandLine(new ImportCommand(new Messages(System.err, LogFormat.TEXT)).spec());
		String[] all = new String[arguments.length + 1];
		System.arraycopy(arguments, 0, all, 0, arguments.length);
		all[arguments.length] = "x.csv";
		return Settings.of(commandLine.parseArgs(all));
	}

	private ConfigurableApplicationContext start(Map<String, String> variables, String... arguments) {
		ConfigurableEnvironment environment = parse(arguments).environment(variables);
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.copyOf(variables)));
		return new SpringApplicationBuilder(Bound.class).environment(environment)
			.web(WebApplicationType.NONE)
			.logStartupInfo(false)
			.registerShutdownHook(false)
			.properties("spring.config.additional-location=optional:file:" + this.folder + "/")
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties({ ApiProperties.class, CliProperties.class, ImportProperties.class })
	static class Bound {

		@Bean
		static ConversionService conversionService() {
			return DurationConverter.conversionService();
		}

	}

}
