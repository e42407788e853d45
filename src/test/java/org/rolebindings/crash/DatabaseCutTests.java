package org.rolebindings.crash;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.crash.DatabaseRecoveries.Command;
import org.rolebindings.crash.DatabaseRecoveries.Scene;
import org.rolebindings.sandbox.SandboxProperties;

/**
 * Tests that runs on a PostgreSQL database can lose their connection at any statement,
 * and live on or die.
 */
class DatabaseCutTests {

	private static final Map<String, String> UPDATE = Map.of("on-conflict", "update", "concurrency", "1");

	private static final Map<String, String> REMOVAL = Map.of("concurrency", "1", "read-lag-millis", "20");

	private static final SandboxProperties WELL = SandboxProperties.none();

	private static final SandboxProperties LOSING_ANSWERS = new SandboxProperties(Duration.ZERO, null, 0, 0.2);

	private static final ImportFile FILE = new ImportFile(20);

	@TempDir
	private Path folder;

	@Test
	@Tag("long")
	void importThatMakesTheTablesWhenCutEndsAsIfUndisturbed() {
		assertSurvives(new Command(ImportStart::run, Map.of(), WELL), DatabaseRecoveries::nothing);
	}

	@Test
	void importThatUpdatesAndLosesAnswersWhenCutEndsAsIfUndisturbed() {
		assertSurvives(new Command(ImportStart::run, UPDATE, LOSING_ANSWERS), DatabaseRecoveries::tables);
	}

	@Test
	void undoWhenCutEndsAsIfUndisturbed() {
		assertSurvives(new Command(ImportStart::undo, REMOVAL, LOSING_ANSWERS), DatabaseCutTests::imported);
	}

	@Test
	@Tag("long")
	void revokeWhenCutEndsAsIfUndisturbed() {
		assertSurvives(new Command(ImportStart::revoke, REMOVAL, LOSING_ANSWERS), DatabaseCutTests::imported);
	}

	private static Scene imported(DatabaseRecoveries recoveries) {
		return recoveries.after(recoveries.nothing(), new Command(ImportStart::run, UPDATE, WELL));
	}

	private void assertSurvives(Command command, Function<DatabaseRecoveries, Scene> begin) {
		try (DatabaseRecoveries recoveries = new DatabaseRecoveries(this.folder, FILE, command)) {
			recoveries.assertEachLeaves(begin.apply(recoveries));
		}
	}

}
