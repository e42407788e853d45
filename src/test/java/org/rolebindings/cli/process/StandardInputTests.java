package org.rolebindings.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link StandardInput}. */
class StandardInputTests {

	@TempDir
	Path folder;

	@Test
	void isClosedWhenTheJvmHasOpenedAFileOfItsOwnInThatPlace() throws IOException {
		assertThat(isClosed("/jdk/lib/modules")).isTrue();
		assertThat(isClosed("/app/importer.jar")).isTrue();
		assertThat(isClosed("/app/classes")).isTrue();
	}

	@Test
	void isClosedWhenThereIsNoDescriptor() {
		assertThat(StandardInput.isClosed(this.folder.resolve("0"), "/jdk", "/app/importer.jar")).isTrue();
	}

	@Test
	void isNotClosedWhenAPipeATerminalOrAFileIsThere() throws IOException {
		assertThat(isClosed("pipe:[4711]")).isFalse();
		assertThat(isClosed("/dev/null")).isFalse();
		assertThat(isClosed("/app/bindings.csv")).isFalse();
	}

	@Test
	void isNotClosedWhenTheSystemDoesNotTell() {
		assertThat(StandardInput.isClosed(this.folder.resolve("nosuch/0"), "/jdk", "/app/importer.jar")).isFalse();
	}

	private boolean isClosed(String target) throws IOException {
		Path descriptor = this.folder.resolve("0");
		Files.deleteIfExists(descriptor);
		Files.createSymbolicLink(descriptor, Path.of(target));
		return StandardInput.isClosed(descriptor, "/jdk", "/app/importer.jar");
	}

}
