package org.rolebindings.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.api.ApiKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link ApiKeys}. */
class ApiKeysTests {

	private static final Map<String, String> VARIABLES = Map.of("ARIZE_API_KEY", "from-variable");

	@TempDir
	Path folder;

	@Test
	void readWhenFileIsNamedDoesNotLookAtTheVariable() throws IOException {
		Path file = Files.writeString(this.folder.resolve("key"), "not a key\n");
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> ApiKeys.read(file.toString(), VARIABLES, stdin("")))
			.withMessageStartingWith("--api-key-file is " + file + ": ")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("not a key"));
	}

	@Test
	void readWhenFileEndsWithALineBreakDropsIt() throws IOException {
		Path file = Files.writeString(this.folder.resolve("key"), "secret\r\n");
		assertThat(ApiKeys.read(file.toString(), Map.of(), stdin(""))).isInstanceOf(ApiKey.class)
			.hasToString("ApiKey[hidden]");
	}

	@Test
	void readWhenFileIsStandardInputReadsThat() {
		InputStream stdin = stdin("secret\n");
		assertThat(ApiKeys.read("-", VARIABLES, stdin)).isNotNull();
		assertThat(stdin).isEmpty();
	}

	@Test
	void readWhenNothingIsNamedTakesTheVariable() {
		InputStream stdin = stdin("left alone");
		assertThat(ApiKeys.read(null, VARIABLES, stdin)).isNotNull();
		assertThat(stdin).hasContent("left alone");
	}

	@Test
	void readWhenThereIsNoKeySaysHowToGiveOne() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> ApiKeys.read(null, Map.of("ARIZE_API_KEY", " "), stdin("")))
			.withMessageContainingAll("ARIZE_API_KEY", "--api-key-file", "--sandbox");
	}

	@Test
	void readWhenThereIsNoSuchFileNamesIt() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> ApiKeys.read("nosuch", VARIABLES, stdin("")))
			.withMessageContaining("--api-key-file is nosuch, and there is no such file");
	}

	@Test
	void readWhenVariableIsNoKeyDoesNotShowIt() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> ApiKeys.read(null, Map.of("ARIZE_API_KEY", "two\nlines"), stdin("")))
			.withMessageStartingWith("ARIZE_API_KEY: ")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("two"));
	}

	private static InputStream stdin(String text) {
		return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
	}

}
