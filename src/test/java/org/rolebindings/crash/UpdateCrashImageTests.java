package org.rolebindings.crash;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that an import that replaces roles, and that loses answers, can be killed at any
 * moment.
 */
@CrashImageTest
class UpdateCrashImageTests {

	private static final Map<String, String> OPTIONS = Map.of("on-conflict", "update", "concurrency", "1");

	@TempDir
	private Path folder;

	private ImageRecoveries recoveries;

	@BeforeEach
	void openAccount() {
		this.recoveries = new ImageRecoveries(this.folder, new ImportFile(40));
	}

	@AfterEach
	void closeAccount() {
		this.recoveries.close();
	}

	@Test
	void importWhenKilledAtAnyMomentEndsAsIfUndisturbed() {
		ImageRecoveries.assertEachLeaves(this.recoveries.undisturbed(OPTIONS),
				this.recoveries.recordLosingAnswers(OPTIONS)::forUsualImages,
				(image) -> this.recoveries.goOnWith(image, OPTIONS, 1));
	}

}
