package org.rolebindings.crash;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that an import which an outage stops can be killed at any moment. */
@CrashImageTest
class OutageCrashImageTests {

	private static final Map<String, String> STOPPING = Map.of("concurrency", "1", "outage-timeout", "1s");

	private static final Map<String, String> GOING_ON = Map.of();

	private static final int BINDINGS_BEFORE_IT = 5;

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
		RecordedImport recorded = this.recoveries.recordOutage(STOPPING, BINDINGS_BEFORE_IT);
		ImageRecoveries.assertEachLeaves(this.recoveries.undisturbed(GOING_ON), recorded::forUsualImages,
				(image) -> this.recoveries.goOnWith(image, GOING_ON, 1));
	}

}
