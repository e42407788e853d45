package org.rolebindings.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link Tools}. */
class ToolsTests {

	@TempDir
	Path folder;

	@Test
	void findWhenTheToolIsThereIsItsPath() throws IOException {
		Path tool = Files.createFile(this.folder.resolve("some-tool"));
		assertThat(tool.toFile().setExecutable(true)).isTrue();
		assertThat(Tools.find("some-tool", "/nosuch::" + this.folder, true)).isEqualTo(tool);
	}

	@Test
	void findWhenTheToolIsMissingSkipsTheTestByName() {
		assertThatExceptionOfType(TestAbortedException.class)
			.isThrownBy(() -> Tools.find("some-tool", this.folder.toString(), false))
			.withMessageContaining("There is no some-tool");
	}

	@Test
	void findWhenTheToolIsMissingAndRequiredFailsTheTest() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> Tools.find("some-tool", this.folder.toString(), true))
			.withMessageContaining("There is no some-tool");
	}

}
