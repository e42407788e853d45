package org.rolebindings.binding;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link Wording}. */
class WordingTests {

	@Test
	void ofNumberGroupsItsDigits() {
		assertThat(Wording.of(1_234_567)).isEqualTo("1,234,567");
	}

	@ParameterizedTest
	@CsvSource({ "0, 0 rows", "1, 1 row", "2, 2 rows" })
	void ofNumberWithANounHasTheFittingForm(long number, String text) {
		assertThat(Wording.of(number, "row")).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			0        | 0
			0.04     | 0
			0.44     | 0.4
			2        | 2
			9.96     | 10
			13.158   | 13
			4021.7   | 4,022
			""")
	void ofRateTellsNoMoreDigitsThanMatter(double rate, String text) {
		assertThat(Wording.ofRate(rate)).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource({ "PT0.7S, 0 s", "PT59.9S, 59 s", "PT1M5S, 1 min 5 s", "PT1H2M3S, 1 h 2 min", "PT49H, 2 d 1 h" })
	void ofTimeHasTheTwoLargestUnits(Duration time, String text) {
		assertThat(Wording.of(time)).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource({ "PT0S, 0s", "PT0.25S, 250ms", "PT90S, 1m30s", "PT192H, 8d", "PT26H, 1d2h", "PT1H0.001S, 1h1ms" })
	void ofSettingIsWhatAnOptionTakes(Duration time, String text) {
		assertThat(Wording.ofSetting(time)).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource({ "PT0.04S, 0 s", "PT1.062S, 1.1 s", "PT9.99S, 10 s", "PT10.9S, 10 s", "PT1M0.5S, 1 min 0 s" })
	void ofTakenHasOneDecimalBelowTenSeconds(Duration time, String text) {
		assertThat(Wording.ofTaken(time)).isEqualTo(text);
	}

}
