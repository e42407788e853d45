package org.rolebindings.crash;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that an import of several blocks, which lists the account first, can be killed at
 * any moment. The system property {@code crash.changes} is the distance between the
 * changes of the disk that are tried; with 1 it is each of them.
 */
@CrashImageTest
class LargeCrashImageTests {

	private static final Map<String, String> OPTIONS = Map.of("concurrency", "64");

	private static final int CHANGES = Integer.getInteger("crash.changes", 5);

	private static final int REQUESTS = 20;

	@TempDir
	private Path folder;

	private ImageRecoveries recoveries;

	@BeforeEach
	void openAccount() {
		this.recoveries = new ImageRecoveries(this.folder, new ImportFile(1_300));
	}

	@AfterEach
	void closeAccount() {
		this.recoveries.close();
	}

	@Test
	void importWhenKilledAtAnyMomentEndsAsIfUndisturbed() {
		RecordedImport recorded = this.recoveries.record(OPTIONS);
		ImageRecoveries.assertEachLeaves(this.recoveries.undisturbed(OPTIONS),
				(action) -> recorded.forSomeImages(CHANGES, CHANGES * REQUESTS, action),
				(image) -> this.recoveries.goOnWith(image, OPTIONS, 1));
	}

}
