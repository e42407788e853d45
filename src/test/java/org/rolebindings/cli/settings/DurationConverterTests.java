package org.rolebindings.cli.settings;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.convert.ConversionFailedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Tests for {@link DurationConverter}. */
class DurationConverterTests {

	private final DurationConverter converter = new DurationConverter();

	@ParameterizedTest
	@CsvSource({ "250ms, PT0.25S", "30s, PT30S", "2m, PT2M", "24h, PT24H", "7d, PT168H", "0s, PT0S", "' 5s ', PT5S",
			"1m30s, PT1M30S", "1d2h3m4s5ms, PT26H3M4.005S", "2h500ms, PT2H0.5S" })
	void convertWhenThereIsAUnitTakesIt(String text, Duration duration) {
		assertThat(this.converter.convert(text)).isEqualTo(duration);
	}

	@ParameterizedTest
	@ValueSource(strings = { "30", "", "s", "-1s", "1.5s", "30 s", "30S", "PT30S", "1w", "9999999999s", "30s1m", "1m1m",
			"1m30", "1m 30s" })
	void convertWhenItIsAnythingElseIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.converter.convert(text))
			.withMessage("it takes a number with ms, s, m, h or d, like 30s or 1m30s");
	}

	@Test
	void conversionServiceRefusesABareNumberToo() {
		assertThatExceptionOfType(ConversionFailedException.class)
			.isThrownBy(() -> DurationConverter.conversionService().convert("30", Duration.class));
	}

}
