package org.rolebindings.cli.console;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.cli.settings.LogFormat;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link ConsoleProgress}. */
class ConsoleProgressTests {

	private final ByteArrayOutputStream said = new ByteArrayOutputStream();

	@Test
	void failedTellsTheFirstTwentyAndThenThatThereAreMore() {
		try (ConsoleProgress progress = progress(false, true)) {
			for (int line = 2; line < 100; line++) {
				progress.failed(line, ErrorCode.NOT_FOUND, "Not there.");
			}
		}
		assertThat(lines()).hasSize(21)
			.startsWith("line 2: NOT_FOUND: Not there.", "line 3: NOT_FOUND: Not there.")
			.endsWith("line 21: NOT_FOUND: Not there.",
					"Further failures are only counted here; failed.csv will have them all.");
	}

	@Test
	void failedWhenThereAreTwentyDoesNotSayThatThereAreMore() {
		try (ConsoleProgress progress = progress(false, true)) {
			for (int line = 2; line < 22; line++) {
				progress.failed(line, ErrorCode.NOT_FOUND, "Not there.");
			}
		}
		assertThat(lines()).hasSize(20).allMatch((line) -> line.startsWith("line "));
	}

	@Test
	void failedWhenOneCodeHasManySpreadsTheTwentyOverTheCodes() {
		try (ConsoleProgress progress = progress(false, true)) {
			for (int line = 2; line < 65; line++) {
				progress.failed(line, ErrorCode.MALFORMED_ID, "No id.");
			}
			EnumSet.range(ErrorCode.FORBIDDEN, ErrorCode.UNEXPECTED_RESPONSE)
				.forEach((code) -> progress.failed(70, code, "Refused."));
		}
		assertThat(lines()).hasSize(21).filteredOn((line) -> line.endsWith("Refused.")).hasSize(10);
		assertThat(lines()).filteredOn((line) -> line.contains("MALFORMED_ID"))
			.hasSize(10)
			.startsWith("line 2: MALFORMED_ID: No id.")
			.endsWith("line 11: MALFORMED_ID: No id.");
	}

	@Test
	void failedWhenEveryCodeHasManyTellsNoMoreThanTwentyAndTenCodes() {
		try (ConsoleProgress progress = progress(false, true)) {
			for (ErrorCode code : ErrorCode.values()) {
				for (int line = 2; line < 100; line++) {
					progress.failed(line, code, "Wrong.");
				}
			}
		}
		assertThat(lines()).hasSize(21);
		assertThat(lines().stream().limit(20).map((line) -> line.split(": ", -1)[1]).distinct()).hasSize(10);
	}

	@Test
	void failedWhenANoteHasExplainedTheCodeOnlyCountsIt() {
		try (ConsoleProgress progress = progress(false, true)) {
			progress.explained(ErrorCode.ID_KIND_MISMATCH);
			for (int line = 2; line < 100; line++) {
				progress.failed(line, ErrorCode.ID_KIND_MISMATCH, "Exchanged.");
			}
			progress.failed(100, ErrorCode.MISSING_VALUE, "Empty.");
		}
		assertThat(lines()).containsExactly("line 100: MISSING_VALUE: Empty.",
				"Further failures are only counted here; failed.csv will have them all.");
	}

	@Test
	void noteIsTold() {
		try (ConsoleProgress progress = progress(false, false)) {
			progress.note("Going on with run 7.");
		}
		assertThat(lines()).containsExactly("Going on with run 7.");
	}

	@Test
	void noteShowsControlCharactersAsText() {
		try (ConsoleProgress progress = progress(false, false)) {
			progress.note("x\u001B[31m\u202E.csv: a note.");
		}
		assertThat(lines()).containsExactly("x\\u001B[31m\\u202E.csv: a note.");
	}

	@Test
	void nothingIsToldWhenQuiet() {
		try (ConsoleProgress progress = progress(true, false)) {
			progress.note("Going on with run 7.");
			progress.failed(2, ErrorCode.NOT_FOUND, "Not there.");
		}
		assertThat(lines()).isEmpty();
	}

	private ConsoleProgress progress(boolean quiet, boolean noProgress) {
		CliProperties properties = new CliProperties(CliProperties.Output.TEXT, LogFormat.TEXT, noProgress, quiet,
				false, false);
		PrintStream err = new PrintStream(this.said, true, StandardCharsets.UTF_8);
		return ConsoleProgress.create(properties, new Messages(err, LogFormat.TEXT), err, () -> Duration.ZERO,
				() -> null);
	}

	private List<String> lines() {
		return this.said.toString(StandardCharsets.UTF_8).lines().toList();
	}

}
