package org.rolebindings.cli.console;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rolebindings.cli.settings.LogFormat;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link StandardOutput}. */
class StandardOutputTests {

	private final ByteArrayOutputStream said = new ByteArrayOutputStream();

	private final Messages messages = new Messages(new PrintStream(this.said, true, StandardCharsets.UTF_8),
			LogFormat.TEXT);

	@ParameterizedTest
	@CsvSource({ "0, 3", "1, 1", "2, 2", "3, 3", "70, 70" })
	void exitCodeWhenTheDiskIsFullIsNeverThatOfASuccess(int ownCode, int code) throws IOException {
		try (OutputStream full = new FileOutputStream("/dev/full")) {
			StandardOutput output = new StandardOutput(full);
			new PrintStream(output, true, StandardCharsets.UTF_8).println("{}");
			assertThat(output.exitCode(ownCode, this.messages)).isEqualTo(code);
		}
		assertThat(this.said.toString(StandardCharsets.UTF_8))
			.startsWith("role-bindings: Standard output cannot be written: No space left on device.");
	}

	@Test
	void exitCodeWhenAllIsWrittenIsTheCommands() {
		ByteArrayOutputStream written = new ByteArrayOutputStream();
		StandardOutput output = new StandardOutput(written);
		new PrintStream(output, true, StandardCharsets.UTF_8).print("{}");
		assertThat(output.exitCode(0, this.messages)).isZero();
		assertThat(written).hasToString("{}");
		assertThat(this.said.size()).isZero();
	}

}
