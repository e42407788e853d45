package org.rolebindings.crash;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that an import, and one that goes on after a crash, can be killed at any moment.
 */
@CrashImageTest
class ImportCrashImageTests {

	private static final Map<String, String> OPTIONS = Map.of();

	@TempDir
	private Path folder;

	private ImageRecoveries recoveries;

	@BeforeEach
	void openAccount() {
		this.recoveries = new ImageRecoveries(this.folder, new ImportFile(20));
	}

	@AfterEach
	void closeAccount() {
		this.recoveries.close();
	}

	@Test
	void importWhenKilledAtAnyMomentEndsAsIfUndisturbed() {
		assertEachGoesOnToTheSameEnd(this.recoveries.record(OPTIONS)::forEachImage);
	}

	@Test
	void importAfterACrashWhenKilledAtAnyMomentEndsAsIfUndisturbed() {
		CrashImage crash = this.recoveries.record(OPTIONS).firstWithAllSent();
		assertEachGoesOnToTheSameEnd(this.recoveries.recordAfter(crash, OPTIONS)::forUsualImages);
	}

	private void assertEachGoesOnToTheSameEnd(Consumer<Consumer<CrashImage>> images) {
		ImageRecoveries.assertEachLeaves(this.recoveries.undisturbed(OPTIONS), images,
				(image) -> this.recoveries.goOnWith(image, OPTIONS, 1));
	}

}
