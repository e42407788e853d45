package org.rolebindings.cli.console;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.cli.settings.LogFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link FailurePrinter}. */
class FailurePrinterTests {

	private final Exception refusal = new InvalidSettingException("--rate is 0.");

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	@Test
	void printWhenTextIsAskedForLeavesStandardOutputAlone() {
		printer(List.of("import", "x.csv"), Map.of()).print(this.refusal, 2, null);
		assertThat(this.out.toString(StandardCharsets.UTF_8)).isEmpty();
		assertThat(this.err.toString(StandardCharsets.UTF_8)).isEqualTo("role-bindings: --rate is 0.\n");
	}

	@Test
	void printWhenJsonIsAskedForIsOneObject() {
		printer(List.of("import", "x.csv", "--output", "json"), Map.of()).print(this.refusal, 2, null);
		JsonNode object = object();
		assertThat(object.propertyNames()).containsExactly("run", "status", "message", "exit_code", "reports", "next");
		assertThat(object.get("run").isNull()).isTrue();
		assertThat(object.get("message").asString()).isEqualTo("--rate is 0.");
		assertThat(object.get("reports").isNull()).isTrue();
		assertThat(object.get("next").isNull()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "2, FAILED", "3, STOPPED", "4, FAILED", "70, FAILED", "130, STOPPED", "143, STOPPED" })
	void printJsonTellsTheStatusThatBelongsToTheExitCode(int exitCode, String status) {
		printer(List.of("--output=json"), Map.of()).printJson("No.", exitCode, "again");
		assertThat(object().get("status").asString()).isEqualTo(status);
		assertThat(object().get("exit_code").asInt()).isEqualTo(exitCode);
		assertThat(object().get("next").asString()).isEqualTo("again");
	}

	@Test
	void printWhenItIsADefectLeavesTheStackTraceToStandardError() {
		printer(List.of("--output=json"), Map.of()).print(new IllegalStateException("boom"), 70, null);
		assertThat(object().get("message").asString()).contains("defect").doesNotContain("boom");
		assertThat(this.err.toString(StandardCharsets.UTF_8)).contains("boom");
	}

	@Test
	void printUsageWhenTheEnvironmentAsksForJsonIsAnObjectToo() {
		printer(List.of("nope"), Map.of("ROLE_BINDINGS_OUTPUT", "json")).printUsage(List.of("No.", "See --help."));
		assertThat(object().get("message").asString()).isEqualTo("No. See --help.");
	}

	@ParameterizedTest
	@EnumSource
	void printWhenTheSettingsAreReadDoesAsTheySay(CliProperties.Output output) {
		new FailurePrinter(stream(this.out), new Messages(stream(this.err), LogFormat.TEXT), output).print(this.refusal,
				2, null);
		assertThat(this.out.size() > 0).isEqualTo(output == CliProperties.Output.JSON);
	}

	private FailurePrinter printer(List<String> arguments, Map<String, String> variables) {
		return new FailurePrinter(stream(this.out), new Messages(stream(this.err), LogFormat.TEXT), arguments,
				variables);
	}

	private static PrintStream stream(OutputStream out) {
		return new PrintStream(out, true, StandardCharsets.UTF_8);
	}

	private JsonNode object() {
		return new JsonMapper().readTree(this.out.toString(StandardCharsets.UTF_8));
	}

}
