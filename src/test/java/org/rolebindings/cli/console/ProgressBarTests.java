package org.rolebindings.cli.console;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link ProgressBar}. */
class ProgressBarTests {

	private static final String NOTICE = "server asks to wait: 4 s, 12 failed";

	@Test
	void lineWhenThereIsRoomHasABarRowsTimeLeftAndRate() {
		assertThat(bar(2_000, 6_000, "").line(110))
			.isEqualTo("Posting 33% [=============                           ] 2,000 of 6,000 rows, 0:00:20 left, "
					+ "200 rows/s");
	}

	@Test
	void lineWhenSomethingNeedsAttentionSaysSoFirst() {
		assertThat(bar(2_000, 6_000, NOTICE).line(110)).isEqualTo(
				"Posting 33% [====        ] server asks to wait: 4 s, 12 failed, 2,000 of 6,000 rows, 0:00:20 left, 200 rows/s");
		assertThat(bar(2_000, 6_000, NOTICE).line(40)).isEqualTo("Posting 33% server asks to wait: 4 s, 1");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "none",
			value = { "60 | Posting 33% 2,000 of 6,000 rows, 0:00:20 left, 200 rows/s",
					"50 | Posting 33% 2,000 of 6,000 rows, 0:00:20 left", "40 | Posting 33% 2,000 of 6,000 rows",
					"30 | Posting 33% 0:00:20 left", "20 | Posting 33%", "8 | Posting", "1 | ''", "0 | ''" })
	void lineWhenTheTerminalIsNarrowLeavesOutWhatDoesNotFit(int columns, String line) {
		assertThat(bar(2_000, 6_000, "").line(columns)).isEqualTo(line);
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, 0, 1, 6_000, 100_000_000 })
	void lineNeverReachesTheLastColumn(long rows) {
		for (int columns = 1; columns <= 120; columns++) {
			assertThat(bar(rows / 3, rows, NOTICE).line(columns)).hasSizeLessThan(columns);
			assertThat(bar(rows / 3, rows, "").line(columns)).hasSizeLessThan(columns);
		}
	}

	@Test
	void lineWhenOtherProcessesPostTellsHowMany() {
		assertThat(new ProgressBar("Posting", 6_000, 2_000, Duration.ofSeconds(10), 3, "").line(82))
			.isEqualTo("Posting 33% [===       ] 2,000 of 6,000 rows, 0:00:20 left, 200 rows/s, 3 workers");
		assertThat(new ProgressBar("Posting", 6_000, 0, Duration.ofSeconds(10), 0, "").line(40))
			.isEqualTo("Posting 0% 0 of 6,000 rows, no workers");
	}

	@Test
	void lineWhenTheNumberOfRowsIsNotKnownHasNoShareOfIt() {
		assertThat(bar(2_000, -1, "").line(80)).isEqualTo("Posting 2,000 rows, 200 rows/s");
	}

	@Test
	void lineWhenNothingIsCountedHasThePhaseAlone() {
		assertThat(bar(0, -1, "3 failed").line(80)).isEqualTo("Posting 3 failed");
	}

	@Test
	void lineWhenNothingIsDoneYetTellsNoRate() {
		assertThat(new ProgressBar("Posting", 5, 0, Duration.ZERO, -1, "").line(40))
			.isEqualTo("Posting 0% [              ] 0 of 5 rows");
	}

	private static ProgressBar bar(long done, long rows, String notice) {
		return new ProgressBar("Posting", rows, done, Duration.ofSeconds(10), -1, notice);
	}

}
