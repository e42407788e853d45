package org.rolebindings.crash;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.testing.Program;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the packaged program that is killed again and again after random times. The
 * system property {@code crash.seeds} is the number of seeds that are tried.
 */
class RandomCrashIT {

	private static final int SEEDS = Integer.getInteger("crash.seeds", 1);

	private static final int KILLS = 8;

	private static final List<CrashScenario> SCENARIOS = List.of(
			CrashScenario.of(ImportFile.SMALL).onConflict("update").losingAnswers(),
			CrashScenario.of(ImportFile.LARGE).onConflict("update").with("--concurrency", "64"),
			CrashScenario.of(ImportFile.LARGE), CrashScenario.of(ImportFile.SMALL).losingAnswers(),
			CrashScenario.of(ImportFile.SMALL).onConflict("keep").with("--concurrency", "1"),
			CrashScenario.of(ImportFile.ONE_ROW));

	private static final List<CrashScenario> REMOVALS = List.of(
			CrashScenario.of(ImportFile.SMALL).onConflict("update").followedBy("undo", "1"),
			CrashScenario.of(ImportFile.SMALL).onConflict("update").losingAnswers().followedBy("undo", "1"),
			CrashScenario.of(ImportFile.LARGE).onConflict("update").with("--concurrency", "64").followedBy("undo", "1"),
			CrashScenario.of(ImportFile.SMALL).losingAnswers().followedBy("revoke", "x.csv"),
			CrashScenario.of(ImportFile.SMALL)
				.onConflict("update")
				.losingAnswers()
				.with("--concurrency", "1")
				.followedBy("undo", "1"));

	@TempDir
	static Path folder;

	private static CrashSite site;

	@BeforeAll
	static void prepare() {
		site = new CrashSite(folder);
	}

	@AfterAll
	static void tell() {
		site.close();
		System.out.println(Figures.sentence());
	}

	@TestFactory
	List<DynamicTest> commandsWhenKilledAtRandomLeaveWhatUndisturbedOnesLeave() {
		return Stream
			.of(tests(SCENARIOS, RandomCrashIT::assertSurvives), tests(REMOVALS, RandomCrashIT::assertRemovalSurvives))
			.flatMap(List::stream)
			.toList();
	}

	@TestFactory
	List<DynamicTest> undoOfAnImportThatWasKilledAtRandomLeavesTheAccountAsItWas() {
		return LongStream.range(1, SEEDS)
			.mapToObj((seed) -> test(REMOVALS.get((int) (seed % 2)), seed, RandomCrashIT::assertUndoneAtOnce))
			.toList();
	}

	/** What is done with a scenario. */
	@FunctionalInterface
	private interface Trial {

		void make(CrashScenario scenario, long seed) throws InterruptedException;

	}

	private static List<DynamicTest> tests(List<CrashScenario> scenarios, Trial trial) {
		return LongStream.range(0, SEEDS)
			.mapToObj((seed) -> test(scenarios.get((int) (seed % scenarios.size())), seed, trial))
			.toList();
	}

	private static DynamicTest test(CrashScenario scenario, long seed, Trial trial) {
		return site.test("seed " + seed + " (" + scenario + ")", () -> {
			trial.make(scenario, seed);
			return null;
		});
	}

	private static void assertSurvives(CrashScenario scenario, long seed) throws InterruptedException {
		long usual = site.usualMillis(scenario);
		try (MortalImport disturbed = site.begin(scenario)) {
			int kills = killUntilItEnds(disturbed, usual, new Random(seed));
			site.assertLeftAsIfUndisturbed(scenario, disturbed, "x-1");
			assertThat(disturbed.reports("x-1").number("/resumes")).isLessThanOrEqualTo(kills);
		}
	}

	private static void assertRemovalSurvives(CrashScenario scenario, long seed) throws InterruptedException {
		Random random = new Random(seed);
		long usual = site.usualMillis(scenario);
		try (MortalImport imported = site.begin(scenario)) {
			List<String> before = imported.roles();
			if (seed % 2 == 1) {
				int unused = killUntilItEnds(imported, site.usualMillis(scenario.followedBy()), random);
			}
			else {
				assertThat(imported.finish().code()).isLessThan(2);
			}
			MortalImport removal = imported.removal();
			// An import that was killed after its end was made twice
			String reports = "x-" + (imported.namesIn("reports").size() + 1);
			int kills = killUntilItEnds(removal, usual, random);
			site.assertLeftAsIfUndisturbed(scenario, removal, reports);
			assertThat(removal.reports(reports).number("/resumes")).isLessThanOrEqualTo(kills);
			if (scenario.removal().contains("undo")) {
				assertThat(removal.roles()).isEqualTo(before);
			}
		}
	}

	/** The import is not taken up again. */
	private static void assertUndoneAtOnce(CrashScenario scenario, long seed) throws InterruptedException {
		Random random = new Random(seed);
		long usual = site.usualMillis(scenario);
		try (MortalImport imported = site.begin(scenario)) {
			List<String> before = imported.roles();
			long usualImport = site.usualMillis(scenario.followedBy());
			boolean unused = isKilledAfter(imported.start(),
					usualImport / 3 + (long) (random.nextDouble() * usualImport));
			if (imported.has("reports/x-1")) {
				int ignored = killUntilItEnds(imported.removal(), usual, random);
			}
			assertThat(imported.roles()).isEqualTo(before);
		}
	}

	/** Returns how often it was killed. */
	private static int killUntilItEnds(MortalImport command, long usual, Random random) throws InterruptedException {
		int kills = 0;
		while (kills < KILLS) {
			// From the first row staged to the last one reported, and more so with each
			// kill
			long delay = usual / 3 + (long) (random.nextDouble() * usual * (kills + 2) / KILLS);
			if (!isKilledAfter(command.start(), delay)) {
				return kills;
			}
			kills++;
		}
		assertThat(command.finish().code()).isLessThan(2);
		return kills;
	}

	/** Whether there was anything left to kill. */
	private static boolean isKilledAfter(Program.Running running, long millis) throws InterruptedException {
		if (running.process().waitFor(millis, TimeUnit.MILLISECONDS)) {
			assertThat(running.result().code()).as(running.result().err()).isLessThan(2);
			return false;
		}
		running.process().destroyForcibly();
		if (running.result().code() != MortalImport.KILLED) {
			return false;
		}
		Figures.killed();
		return true;
	}

}
