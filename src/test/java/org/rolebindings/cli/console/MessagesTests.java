package org.rolebindings.cli.console;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.cli.settings.LogFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/** Tests for {@link Messages}. */
class MessagesTests {

	private final ByteArrayOutputStream said = new ByteArrayOutputStream();

	@Test
	void rowFailedWhenTextIsOneLineForAPerson() {
		messages(LogFormat.TEXT).rowFailed(7, ErrorCode.NOT_FOUND, "Not there.");
		assertThat(this.said).hasToString("line 7: NOT_FOUND: Not there.\n");
	}

	@Test
	void rowFailedWhenJsonHasLineAndCodeAsFields() {
		messages(LogFormat.JSON).rowFailed(7, ErrorCode.NOT_FOUND, "Not there.");
		JsonNode line = onlyLine();
		assertThat(line.get("line").asInt()).isEqualTo(7);
		assertThat(line.get("error_code").asString()).isEqualTo("NOT_FOUND");
		assertThat(line.get("message").asString()).isEqualTo("Not there.");
		assertThat(line.get("level_value").asInt()).isEqualTo(30_000);
		assertThatNoException().isThrownBy(() -> OffsetDateTime.parse(line.get("@timestamp").asString()));
	}

	@Test
	void defectWhenJsonHasItsStackTraceInAField() {
		messages(LogFormat.JSON).defect(new IllegalStateException("boom"));
		assertThat(onlyLine().get("stack_trace").asString()).startsWith("java.lang.IllegalStateException: boom")
			.contains("\n\tat ");
	}

	@Test
	void errorWhenJsonIsOneAsciiLineWhateverIsInIt() {
		String odd = "M\u00FCller\n\u2028\u0007\uD83D \u202E";
		messages(LogFormat.JSON).error(List.of(odd, "See --help."));
		assertThat(this.said.toString(StandardCharsets.UTF_8)).isASCII();
		assertThat(onlyLine().get("message").asString()).isEqualTo(odd + " See --help.");
	}

	@Test
	void errorWhenTextBeginsWithTheProgramsName() {
		messages(LogFormat.TEXT).error(List.of("No.", "See --help."));
		assertThat(this.said).hasToString("role-bindings: No.\nSee --help.\n");
	}

	@Test
	void speakChangesTheForm() {
		Messages messages = messages(LogFormat.TEXT);
		messages.setFormat(LogFormat.JSON);
		messages.note("All is well.", Map.of("run", 3));
		assertThat(onlyLine().get("run").asInt()).isEqualTo(3);
	}

	private Messages messages(LogFormat format) {
		return new Messages(new PrintStream(this.said, true, StandardCharsets.UTF_8), format);
	}

	private JsonNode onlyLine() {
		String text = this.said.toString(StandardCharsets.UTF_8);
		assertThat(text).endsWith("\n").containsOnlyOnce("\n");
		return new JsonMapper().readTree(text);
	}

}
