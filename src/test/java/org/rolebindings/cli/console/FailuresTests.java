package org.rolebindings.cli.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.api.http.VendorAddress;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.cli.settings.LogFormat;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnreadableFileException;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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

	/** Failures without a message of their own; no such failure is a defect. */
	static List<Arguments> failuresOfUsersAndMachines() {
		return List.of(arguments(new NoSuchFileException("b.csv"), 2, "b.csv: it is gone."),
				arguments(new UncheckedIOException(new AccessDeniedException("b.csv")), 2, "b.csv: permission denied."),
				arguments(new UncheckedIOException(new NotDirectoryException("a/b")), 2, "a/b: "),
				arguments(new InvalidPathException("x\0", "Nul character not allowed"), 2,
						"'x\\u0000' cannot be the name of a file here"),
				arguments(new FileSystemException("a", null, "Too many open files"), 3, "a: Too many open files."),
				arguments(new UncheckedIOException(new IOException("No space left on device")), 3,
						"No space left on device."),
				arguments(
						new BeanCreationException("x", new UncheckedIOException(new IOException("Input/output error"))),
						3, "Input/output error."),
				arguments(new DataAccessResourceFailureException("closed"), 3, "The database does not work"),
				arguments(new CannotCreateTransactionException("closed"), 3, "The database does not work"),
				arguments(new OutOfMemoryError("unable to create native thread: possibly out of memory"), 3,
						"The system gives no more threads"),
				arguments(new IllegalStateException("The job failed", new OutOfMemoryError("Java heap space")), 3,
						"The memory is used up: Java heap space, with a heap of at most"),
				arguments(new DataAccessResourceFailureException("H2", new OutOfMemoryError("Metaspace")), 3,
						"The memory is used up: Metaspace"),
				arguments(
						new BeanCreationException("x",
								new NoClassDefFoundError("a/B").initCause(new ClassNotFoundException("a.B"))),
						3, "A part of the program cannot be loaded (a/B), because its jar was replaced or damaged"),
				arguments(new ClassFormatError("Incompatible magic value"), 3, "(Incompatible magic value)"),
				arguments(
						new IllegalStateException(
								catchThrowable(() -> VendorAddress.from(Map.of("ARIZE_API_HOST", "")))),
						2, "ARIZE_API_HOST is empty"));
	}

	@ParameterizedTest
	@MethodSource("failuresOfUsersAndMachines")
	void tellWhenAUserOrAMachineIsToBlameSaysSoInOneLine(Throwable failure, int code, String sentence) {
		assertThat(tell(failure)).isEqualTo(code);
		assertThat(this.said.toString(StandardCharsets.UTF_8)).startsWith("role-bindings: ")
			.contains(sentence)
			.doesNotContain("defect", "\tat ")
			.hasLineCount(1);
	}

	@ParameterizedTest
	@ValueSource(classes = { NullPointerException.class, StackOverflowError.class, ClassCastException.class,
			NoClassDefFoundError.class })
	void tellWhenTheProgramIsToBlameIsADefect(Class<? extends Throwable> type) throws ReflectiveOperationException {
		assertThat(tell(type.getConstructor().newInstance())).isEqualTo(70);
	}

	private int tell(Throwable failure) {
		return Failures.tell(failure,
				new Messages(new PrintStream(this.said, true, StandardCharsets.UTF_8), LogFormat.TEXT));
	}

}
