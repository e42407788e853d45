package org.rolebindings.sandbox.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rolebindings.binding.Id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class KeysFileTests {

	@TempDir
	Path folder;

	@Test
	void readWhenASpaceIsNamedGivesItItsOwnRightsAndNotThoseOfEveryOtherSpace() throws IOException {
		KeyRights rights = Objects.requireNonNull(read("""
				{"k": {"*": ["READ", "CREATE"], "U3BhY2U6MTpWNEth": ["DELETE"]}, "empty": {}}""").find("Bearer k"));
		Id named = Id.parse("U3BhY2U6MTpWNEth").orElseThrow();
		Id other = Id.parse("Spa002").orElseThrow();
		assertThat(rights.may(Right.DELETE, named)).isTrue();
		assertThat(rights.may(Right.READ, named)).isFalse();
		assertThat(rights.may(Right.READ, other)).isTrue();
		assertThat(rights.may(Right.DELETE, other)).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			"`` | it is not a JSON object with at least one key; it takes JSON like {",
			"[] | it is not a JSON object with at least one key", "{} | it is not a JSON object with at least one key",
			"{\"k\": | line 1 is not JSON", "k: {} | line 1 is not JSON",
			"{\"k\": {}, \"k\": {}} | line 1 is not JSON or names something twice", "{\"\": {}} | a key is empty",
			"{\"k \": {}} | a key is empty or begins or ends with a blank",
			"{\"k\": [\"READ\"]} | a key has '[\"READ\"]' instead of an object of space ids",
			"{\"k\": {\"*\": \"READ\"}} | '*' has 'READ' instead of an array of rights",
			"{\"k\": {\"*\": [\"WRITE\"]}} | there is no right 'WRITE'; the rights are CREATE, READ and DELETE.",
			"{\"k\": {\"*\": [\"read\"]}} | there is no right 'read'", "{\"k\": {\"*\": [1]}} | there is no right '1'",
			"{\"k\": {\"Usr001\": [\"READ\"]}} | 'Usr001' is the id of a User; it takes the id of a space, or *",
			"{\"k\": {\"TW9kZWw6MTpDZjd0\": []}} | 'TW9kZWw6MTpDZjd0' is the id of a Model; it takes the id of a space",
			"{\"k\": {\"production\": []}} | 'production' is not an id; it takes the id of a space",
			"{\"k\": {\"U3BhY2U6MQ\": [], \"U3BhY2U6MQ==\": []}} | a key has the space 'U3BhY2U6MQ==' twice." })
	void readWhenTheFileIsWrongSaysWhatIsExpectedOnOneLine(String content, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> read(content))
			.withMessageStartingWith("--keys is " + file() + ": " + message)
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("\n"));
	}

	@Test
	void readWhenTheFileIsNestedTooDeepSaysSo() {
		assertThatIllegalArgumentException().isThrownBy(() -> read("[".repeat(10_000)))
			.withMessageStartingWith("--keys is " + file() + ": it is nested too deep, or has a name or a value that");
	}

	@Test
	void readWhenThereIsNoReadableFileSaysSo() {
		assertThatIllegalArgumentException().isThrownBy(() -> KeysFile.read(file()))
			.withMessageStartingWith("--keys is " + file() + ": there is no such file; it takes JSON like ");
		assertThatIllegalArgumentException().isThrownBy(() -> KeysFile.read(this.folder))
			.withMessageStartingWith("--keys is " + this.folder + ": it cannot be read (");
	}

	private AccessKeys read(String content) throws IOException {
		Files.writeString(file(), content);
		return KeysFile.read(file());
	}

	private Path file() {
		return this.folder.resolve("keys.json");
	}

}
