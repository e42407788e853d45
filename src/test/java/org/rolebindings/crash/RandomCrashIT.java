package org.rolebindings.crash;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

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
			CrashScenario.of(ImportFile.LARGE).onConflict("update").with("--concurrency", "64"),
			CrashScenario.of(ImportFile.LARGE), CrashScenario.of(ImportFile.SMALL).losingAnswers(),
			CrashScenario.of(ImportFile.SMALL).onConflict("keep").with("--concurrency", "1"),
			CrashScenario.of(ImportFile.ONE_ROW),
			CrashScenario.of(ImportFile.SMALL).onConflict("update").losingAnswers());

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
	List<DynamicTest> importWhenKilledAtRandomLeavesWhatAnUndisturbedOneLeaves() {
		return LongStream.range(0, SEEDS).mapToObj((seed) -> {
			CrashScenario scenario = SCENARIOS.get((int) (seed % SCENARIOS.size()));
			return site.test("seed " + seed + " (" + scenario + ")", () -> {
				assertSurvives(scenario, seed);
				return null;
			});
		}).toList();
	}

	private static void assertSurvives(CrashScenario scenario, long seed) throws InterruptedException {
		Random random = new Random(seed);
		long usual = site.usualMillis(scenario);
		try (MortalImport disturbed = site.begin(scenario)) {
			boolean ended = false;
			int kills = 0;
			while (!ended && kills < KILLS) {
				// From the first row staged to the last one reported, and more so with
				// each kill
				long delay = usual / 3 + (long) (random.nextDouble() * usual * (kills + 2) / KILLS);
				ended = !isKilledAfter(disturbed.start(), delay);
				kills += ended ? 0 : 1;
			}
			if (!ended) {
				assertThat(disturbed.finish().code()).isLessThan(2);
			}
			site.assertLeftAsIfUndisturbed(scenario, disturbed, "x-1");
			assertThat(disturbed.reports("x-1").number("/resumes")).isLessThanOrEqualTo(kills);
		}
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
