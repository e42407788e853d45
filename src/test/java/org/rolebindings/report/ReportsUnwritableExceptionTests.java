package org.rolebindings.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReportsUnwritableExceptionTests {

	@Test
	void messageWhenDiskIsFullNamesPathAndReason() {
		assertThat(message(new IOException("No space left on device"))).isEqualTo(
				"The reports cannot be written: reports/x-1/failed.csv: No space left on device. Remove the cause, "
						+ "or name another folder with --reports, and give the same command again.");
	}

	@Test
	void messageWhenFileSystemGivesReasonShowsPathOnce() {
		assertThat(message(new FileSystemException("reports/x-1/failed.csv", null, "Read-only file system")))
			.startsWith("The reports cannot be written: reports/x-1/failed.csv: Read-only file system. ");
	}

	@Test
	void messageWhenAccessIsDeniedSaysSo() {
		assertThat(message(new AccessDeniedException("reports/x-1/failed.csv"))).contains(": permission denied. ");
	}

	@Test
	void messageWhenPathHasControlCharactersShowsThem() {
		assertThat(new ReportsUnwritableException(Path.of("a\u001B[2J"), new IOException("full")))
			.hasMessageContaining("a\\u001B[2J: full");
	}

	@Test
	void messageWhenLocaleCannotWriteNameSaysWhatCan() {
		assertThat(new ReportsUnwritableException("\u00E4-1", new InvalidPathException("\u00E4-1", "unmappable")))
			.hasMessageContaining("\u00E4-1: this locale cannot write that name (LC_ALL=C.UTF-8 can). ");
	}

	private static @Nullable String message(IOException cause) {
		return new ReportsUnwritableException(Path.of("reports/x-1/failed.csv"), cause).getMessage();
	}

}
