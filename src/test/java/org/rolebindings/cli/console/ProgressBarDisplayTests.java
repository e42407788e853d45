package org.rolebindings.cli.console;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rolebindings.api.outage.Outage;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link ProgressBarDisplay}. */
class ProgressBarDisplayTests {

	private static final int COLUMNS = 110;

	private volatile @Nullable Outage outage;

	private final ProgressBarDisplay display = new ProgressBarDisplay(new PrintStream(OutputStream.nullOutputStream()),
			() -> Duration.ZERO, () -> this.outage);

	@AfterEach
	void close() {
		this.display.close();
	}

	@Test
	void lineWhenTheServiceIsAwayTellsWhyAndNeitherRateNorTimeLeft() {
		this.display.begin("Posting", 5);
		this.display.advance();
		assertThat(this.display.line(COLUMNS)).contains("1 of 5 rows").contains("rows/s");
		Instant since = Instant.parse("2026-03-01T12:00:00Z");
		this.outage = new Outage(since, Duration.ofSeconds(40), "status 503", since.plusSeconds(120));
		assertThat(this.display.line(COLUMNS)).contains("no answer for 40 s, gives up in 80 s: status 503")
			.contains("1 of 5 rows")
			.doesNotContain("rows/s")
			.doesNotContain(" left");
	}

	@Test
	void lineWhenAnotherPhaseBeginsTellsOfNoWorkers() {
		this.display.begin("Posting", 5);
		this.display.advance();
		this.display.workers(1);
		assertThat(this.display.line(COLUMNS)).contains(" rows/s").endsWith(", 1 worker");
		this.display.workers(0);
		assertThat(this.display.line(COLUMNS)).endsWith("] 1 of 5 rows, no workers");
		this.display.begin("Reporting", 5);
		assertThat(this.display.line(COLUMNS)).endsWith("0 of 5 rows");
	}

	@Test
	void lineWhenNoPhaseGoesOnIsEmpty() {
		assertThat(this.display.line(COLUMNS)).isEmpty();
	}

}
