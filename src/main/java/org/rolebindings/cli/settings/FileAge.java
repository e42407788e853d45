package org.rolebindings.cli.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.Wording;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.csv.source.InputFile;

/**
 * Refuses a file that was not written for too long: what should have written it has died,
 * and to import yesterday's file again would hide that.
 */
public final class FileAge {

	/** How far clocks of machines may differ. */
	private static final Duration FUTURE = Duration.ofMinutes(-5);

	private final AgeLimit limit;

	private final Clock clock;

	public FileAge(AgeLimit limit, Clock clock) {
		this.limit = limit;
		this.clock = clock;
	}

	/**
	 * Checks a file's last modification. One that is a little in the future, which
	 * another machine's clock may have put there, is as good as now.
	 * @throws InvalidSettingException if it is longer ago than the limit or further in
	 * the future than clocks differ, or if there is a limit and standard input, which has
	 * no age
	 * @throws IOException if the file's time cannot be read
	 */
	public void check(FileArgument argument) throws IOException {
		Duration longest = this.limit.maxAge();
		if (longest == null) {
			return;
		}
		if (argument.isStandardInput()) {
			throw ofStandardInput();
		}
		InputFile file = argument.file();
		Instant written = Files.getLastModifiedTime(file.path()).toInstant();
		Duration age = Duration.between(written, this.clock.instant());
		if (age.compareTo(FUTURE) < 0) {
			throw new InvalidSettingException(Quoting.legible(file.path().toString(), Integer.MAX_VALUE)
					+ ": it was last written at " + written.truncatedTo(ChronoUnit.SECONDS) + ", which is "
					+ Wording.of(age.negated()) + " in the future, so --max-age cannot tell how old it is. Correct the "
					+ "clock of this machine or the time of the file, and give the same command again.");
		}
		if (age.compareTo(longest) > 0) {
			throw new InvalidSettingException(Quoting.legible(file.path().toString(), Integer.MAX_VALUE)
					+ ": it was last written " + Wording.of(age) + " ago, at " + written.truncatedTo(ChronoUnit.SECONDS)
					+ ", and --max-age is " + Wording.ofSetting(longest) + ". The export has not written it since. "
					+ "Check the export, then give the same command again.");
		}
	}

	public static InvalidSettingException ofStandardInput() {
		return new InvalidSettingException(
				"--max-age needs a file, but FILE is -, and standard input has no age. Name a file, or leave --max-age out.");
	}

}
