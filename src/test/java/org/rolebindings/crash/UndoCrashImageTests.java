package org.rolebindings.crash;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.job.undo.NotUndoableException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an undo and a revoke that lose answers can be killed at any moment, and that
 * an import that was killed at any moment can be undone.
 */
@CrashImageTest
class UndoCrashImageTests {

	private static final Map<String, String> IMPORT = Map.of("on-conflict", "update", "concurrency", "1");

	private static final Map<String, String> REMOVAL = Map.of("concurrency", "1", "read-lag-millis", "20");

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
	void undoWhenKilledAtAnyMomentEndsAsIfUndisturbed() {
		assertSurvives(ImportStart::undo, 5, Map.of("DELETED", 13L, "RESTORED", 2L));
	}

	@Test
	void revokeWhenKilledAtAnyMomentEndsAsIfUndisturbed() {
		assertSurvives(ImportStart::revoke, 8, Map.of("DELETED", 17L, "GONE", 2L));
	}

	private void assertSurvives(ImageRecoveries.Start start, int changes, Map<String, Long> counts) {
		CrashImage imported = this.recoveries.imported(IMPORT);
		this.recoveries.start(start);
		Aftermath undisturbed = this.recoveries.startOn(imported, REMOVAL);
		assertThat(undisturbed.counts()).containsAllEntriesOf(counts);
		RecordedImport recorded = this.recoveries.recordLosingAnswersAfter(imported, REMOVAL);
		ImageRecoveries.assertEachLeaves(undisturbed, (action) -> recorded.forSomeImages(changes, 1, action),
				(image) -> this.recoveries.goOnWithSecond(image, REMOVAL));
	}

	@Test
	void undoOfAnImportThatWasKilledAtAnyMomentLeavesTheAccountAsItWas() {
		RecordedImport recorded = this.recoveries.recordLosingAnswers(IMPORT);
		this.recoveries.start(ImportStart::undo);
		AtomicInteger undone = new AtomicInteger();
		recorded.forSomeImages(12, 2, (image) -> {
			try {
				assertThat(CrashAccount.roles(this.recoveries.accountAfter(image, REMOVAL)))
					.as("Killed %s", image.moment())
					.isEqualTo(CrashAccount.roles(this.recoveries.before()));
				undone.incrementAndGet();
			}
			catch (NotUndoableException ex) {
				// It was killed before there was a run, and has sent nothing
				assertThat(image.bindings()).isEqualTo(this.recoveries.before());
			}
		});
		assertThat(undone).hasValueGreaterThan(20);
	}

}
