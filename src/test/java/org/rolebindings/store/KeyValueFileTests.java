package org.rolebindings.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link KeyValueFile}. */
class KeyValueFileTests {

	@TempDir
	Path folder;

	private Path file() {
		return this.folder.resolve("values");
	}

	@Test
	void openKeepsWhatAnEarlierStartHasSet() {
		try (KeyValueFile values = KeyValueFile.open(file())) {
			values.put("a", "1");
			values.putIfAbsent("a", "2");
			values.putIfAbsent("b", "3");
		}
		try (KeyValueFile values = KeyValueFile.open(file())) {
			assertThat(values.get("a")).isEqualTo("1");
			assertThat(values.get("b")).isEqualTo("3");
			assertThat(values.get("c")).isNull();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 10, 10_000 })
	void openWhenTheFileIsDamagedBeginsAnew(int length) throws IOException {
		Files.writeString(file(), "x".repeat(length));
		try (KeyValueFile values = KeyValueFile.open(file())) {
			assertThat(values.get("a")).isNull();
			values.put("a", "1");
		}
		try (KeyValueFile values = KeyValueFile.open(file())) {
			assertThat(values.get("a")).isEqualTo("1");
		}
	}

	@Test
	void openWhenAPageIsDamagedBeginsAnewAtTheNextStart() throws IOException {
		try (KeyValueFile values = KeyValueFile.open(file())) {
			for (int i = 0; i < 10_000; i++) {
				values.put("key " + i, "value " + i);
			}
		}
		byte[] bytes = Files.readAllBytes(file());
		// The middle of the file, with pages that are read later than at the opening
		Arrays.fill(bytes, bytes.length / 8, bytes.length / 4, (byte) 'x');
		Files.write(file(), bytes);
		try (KeyValueFile values = KeyValueFile.open(file())) {
			assertThatExceptionOfType(UncheckedIOException.class)
				.isThrownBy(() -> values.forEachKey("", (key) -> assertThat(values.get(key)).startsWith("value")));
		}
		assertThat(file()).doesNotExist();
	}

	@Test
	void forEachKeyFindsThoseOfAPrefixWhileTheirValuesChange() {
		List<String> found = new ArrayList<>();
		try (KeyValueFile values = KeyValueFile.open(file())) {
			for (int i = 0; i < 1_000; i++) {
				values.put(String.format("b%03d", i), "");
			}
			values.put("a", "");
			values.put("c", "");
			values.forEachKey("b", (key) -> {
				found.add(key);
				values.put(key, "set");
				values.put("d" + key, "new");
				values.save();
			});
			assertThat(values.get("b999")).isEqualTo("set");
		}
		assertThat(found).hasSize(1_000).isSorted().startsWith("b000").endsWith("b999");
	}

	@Test
	void openWhenTheFolderIsMissingSaysSo() {
		assertThatExceptionOfType(UncheckedIOException.class)
			.isThrownBy(() -> KeyValueFile.open(this.folder.resolve("none/values")));
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void openMakesAFileOfItsOwner() throws IOException {
		KeyValueFile.open(file()).close();
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
	}

}
