package org.rolebindings.files;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link CsvFileName}. */
class CsvFileNameTests {

	@Test
	void withPutsTextBetweenTheBaseAndTheExtension() {
		assertThat(CsvFileName.of("a.CSV").with("claim-", "-2", CsvFileName.MAX_BYTES)).isEqualTo("claim-a-2.CSV");
	}

	@Test
	void withWhenTheNameHasNoExtensionAddsNone() {
		assertThat(CsvFileName.of("a.txt").with("", "-2", CsvFileName.MAX_BYTES)).isEqualTo("a.txt-2");
	}

	@Test
	void withWhenTheNameIsTooLongTruncatesOnlyTheBase() {
		String name = CsvFileName.of("a".repeat(300) + ".csv").with("", "-7", CsvFileName.MAX_BYTES);
		assertThat(name).hasSize(CsvFileName.MAX_BYTES).endsWith("a-7.csv");
	}

	@Test
	void truncateSplitsNoCharacter() {
		String truncated = CsvFileName.truncate("😀😀", 7);
		assertThat(truncated).isEqualTo("😀");
		assertThat(truncated.getBytes(StandardCharsets.UTF_8)).hasSize(4);
	}

}
