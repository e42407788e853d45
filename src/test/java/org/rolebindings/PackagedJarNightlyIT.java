package org.rolebindings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.Program;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/** Tests of the packaged program as a scheduler starts it, night after night. */
class PackagedJarNightlyIT {

	private static final JsonMapper MAPPER = new JsonMapper();

	@TempDir
	Path folder;

	private Program program;

	private SandboxServer sandbox;

	@BeforeEach
	void prepare() {
		this.program = new Program(this.folder);
		this.sandbox = SandboxServer.start(0, SandboxProperties.none());
		CsvRows.writeMany(this.folder.resolve("nightly.csv"), 250);
	}

	@AfterEach
	void stopSandbox() {
		this.sandbox.close();
	}

	@Test
	void importWhenTheFileIsOlderThanAllowedIsRefusedBeforeAnyRequest() throws IOException {
		Files.setLastModifiedTime(this.folder.resolve("nightly.csv"),
				FileTime.from(Instant.now().minus(27, ChronoUnit.HOURS)));
		Program.Result result = run("--max-age", "26h");
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.errorLines()).singleElement()
			.asString()
			.startsWith("role-bindings: nightly.csv: it was last written 1 d 3 h ago, at ")
			.contains("--max-age is 1d2h");
		assertThat(this.sandbox.requests()).isZero();
		assertThat(run("--max-age", "28h").code()).isZero();
	}

	@Test
	void importOfStandardInputWhenTheEnvironmentLimitsTheAgeIsRefused() {
		Program.Result result = this.program.env("ROLE_BINDINGS_MAX_AGE", "26h")
			.stdin(this.folder.resolve("nightly.csv"))
			.run("import", "-", "--sandbox");
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.errorLines()).singleElement().asString().startsWith("role-bindings: --max-age needs a file");
	}

	@Test
	void importOfWhatWasImportedLastNightTakesFewRequestsAndSaysSoInOneLine() {
		assertThat(run().out()).doesNotContain("Nothing has changed");
		String sentence = "Nothing has changed: all 250 rows are in place already; it took 4 requests.";
		assertThat(run().out()).contains("\n" + sentence + "\n");
		assertThat(run("--output", "json").errorLines()).endsWith(sentence);
		assertThat(run("--output", "json", "--quiet").err()).isEmpty();
	}

	@Test
	void importWhenStartedTwiceAtOnceRunsOneAfterTheOther() {
		this.sandbox.close();
		this.sandbox = SandboxServer.start(0, new SandboxProperties(Duration.ofMillis(50), null, 0, 0));
		String[] command = { "import", "nightly.csv", "--base-url", this.sandbox.baseUrl().toString(), "--wait", "5m",
				"--output", "json" };
		Program.Running one = this.program.start(command);
		Program.Running other = this.program.start(command);
		List<Program.Result> results = List.of(one.result(), other.result());
		assertThat(results).allMatch((result) -> result.code() == 0);
		assertThat(results).map((result) -> MAPPER.readTree(result.out()).get("outcomes"))
			.extracting((outcomes) -> outcomes.get("CREATED").asInt(), (outcomes) -> outcomes.get("UNCHANGED").asInt())
			.containsExactlyInAnyOrder(tuple(250, 0), tuple(0, 250));
		assertThat(this.sandbox.requests()).as("each posts only what the other has not").isEqualTo(1 + 1 + 250 + 1 + 3);
	}

	@Test
	void importWhenLogIsJsonSaysEverythingInObjectsWithTheSameFields() {
		Program.Result result = this.program.run("import",
				Program.project("samples/bindings-with-mistakes.csv").toString(), "--sandbox", "--verbose",
				"--log-format", "json");
		assertThat(result.code()).isEqualTo(1);
		List<JsonNode> lines = result.errorLines().stream().map(MAPPER::readTree).toList();
		assertThat(lines).allSatisfy((line) -> assertThat(line.propertyNames()).contains("@timestamp", "@version",
				"message", "logger_name", "thread_name", "level", "level_value"));
		assertThat(lines).extracting((line) -> line.get("logger_name").asString())
			.contains("org.rolebindings.cli.console.Messages", "org.rolebindings.api.http.HttpExchange");
		assertThat(lines).filteredOn((line) -> line.has("line")).hasSize(10).first().satisfies((line) -> {
			assertThat(line.get("line").isInt()).isTrue();
			assertThat(line.get("error_code").asString()).isEqualTo("MISSING_VALUE");
			assertThat(line.get("level").asString()).isEqualTo("WARN");
		});
		assertThat(lines).last().satisfies((line) -> {
			assertThat(line.get("message").asString()).startsWith("Run 1 of bindings-with-mistakes.csv to http://127.");
			assertThat(line.get("exit_code").asInt()).isEqualTo(1);
			assertThat(line.at("/outcomes/INVALID").asInt()).isEqualTo(8);
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void importWhenTheSettingsAskForJsonTellsItsErrorInAnObject(boolean inTheFile) throws IOException {
		if (inTheFile) {
			Files.writeString(this.folder.resolve("application.yml"), "role-bindings: {log-format: JSON}\n");
		}
		else {
			this.program.env("ROLE_BINDINGS_LOG_FORMAT", "json");
		}
		Program.Result result = this.program.env("ARIZE_API_KEY", "").run("import", "nightly.csv", "--quiet");
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.errorLines()).singleElement().satisfies((text) -> {
			JsonNode line = MAPPER.readTree(text);
			assertThat(line.get("message").asString()).startsWith("There is no API key");
			assertThat(line.get("level").asString()).isEqualTo("ERROR");
		});
	}

	@Test
	void importWritesItsMetricsWhateverItsEndAndCarriesTheLastSuccessOver() throws IOException {
		assertThat(run("--metrics-file", "x.prom").code()).isZero();
		assertThat(metrics()).contains("role_bindings_last_run_exit_code{file=\"x.prom\"} 0.0",
				"role_bindings_last_run_rows{file=\"x.prom\",outcome=\"CREATED\"} 250.0",
				"role_bindings_last_run_number{file=\"x.prom\"} 1.0",
				"role_bindings_last_run_requests{file=\"x.prom\",status=\"201\"} 250.0");
		String success = lastSuccess();
		assertThat(success).isNotEmpty();

		Program.Result failed = this.program.run("import",
				Program.project("samples/bindings-with-mistakes.csv").toString(), "--base-url",
				this.sandbox.baseUrl().toString(), "--metrics-file", "x.prom");
		assertThat(failed.code()).isEqualTo(1);
		assertThat(metrics()).contains("role_bindings_last_run_exit_code{file=\"x.prom\"} 1.0",
				"role_bindings_last_run_failures{error_code=\"MISSING_VALUE\",file=\"x.prom\"} 1.0");
		assertThat(lastSuccess()).isEqualTo(success);

		assertThat(this.program.run("import", "nosuch.csv", "--sandbox", "--metrics-file", "x.prom").code())
			.isEqualTo(2);
		assertThat(metrics()).contains("role_bindings_last_run_exit_code{file=\"x.prom\"} 2.0")
			.noneMatch((line) -> line.contains("rows"));
		assertThat(lastSuccess()).isEqualTo(success);

		Files.writeString(this.folder.resolve("application.yml"), "role-bindings: {metrics-file: x.prom}\n");
		this.sandbox.close();
		assertThat(run("--outage-timeout", "1s").code()).isEqualTo(3);
		assertThat(metrics()).contains("role_bindings_last_run_exit_code{file=\"x.prom\"} 3.0");
		assertThat(lastSuccess()).isEqualTo(success);
	}

	@Test
	void importWhenTheMetricsCannotBeWrittenSaysSoAndKeepsItsExitCode() {
		Program.Result result = run("--metrics-file", "/proc/x.prom", "--log-format", "json");
		assertThat(result.code()).isZero();
		assertThat(MAPPER.readTree(result.errorLines().get(result.errorLines().size() - 1)).get("message").asString())
			.startsWith("The metrics cannot be written: /proc/x.prom: ");
	}

	@Test
	void importWhenThereIsNoFolderForTheMetricsIsRefusedBeforeAnyRequest() {
		Program.Result result = run("--metrics-file", "nosuch/x.prom");
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.errorLines()).singleElement().asString().contains("--metrics-file is nosuch/x.prom, but");
		assertThat(this.sandbox.requests()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "INT, 130", "TERM, 143" })
	void importWhenStoppedByASignalWritesWhichOneItWas(String signal, int exitCode) throws IOException {
		this.sandbox.close();
		this.sandbox = SandboxServer.start(0, new SandboxProperties(Duration.ofMillis(200), null, 0, 0));
		List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
		command.addAll(this.program.command("import", "nightly.csv", "--base-url", this.sandbox.baseUrl().toString(),
				"--concurrency", "2", "--metrics-file", "x.prom"));
		Program.Running running = this.program.startCommand(command);
		awaitThat(() -> this.sandbox.requests() > 10);
		running.signal(signal);
		assertThat(running.result().code()).isEqualTo(exitCode);
		assertThat(metrics()).contains("role_bindings_last_run_exit_code{file=\"x.prom\"} " + exitCode + ".0")
			.anyMatch((line) -> line.startsWith("role_bindings_last_run_rows{file=\"x.prom\",outcome=\"PENDING\"} 2"));
		assertThat(lastSuccess()).isEmpty();
	}

	@Test
	void importWhileAnotherOneRunsWritesThatAndSoDoesOneThatIsStoppedWhileItWaits() throws IOException {
		this.sandbox.close();
		this.sandbox = SandboxServer.start(0, new SandboxProperties(Duration.ofSeconds(30), null, 0, 0));
		String[] command = { "import", "nightly.csv", "--base-url", this.sandbox.baseUrl().toString(), "--wait", "0s",
				"--metrics-file", "x.prom" };
		Program.Running first = this.program.start(command);
		try {
			awaitThat(() -> this.sandbox.requests() > 0);
			assertThat(this.program.run(command).code()).isEqualTo(4);
			assertThat(metrics()).contains("role_bindings_last_run_exit_code{file=\"x.prom\"} 4.0");

			command[5] = "5m";
			Program.Running waiting = this.program.start(command);
			awaitThat(() -> Files.readString(waiting.err()).contains("Waiting for it"));
			waiting.signal("TERM");
			assertThat(waiting.result().code()).isEqualTo(143);
			assertThat(metrics()).contains("role_bindings_last_run_exit_code{file=\"x.prom\"} 143.0");
		}
		finally {
			first.process().destroyForcibly();
		}
	}

	private List<String> metrics() throws IOException {
		return Files.readAllLines(this.folder.resolve("x.prom"));
	}

	private String lastSuccess() throws IOException {
		return metrics().stream()
			.filter((line) -> line.startsWith("role_bindings_last_success_timestamp_seconds"))
			.findFirst()
			.orElse("");
	}

	private static void awaitThat(Callable<Boolean> condition) {
		await().atMost(Duration.ofMinutes(2))
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.until(condition);
	}

	private Program.Result run(String... more) {
		List<String> arguments = new ArrayList<>(
				List.of("import", "nightly.csv", "--base-url", this.sandbox.baseUrl().toString()));
		arguments.addAll(List.of(more));
		return this.program.run(arguments.toArray(String[]::new));
	}

}
