package org.rolebindings.cli.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.cli.process.SignalStop;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Tests for {@link FileAge}. */
class FileAgeTests {

	private static final Instant NOW = Instant.parse("2026-03-01T02:30:00Z");

	private static final Duration LIMIT = Duration.ofHours(26);

	@TempDir
	Path folder;

	@Test
	void checkWhenTheFileIsAsOldAsItMayBeTakesIt() {
		assertThatCode(() -> check(NOW.minus(LIMIT), LIMIT)).doesNotThrowAnyException();
	}

	@Test
	void checkWhenTheFileIsAMillisecondOlderTellsFileAgeLimitAndWhatToDo() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> check(NOW.minus(LIMIT).minusMillis(1), LIMIT))
			.withMessage(this.folder.resolve("x.csv")
					+ ": it was last written 1 d 2 h ago, at 2026-02-28T00:29:59Z, and --max-age is 1d2h. "
					+ "The export has not written it since. Check the export, then give the same command again.");
	}

	@Test
	void checkWhenTheFileIsSomeMinutesInTheFutureTakesIt() {
		assertThatCode(() -> check(NOW.plus(Duration.ofMinutes(5)), Duration.ofSeconds(1))).doesNotThrowAnyException();
	}

	@Test
	void checkWhenTheFileIsFurtherInTheFutureTellsFileTimeAndWhatToDo() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> check(NOW.plus(Duration.ofMinutes(61)), LIMIT))
			.withMessage(this.folder.resolve("x.csv")
					+ ": it was last written at 2026-03-01T03:31:00Z, which is 1 h 1 min in the future, so --max-age "
					+ "cannot tell how old it is. Correct the clock of this machine or the time of the file, and give the "
					+ "same command again.");
	}

	@Test
	void checkWhenThereIsNoLimitTakesAFileFromTheFuture() {
		assertThatCode(() -> check(NOW.plus(Duration.ofDays(400)), null)).doesNotThrowAnyException();
	}

	@Test
	void checkWhenThereIsNoLimitTakesAnyAge() {
		assertThatCode(() -> check(Instant.EPOCH, null)).doesNotThrowAnyException();
	}

	@ParameterizedTest
	@CsvSource({ "0, 0s", "999, 999ms" })
	void limitWhenShorterThanASecondIsRefused(long millis, String shown) {
		assertThatIllegalArgumentException().isThrownBy(() -> new AgeLimit(Duration.ofMillis(millis)))
			.withMessage("--max-age is " + shown + "; it takes 1s or more.");
	}

	private void check(Instant written, @Nullable Duration longest) throws IOException {
		Path file = Files.writeString(this.folder.resolve("x.csv"), "role_id\n");
		Files.setLastModifiedTime(file, FileTime.from(written));
		try (SignalStop signals = SignalStop.install((exitCode) -> {
		}); FileArgument argument = FileArgument.open(file.toString(), signals)) {
			new FileAge(new AgeLimit(longest), Clock.fixed(NOW, ZoneOffset.UTC)).check(argument);
		}
	}

}
