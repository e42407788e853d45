package org.rolebindings.crash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.crash.Moment.Leaves;
import org.rolebindings.crash.Moment.Needs;
import org.rolebindings.testing.Program;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the packaged program that dies at a certain moment. The system property
 * {@code crash.chain} is the most moments that one import has to survive.
 */
class CrashIT {

	/** With 1 each moment has an import of its own, which takes twice as long. */
	private static final int LONGEST_CHAIN = Integer.getInteger("crash.chain", 8);

	private static final Scenario SMALL = Scenario.of(ImportFile.SMALL);

	private static final Scenario LARGE = Scenario.of(ImportFile.LARGE);

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
		return chains().stream()
			.map((moments) -> test(scenario(moments.get(0)), moments.toArray(Moment[]::new)))
			.toList();
	}

	/** Moments that one import can die at, one after the other. */
	private static List<List<Moment>> chains() {
		List<List<Moment>> chains = new ArrayList<>();
		for (Needs needs : EnumSet.complementOf(EnumSet.of(Needs.A_FORMER_RUN))) {
			List<Moment> chain = new ArrayList<>();
			for (Moment moment : Moment.values()) {
				if (moment.needs() == needs) {
					chain.add(moment);
					if (chain.size() == LONGEST_CHAIN || needs == Needs.AN_IMPORT_OF_ITS_OWN
							|| moment.leaves() == Leaves.A_FINISHED_RUN) {
						chains.add(chain);
						chain = new ArrayList<>();
					}
				}
			}
			if (!chain.isEmpty()) {
				chains.add(chain);
			}
		}
		return chains;
	}

	private static Scenario scenario(Moment moment) {
		return switch (moment.needs()) {
			case MANY_ROWS -> LARGE.with("--concurrency", "64");
			case UPDATES -> SMALL.onConflict("update").with("--concurrency", "1");
			default -> SMALL;
		};
	}

	@TestFactory
	List<DynamicTest> importWhenKilledAgainAndAgainLeavesWhatAnUndisturbedOneLeaves() {
		return List.of(test(LARGE, Moment.FIRST_ROWS_STAGED_NOT_COMMITTED, Moment.FIRST_ROWS_STAGED_NOT_COMMITTED),
				test(LARGE, Moment.DECISIONS_NOT_COMMITTED, Moment.DECISIONS_NOT_COMMITTED, Moment.DECISIONS_COMMITTED),
				test(SMALL.losingAnswers(), Moment.ANSWER_READ_NOT_HANDED_ON, Moment.MARKS_ARE_DOUBTS_WITHOUT_AN_END,
						Moment.RECOVERY_NOT_COMMITTED, Moment.AFTER_RECOVERY, Moment.AFTER_THE_MARK),
				test(SMALL.onConflict("update").with("--concurrency", "1"), Moment.ROLE_REPLACED_NOT_TOLD,
						Moment.NO_FORMER_ROLE_KEPT_YET),
				test(SMALL.onConflict("keep").with("--concurrency", "1"), Moment.DECISIONS_NOT_COMMITTED,
						Moment.SETTLING_NOT_COMMITTED),
				test(SMALL, Moment.ONE_REPORT_IN_PLACE, Moment.END_NOT_COMMITTED),
				test(Scenario.of(ImportFile.ONE_ROW), Moment.FIRST_ROW_LEAVES, Moment.BEFORE_DECISIONS_ARE_WRITTEN));
	}

	@TestFactory
	List<DynamicTest> importWhenAFreshOneIsKilledLeavesWhatAnUndisturbedOneLeaves() {
		return Stream
			.of(Moment.FORMER_RUN_NOT_ABANDONED, Moment.ABANDONMENT_NOT_COMMITTED, Moment.FORMER_RUN_ABANDONED,
					Moment.FORMER_RUNS_DOUBTS_FOUND)
			.map((moment) -> site.test(moment.toString(), () -> {
				assertFreshOneSurvives(SMALL.onConflict("update").with("--fresh"), moment);
				return null;
			}))
			.toList();
	}

	/** Nothing was decided by the run that died first, and all of it was in doubt. */
	private static void assertFreshOneSurvives(Scenario scenario, Moment moment) {
		try (MortalImport disturbed = site.begin(scenario)) {
			kill(disturbed, Moment.DECISIONS_NOT_COMMITTED);
			kill(disturbed, moment);
			assertThat(disturbed.finish().code()).isEqualTo(1);
			List<String> folders = disturbed.namesIn("reports");
			site.assertLeftAsIfUndisturbed(scenario, disturbed, folders.get(folders.size() - 1));
		}
	}

	private static DynamicTest test(Scenario scenario, Moment... moments) {
		String name = Arrays.stream(moments).map(Moment::toString).collect(Collectors.joining(", then "));
		return site.test(name + " (" + scenario + ")", () -> {
			assertSurvives(scenario, moments);
			return null;
		});
	}

	private static void assertSurvives(Scenario scenario, Moment... moments) {
		try (MortalImport disturbed = site.begin(scenario)) {
			int resumes = -1;
			for (Moment moment : moments) {
				kill(disturbed, moment);
				resumes += (resumes >= 0 || moment.leaves() != Leaves.NO_RUN) ? 1 : 0;
			}
			Program.Result result = disturbed.finish();
			boolean ended = moments[moments.length - 1].leaves() == Leaves.A_FINISHED_RUN;
			if (ended) {
				assertThat(result.err()).doesNotContain("Going on");
				assertThat(disturbed.namesIn("reports")).containsExactly("x-1", "x-2");
			}
			else {
				assertThat(disturbed.namesIn("reports")).containsExactly("x-1");
			}
			assertThat(result.code()).as(result.err()).isEqualTo((scenario.file().rows() > 1) ? 1 : 0);
			site.assertLeftAsIfUndisturbed(scenario, disturbed, "x-1");
			assertThat(disturbed.reports("x-1").number("/resumes")).isEqualTo(resumes + (ended ? 0 : 1));
		}
	}

	private static void kill(MortalImport disturbed, Moment moment) {
		disturbed.dieAt(moment.point());
		Figures.killedAt(moment.name());
	}

}
