package org.rolebindings.cli.key;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rolebindings.api.http.ApiKey;
import org.rolebindings.cli.process.InvalidSettingException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link ApiKeys}. */
class ApiKeysTests {

	private static final Map<String, String> VARIABLES = Map.of("ARIZE_API_KEY", "from-variable");

	private final List<String> warnings = new ArrayList<>();

	@TempDir
	Path folder;

	@Test
	void readWhenFileIsNamedDoesNotLookAtTheVariable() throws IOException {
		Path file = Files.writeString(this.folder.resolve("key"), "not a key\n");
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> ApiKeys.read(file.toString(), VARIABLES, stdin(""), this.warnings::add))
			.withMessageStartingWith("--api-key-file is " + file + ": ")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("not a key"));
	}

	@Test
	void readWhenFileEndsWithALineBreakDropsIt() throws IOException {
		Path file = Files.writeString(this.folder.resolve("key"), "secret\r\n");
		assertThat(ApiKeys.read(file.toString(), Map.of(), stdin(""), this.warnings::add)).isInstanceOf(ApiKey.class)
			.hasToString("ApiKey[hidden]");
	}

	@Test
	void readWhenFileIsStandardInputReadsThat() {
		InputStream stdin = stdin("secret\n");
		assertThat(ApiKeys.read("-", VARIABLES, stdin, this.warnings::add)).isNotNull();
		assertThat(stdin).isEmpty();
	}

	@Test
	void readWhenNothingIsNamedTakesTheVariable() {
		InputStream stdin = stdin("left alone");
		assertThat(ApiKeys.read(null, VARIABLES, stdin, this.warnings::add)).isNotNull();
		assertThat(stdin).hasContent("left alone");
	}

	@Test
	void readWhenThereIsNoKeySaysHowToGiveOne() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> ApiKeys.read(null, Map.of("ARIZE_API_KEY", " "), stdin(""), this.warnings::add))
			.withMessageContainingAll("ARIZE_API_KEY", "--api-key-file", "--sandbox");
	}

	@Test
	void readWhenThereIsNoSuchFileDoesNotRepeatWhatMayBeTheKey() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> ApiKeys.read("nosuch", VARIABLES, stdin(""), this.warnings::add))
			.withMessageContaining("--api-key-file names a file that is not there")
			.satisfies((ex) -> assertThat(ex.getMessage()).as("it may be the key itself").doesNotContain("nosuch"));
	}

	@ParameterizedTest
	@CsvSource({ "rw-------, false", "r--------, false", "rw-r-----, true", "rw----r--, true", "rw--w--w-, false" })
	void readWhenOthersCanReadTheFileWarns(String permissions, boolean warns) throws IOException {
		Path file = Files.writeString(this.folder.resolve("key"), "secret\n");
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
		assertThat(ApiKeys.read(file.toString(), Map.of(), stdin(""), this.warnings::add)).isNotNull();
		assertThat(this.warnings).hasSize(warns ? 1 : 0)
			.allSatisfy(
					(warning) -> assertThat(warning).contains(file.toString(), "chmod 600").doesNotContain("secret"));
	}

	@Test
	void readWhenFileIsAnotherOwnersAndTheGroupMayReadItDoesNotWarn() throws IOException {
		String user = System.getProperty("user.name");
		Path file = Files.writeString(this.folder.resolve("key"), "secret\n");
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
		System.setProperty("user.name", "10001");
		try {
			assertThat(ApiKeys.read(file.toString(), Map.of(), stdin(""), this.warnings::add)).isNotNull();
		}
		finally {
			System.setProperty("user.name", user);
		}
		assertThat(this.warnings).isEmpty();
	}

	@Test
	void readWhenVariableIsNoKeyDoesNotShowIt() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> ApiKeys.read(null, Map.of("ARIZE_API_KEY", "two\nlines"), stdin(""), this.warnings::add))
			.withMessageStartingWith("ARIZE_API_KEY: ")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("two"));
	}

	private static InputStream stdin(String text) {
		return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
	}

}
