package org.rolebindings.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.csv.InputFile;
import org.rolebindings.csv.UnreadableFileException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Tests for {@link Failures}. */
class FailuresTests {

	private final ByteArrayOutputStream said = new ByteArrayOutputStream();

	@TempDir
	Path folder;

	@Test
	void tellWhenSettingIsWrongSaysItInOneLine() {
		assertThat(tell(new InvalidSettingException("--x is y."))).isEqualTo(2);
		assertThat(this.said).hasToString("role-bindings: --x is y.\n");
	}

	@Test
	void tellWhenFileIsUnreadableFindsItBehindAnotherFailure() {
		UnreadableFileException unreadable = catchThrowableOfType(UnreadableFileException.class,
				() -> InputFile.of(this.folder.resolve("nosuch.csv")));
		assertThat(tell(new IllegalStateException("outer", unreadable))).isEqualTo(2);
		assertThat(this.said).hasToString("role-bindings: " + unreadable.getMessage() + "\n");
	}

	@Test
	void tellWhenItIsADefectShowsTheStackTrace() {
		assertThat(tell(new IllegalStateException("boom"))).isEqualTo(70);
		assertThat(this.said.toString(StandardCharsets.UTF_8)).startsWith("role-bindings: This is a defect")
			.contains("IllegalStateException: boom", "\tat ");
	}

	private int tell(Throwable failure) {
		return Failures.tell(failure,
				new Messages(new PrintStream(this.said, true, StandardCharsets.UTF_8), LogFormat.TEXT));
	}

}
