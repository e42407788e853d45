package org.rolebindings.crash;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a fresh start in place of a run that died can be killed at any moment. */
@CrashImageTest
class FreshCrashImageTests {

	private static final Map<String, String> OPTIONS = Map.of();

	private static final Map<String, String> FRESH = Map.of("fresh", "true");

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
	void freshStartWhenKilledAtAnyMomentAndTakenUpEndsAsIfUndisturbed() {
		ImageRecoveries.assertEachLeaves(this.recoveries.undisturbed(OPTIONS), freshStart()::forUsualImages,
				(image) -> this.recoveries.goOnWith(image, OPTIONS, 2));
	}

	/** What the runs before have decided is UNCHANGED in the last one. */
	@Test
	void freshStartWhenKilledAndStartedAfreshPlacesTheSame() {
		RecordedImport recorded = freshStart();
		ImageRecoveries.assertEachLeaves(this.recoveries.undisturbed(OPTIONS).whoeverPlaced(),
				(action) -> recorded.forSomeImages(3, 3, action),
				(image) -> this.recoveries.startOn(image, FRESH).whoeverPlaced());
	}

	/** The run before has sent everything and decided nothing. */
	private RecordedImport freshStart() {
		CrashImage crash = this.recoveries.record(OPTIONS).firstWithAllSent();
		return this.recoveries.recordAfter(crash, FRESH);
	}

}
