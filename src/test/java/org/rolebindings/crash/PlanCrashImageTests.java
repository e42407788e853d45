package org.rolebindings.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.testing.CsvRows;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an import that applies a plan, and that loses answers, can be killed at any
 * moment: it knows the plan afterwards, and does not take for a change what it did
 * itself.
 */
@CrashImageTest
class PlanCrashImageTests {

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

	@Test
	void importWithAPlanWhenKilledEndsAsIfUndisturbed() throws IOException {
		Path plan = this.recoveries.plan("update");
		// The second row with another role is not as planned
		String text = Files.readString(plan);
		String changed = text.replace("NONE," + CsvRows.id("Role:former2"), "NONE," + CsvRows.id("Role:gone"));
		assertThat(changed).isNotEqualTo(text);
		Files.writeString(plan, changed);
		Map<String, String> options = Map.of("on-conflict", "update", "concurrency", "1", "plan", plan.toString());
		Aftermath undisturbed = this.recoveries.undisturbed(options);
		assertThat(undisturbed.errors()).contains("CHANGED_SINCE_PLAN");
		assertThat(undisturbed.counts()).containsEntry("UPDATED", 1L);
		RecordedImport recorded = this.recoveries.recordLosingAnswers(options);
		ImageRecoveries.assertEachLeaves(undisturbed, (action) -> recorded.forSomeImages(5, 2, action),
				(image) -> this.recoveries.goOnWith(image, options, 1));
	}

}
