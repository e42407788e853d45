package org.rolebindings.csv;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Tests for {@link CsvOptions}. */
class CsvOptionsTests {

	@ParameterizedTest
	@ValueSource(chars = { ',', ';', '\t', '|', ' ', '\u00a6' })
	void newCsvOptionsWhenDelimiterIsAnyCharacterTakesIt(char delimiter) {
		assertThat(new CsvOptions(delimiter, false).delimiter()).isEqualTo(delimiter);
	}

	@ParameterizedTest
	@ValueSource(chars = { '"', '\r', '\n', '\0', '\uD83D' })
	void newCsvOptionsWhenNoCsvCanBeReadWithDelimiterThrows(char delimiter) {
		assertThatIllegalArgumentException().isThrownBy(() -> new CsvOptions(delimiter, false))
			.withMessageContaining("single character");
	}

}
