package org.rolebindings.files;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/** Tests for {@link DiskSync}. */
class DiskSyncTests {

	@TempDir
	Path folder;

	@Test
	void fileWhenItIsMissingThrows() {
		assertThatExceptionOfType(NoSuchFileException.class)
			.isThrownBy(() -> DiskSync.file(this.folder.resolve("missing")));
	}

	@Test
	void folderWhenItCannotBeForcedDoesNotThrow() {
		assertThatNoException().isThrownBy(() -> DiskSync.folder(this.folder.resolve("missing")));
	}

}
