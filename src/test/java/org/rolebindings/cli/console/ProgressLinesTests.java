package org.rolebindings.cli.console;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rolebindings.api.outage.Outage;
import org.rolebindings.cli.settings.LogFormat;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link ProgressLines}. */
class ProgressLinesTests {

	private Duration pause = Duration.ZERO;

	private @Nullable Outage outage;

	private final ProgressLines lines = new ProgressLines(
			new Messages(new PrintStream(OutputStream.nullOutputStream()), LogFormat.TEXT), () -> this.pause,
			() -> this.outage);

	@AfterEach
	void close() {
		this.lines.close();
	}

	@Test
	void lineWhenNothingHasBegunSaysSo() {
		assertThat(line()).isEqualTo("Starting");
	}

	@Test
	void lineWhenRowsAreKnownTellsRateAndTimeLeft() {
		this.lines.begin("Posting", 500_050);
		advance(500_000);
		assertThat(line()).isEqualTo("Posting: 500,000 of 500,050 rows, 5 rows/s, about 10 s left");
	}

	@Test
	void lineWhenMuchIsLeftTellsItInTheTwoLargestUnits() {
		this.lines.begin("Posting", 1_000_000);
		advance(500_000);
		assertThat(line()).isEqualTo("Posting: 500,000 of 1,000,000 rows, 5 rows/s, about 1 d 3 h left");
	}

	@Test
	void lineWhenRowsAreNotKnownTellsNoTimeLeft() {
		this.lines.begin("Reading", -1);
		advance(500_000);
		assertThat(line()).isEqualTo("Reading: 500,000 rows, 5 rows/s");
	}

	@Test
	void lineWhenAnotherPhaseBeginsCountsAnew() {
		this.lines.begin("Reading", -1);
		advance(3);
		this.lines.begin("Posting", 3);
		assertThat(line()).isEqualTo("Posting");
	}

	@Test
	void lineWhenRowsFailedTellsTheirNumber() {
		this.lines.begin("Reporting", -1);
		this.lines.failures(7);
		assertThat(line()).isEqualTo("Reporting, 7 failed so far");
	}

	@Test
	void lineWhenOtherProcessesPostTellsHowMany() {
		this.lines.begin("Posting", 500_050);
		this.lines.workers(0);
		advance(500_000);
		assertThat(line()).isEqualTo("Posting: 500,000 of 500,050 rows, no workers");
		this.lines.workers(3);
		this.lines.failures(7);
		assertThat(line())
			.isEqualTo("Posting: 500,000 of 500,050 rows, 5 rows/s, about 10 s left, 3 workers, 7 failed so far");
		this.lines.begin("Reporting", -1);
		assertThat(line()).isEqualTo("Reporting, 7 failed so far");
	}

	@Test
	void lineWhenServerAskedForAPauseTellsHowLongItIsToGo() {
		this.lines.begin("Posting", 10);
		this.pause = Duration.ofMillis(41_200);
		assertThat(line()).isEqualTo("Posting; the server has asked for a pause, 42 s to go");
	}

	@Test
	void lineWhenNobodyIsAnsweredTellsThatInsteadOfTheRate() {
		Instant since = Instant.parse("2026-03-01T12:00:00Z");
		this.outage = new Outage(since, Duration.ofSeconds(40), "status 503", since.plusSeconds(120));
		this.lines.begin("Posting", 10);
		advance(3);
		assertThat(line()).isEqualTo("Posting: 3 of 10 rows; no proper answer since 2026-03-01T12:00:00Z: "
				+ "status 503; trying again until 2026-03-01T12:02:00Z");
	}

	private void advance(int rows) {
		for (int i = 0; i < rows; i++) {
			this.lines.advance();
		}
	}

	/** A day and some hours after now, so that it does not matter how fast this runs. */
	private String line() {
		return this.lines.line(System.nanoTime() + Duration.ofSeconds(100_000).toNanos());
	}

}
