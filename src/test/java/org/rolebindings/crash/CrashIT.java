package org.rolebindings.crash;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.testing.Program;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the packaged program that is killed once it gives a sign of how far it is. All
 * moments in between are tried with crash images, in a JVM that is not killed.
 */
class CrashIT {

	private static final String STATE = ".role-bindings";

	private static final String REPORTS = "reports/x-1";

	private static final Sign DATABASE_IS_MADE = Sign.file(STATE, "ledger-new.mv.db");

	private static final Sign DATABASE_IS_IN_PLACE = Sign.file(STATE, "ledger.mv.db");

	private static final Sign RUN_BEGINS = Sign.file("reports", "x-1");

	private static final Sign ROWS_ARE_STAGED = Sign.file(STATE, "scratch");

	private static final Sign REPORTS_ARE_WRITTEN = Sign.file(REPORTS, ".*.tmp");

	private static final Sign REPORTS_ARE_MOVED = Sign.file(REPORTS, "succeeded.csv");

	private static final Sign SUMMARY_IS_IN_PLACE = Sign.file(REPORTS, "summary.json");

	private static final CrashScenario SMALL = CrashScenario.of(ImportFile.SMALL);

	private static final CrashScenario LARGE = CrashScenario.of(ImportFile.LARGE).with("--concurrency", "64");

	private static final CrashScenario UPDATE = SMALL.onConflict("update").with("--concurrency", "1");

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
	List<DynamicTest> importWhenKilledLeavesWhatAnUndisturbedOneLeaves() {
		return List.of(test(LARGE, ROWS_ARE_STAGED, Sign.requests(1_500), REPORTS_ARE_MOVED),
				test(SMALL, DATABASE_IS_MADE, DATABASE_IS_IN_PLACE, RUN_BEGINS, Sign.requests(20), REPORTS_ARE_WRITTEN),
				test(UPDATE.losingAnswers(), Sign.requests(3), Sign.requests(30), SUMMARY_IS_IN_PLACE),
				site.test("a fresh start", () -> {
					assertFreshStartSurvives();
					return null;
				}));
	}

	private static DynamicTest test(CrashScenario scenario, Sign... signs) {
		String name = Arrays.stream(signs).map(Sign::toString).collect(Collectors.joining(", then "));
		return site.test(name + " (" + scenario + ")", () -> {
			try (MortalImport disturbed = site.begin(scenario)) {
				for (Sign sign : signs) {
					disturbed.killAt(sign);
				}
				assertEnds(scenario, disturbed, "x-1");
			}
			return null;
		});
	}

	/** Neither of the runs has decided anything before the end. */
	private static void assertFreshStartSurvives() {
		try (MortalImport disturbed = site.begin(UPDATE)) {
			disturbed.killAt(Sign.requests(12));
			disturbed.killAt(Sign.requests(8), "--fresh");
			assertEnds(UPDATE, disturbed, "x-2");
		}
	}

	private static void assertEnds(CrashScenario scenario, MortalImport disturbed, String reports) {
		Program.Result result = disturbed.finish();
		assertThat(result.code()).as(result.err()).isEqualTo(1);
		site.assertLeftAsIfUndisturbed(scenario, disturbed, reports);
	}

}
