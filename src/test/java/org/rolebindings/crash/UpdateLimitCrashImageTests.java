package org.rolebindings.crash;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an import that may replace only so many roles can be killed at any moment.
 */
@CrashImageTest
class UpdateLimitCrashImageTests {

	private static final Map<String, String> OPTIONS = Map.of("on-conflict", "update", "concurrency", "1");

	@TempDir
	private Path folder;

	private ImageRecoveries recoveries;

	@BeforeEach
	void openAccount() {
		this.recoveries = new ImageRecoveries(this.folder, new ImportFile(24));
	}

	@AfterEach
	void closeAccount() {
		this.recoveries.close();
	}

	/** The file has two rows to update, and the update that was sent last is in doubt. */
	@Test
	void importWithALimitWhenKilledAtAnyMomentMakesNoUpdateTooManyAndGoesOnWithAHigherOne() {
		RecordedImport recorded = this.recoveries.recordLosingAnswers(withLimit("1"));
		ImageRecoveries.assertEachLeaves(this.recoveries.undisturbed(OPTIONS),
				(action) -> recorded.forSomeImages(5, 1, action), (image) -> {
					CrashImage stopped = this.recoveries.stopOn(image, withLimit("1"));
					assertThat(this.recoveries.updates(stopped)).as("Killed %s", image.moment()).isOne();
					return this.recoveries.goOnWith(stopped, withLimit("2"), 1);
				});
	}

	private static Map<String, String> withLimit(String updates) {
		Map<String, String> options = new HashMap<>(OPTIONS);
		options.put("max-updates", updates);
		return options;
	}

}
