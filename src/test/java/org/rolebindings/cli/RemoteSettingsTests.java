package org.rolebindings.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.cli.console.Failures;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.cli.settings.LogFormat;
import org.rolebindings.cli.settings.RemoteSettings;
import org.rolebindings.cli.settings.Settings;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Tests for {@link RemoteSettings} with the options of the commands. */
class RemoteSettingsTests {

	private static final String DATABASE = " --database-url jdbc:postgresql://db/importer";

	private static final String BROKER = " --broker-url tcp://mq:61616";

	@TempDir
	private Path folder;

	private Settings settings(String arguments, Map<String, String> variables) {
		CommandLine program = RoleBindings.commandLine(new Messages(System.err, LogFormat.TEXT));
		return Settings.of(program.parseArgs(arguments.split(" ")).subcommand(), variables, Map.of(), this.folder);
	}

	private static Map<String, String> variables(String text) {
		return Stream.of(text.split(" "))
			.map((variable) -> variable.split("=", 2))
			.collect(Collectors.toMap((pair) -> pair[0], (pair) -> pair[1]));
	}

	@ParameterizedTest
	@ValueSource(strings = { "import x.csv", "undo 7", "revoke x.csv", "watch" })
	void checkWhenNothingIsDistributedAsksForNothing(String command) {
		assertThatNoException().isThrownBy(() -> RemoteSettings.check(settings(command, Map.of())));
		assertThatNoException().isThrownBy(() -> RemoteSettings.check(settings(command,
				variables("ROLE_BINDINGS_DISTRIBUTED=false ROLE_BINDINGS_BROKER_URL=tcp://mq?password=x"))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "import x.csv", "undo 7", "revoke x.csv" })
	void checkWhenAllIsThereAccepts(String command) {
		assertThatNoException()
			.isThrownBy(() -> RemoteSettings.check(settings(command + " --distributed" + DATABASE + BROKER, Map.of())));
		assertThatNoException().isThrownBy(() -> RemoteSettings.check(settings(command,
				variables("ROLE_BINDINGS_DISTRIBUTED=true ROLE_BINDINGS_DATABASE_URL=jdbc:postgresql://db/importer "
						+ "ROLE_BINDINGS_BROKER_URL=tcp://mq?password=x"))));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					--broker-url tcp://mq          | --broker-url is for --distributed; give both, or none of them.
					--distributed                  | --distributed needs --database-url: the PostgreSQL database that all processes share.
					--distributed --broker-url tcp://mq | --distributed needs --database-url: the PostgreSQL database that all processes share.
					--distributed --database-url jdbc:postgresql://db/importer | --distributed needs --broker-url: the message broker that all processes share, like tcp://host:61616.
					--distributed --sandbox        | --distributed is set, but the sandbox is inside this process, where no worker reaches it; leave one of them out. For a trial start the command sandbox, and give its --base-url.
					--distributed --broker-url tcp://mq?password=geheim | --broker-url has a password, which others could read in the list of processes. Leave it out, and give it in ROLE_BINDINGS_BROKER_PASSWORD.
					""")
	void checkWhenSomethingIsMissingOrWrongSaysWhatToDo(String arguments, String message) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> RemoteSettings.check(settings("import x.csv " + arguments, Map.of())))
			.withMessage(message);
	}

	@Test
	void checkWhenTheUrlIsWrongSaysSoWithoutIt() {
		Throwable wrong = catchThrowableOfType(RuntimeException.class,
				() -> RemoteSettings
					.check(settings("import x.csv --distributed" + DATABASE + " --broker-url http://mq?password=geheim",
							Map.of())));
		assertThat(Failures.exitCode(wrong).code()).isEqualTo(2);
		assertThat(Failures.sentence(Objects.requireNonNull(Failures.known(wrong))))
			.contains("--broker-url is not the URL of a broker; it takes one like tcp://host:61616?user=importer.")
			.doesNotContain("geheim");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					worker                         | A worker needs --database-url: the PostgreSQL database that all processes share.
					worker --broker-url tcp://mq   | A worker needs --database-url: the PostgreSQL database that all processes share.
					worker --database-url jdbc:postgresql://db/importer | A worker needs --broker-url: the message broker that all processes share, like tcp://host:61616.
					worker --database-url jdbc:postgresql://db/importer --broker-url tcp://mq?keyStorePassword=geheim | --broker-url has a password, which others could read in the list of processes. Leave it out, and give it in ROLE_BINDINGS_BROKER_PASSWORD.
					""")
	void workerWhenSomethingIsMissingOrWrongSaysWhatToDo(String arguments, String message) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> RemoteSettings.requireForWorker(settings(arguments, Map.of())))
			.withMessage(message);
	}

	@Test
	void workerWhenAllIsThereIsAccepted() {
		assertThatNoException()
			.isThrownBy(() -> RemoteSettings.requireForWorker(settings("worker" + DATABASE + BROKER, Map.of())));
		assertThatNoException().isThrownBy(() -> RemoteSettings.requireForWorker(settings("worker" + DATABASE,
				variables("ROLE_BINDINGS_BROKER_URL=tcp://mq?password=x ROLE_BINDINGS_RATE=5"))));
	}

	/** What all workers of a run share is the run's. */
	@ParameterizedTest
	@ValueSource(strings = { "--rate 5", "--max-attempts 3", "--outage-timeout 1m", "--max-pause 1m", "--sandbox",
			"--max-failures 3", "--max-updates 3", "--distributed", "--state x", "--on-conflict keep" })
	void workerHasNoOptionsOfTheRun(String option) {
		assertThatExceptionOfType(CommandLine.UnmatchedArgumentException.class)
			.isThrownBy(() -> settings("worker" + DATABASE + BROKER + " " + option, Map.of()));
	}

}
