package org.rolebindings.cli.console;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.RunKind;
import org.rolebindings.cli.NextCommandTests;
import org.rolebindings.job.run.ImportResult;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.report.WrittenReports;
import org.rolebindings.report.summary.LatencySummary;
import org.rolebindings.report.summary.RequestSummary;
import org.rolebindings.report.summary.RunOptions;
import org.rolebindings.report.summary.RunSummary;
import org.rolebindings.stop.StopReason;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link NextStep}. */
class NextStepTests {

	private static final String PROGRAM = "java -jar role-binding-import.jar ";

	private static final String FAILED = "reports/x-7/failed.csv";

	private final NextCommand next = NextCommandTests.parsed("import", "x.csv", "--fresh", "--max-failures", "3");

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			OUTAGE     | once the API answers again, the same command goes on from there
			LONG_PAUSE | after that pause the same command goes on from there
			DEAD_KEY   | set a valid key in ARIZE_API_KEY or --api-key-file; then the same command goes on from there
			SIGNAL     | the same command goes on from there
			""")
	void afterRunWhenItStoppedGoesOnAndDoesNotStartOver(StopReason.Kind kind, String advice) {
		assertThat(NextStep.afterRun(stopped(kind), false, this.next))
			.isEqualTo(new NextStep(advice, PROGRAM + "import x.csv --max-failures 3"));
	}

	@Test
	void afterRunWhenTooManyRowsFailedGoesOnWithAHigherLimit() {
		NextStep step = NextStep.afterRun(stopped(StopReason.Kind.TOO_MANY_FAILURES), false, this.next);
		assertThat(step).extracting(NextStep::command).isEqualTo(PROGRAM + "import x.csv --max-failures 8");
	}

	@Test
	void afterRunWhenTheNextUpdateIsOneTooManyGoesOnWithAHigherLimit() {
		NextCommand limited = NextCommandTests.parsed("import", "x.csv", "--max-updates", "5");
		assertThat(NextStep.afterRun(stopped(StopReason.Kind.TOO_MANY_UPDATES), false, limited)).isEqualTo(new NextStep(
				"see in succeeded.csv what was UPDATED; with a higher --max-updates the run goes on from there",
				PROGRAM + "import x.csv --max-updates 10"));
		assertThat(NextStep.afterRun(stopped(StopReason.Kind.TOO_MANY_UPDATES), false, this.next))
			.extracting(NextStep::command)
			.isEqualTo(PROGRAM + "import x.csv --max-failures 3 --max-updates 2");
	}

	@Test
	void afterRunWhenItReadStandardInputAsksForTheSameInput() {
		NextCommand ofInput = NextCommandTests.parsed("import", "-");
		assertThat(NextStep.afterRun(stopped(StopReason.Kind.SIGNAL), false, ofInput))
			.isEqualTo(new NextStep("the same command with the same input goes on from there", PROGRAM + "import -"));
	}

	@Test
	void afterRunWhenASandboxIsGoneSaysThatItStartsOver() {
		assertThat(NextStep.afterRun(stopped(StopReason.Kind.SIGNAL), true, this.next)).extracting(NextStep::advice)
			.asString()
			.contains("starts over");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			MISSING_VALUE       | correct reports/x-7/failed.csv, and import it
			NOT_FOUND           | correct reports/x-7/failed.csv, and import it
			CONFLICT_HIDDEN     | give the key the right that the messages in reports/x-7/failed.csv name
			FORBIDDEN           | give the key the right that the messages in reports/x-7/failed.csv name
			RETRIES_EXHAUSTED   | import the failed rows again later
			UNEXPECTED_RESPONSE | see in reports/x-7/failed.csv what the server answered
			""")
	void afterRunWhenRowsFailedForOneReasonSaysWhatThatReasonNeeds(ErrorCode code, String advice) {
		NextStep step = NextStep.afterRun(completed(Map.of(code, 1L)), false, this.next);
		assertThat(step).extracting(NextStep::advice).asString().startsWith(advice);
		assertThat(step).extracting(NextStep::command).isEqualTo(PROGRAM + "import " + FAILED + " --max-failures 3");
	}

	@Test
	void afterRunWhenUsersHaveOtherRolesAsksForADecision() {
		NextStep step = NextStep.afterRun(completed(Map.of(ErrorCode.ROLE_CONFLICT, 2L)), false, this.next);
		assertThat(step).extracting(NextStep::advice)
			.asString()
			.contains("--on-conflict update replaces it", "--on-conflict keep leaves it");
		assertThat(step).extracting(NextStep::command)
			.isEqualTo(PROGRAM + "import " + FAILED + " --max-failures 3 --on-conflict update");
	}

	@Test
	void afterRunWhenRowsFailedForSeveralReasonsTellsAboutConflictsToo() {
		NextStep step = NextStep.afterRun(completed(Map.of(ErrorCode.ROLE_CONFLICT, 2L, ErrorCode.MALFORMED_ID, 1L)),
				false, this.next);
		assertThat(step).extracting(NextStep::advice)
			.asString()
			.startsWith("see in " + FAILED)
			.contains("ROLE_CONFLICT: --on-conflict update or keep");
	}

	/**
	 * The applied plan is not one of failed.csv, and without a plan nobody has looked.
	 */
	@Test
	void afterRunWhenAPlanWasAppliedAsksForAnother() {
		NextStep step = NextStep.afterRun(
				result(RunStatus.COMPLETED, Map.of(ErrorCode.CHANGED_SINCE_PLAN, 2L), null,
						new RunOptions("fail", "skip", ",", null, "ab".repeat(32))),
				false, NextCommandTests.parsed("import", "x.csv", "--plan", "p.csv"));
		assertThat(step).isEqualTo(new NextStep(
				"see in " + FAILED + " what each row needs, then make a plan of that file, look at it and apply it",
				PROGRAM + "plan " + FAILED));
	}

	@Test
	void afterRunWhenEveryRowSucceededIsNothing() {
		assertThat(NextStep.afterRun(completed(Map.of()), false, this.next)).isNull();
	}

	@Test
	void afterRunWhenNothingWasPostedAsksForTheWholeFileAgain() {
		NextStep step = NextStep.afterRun(result(RunStatus.FAILED, Map.of(ErrorCode.MALFORMED_ID, 1L), null), false,
				this.next);
		assertThat(step).extracting(NextStep::command).isEqualTo(PROGRAM + "import x.csv --fresh --max-failures 3");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			FORBIDDEN         | give the key the right that the messages in reports/x-7/failed.csv name, then undo the
			NOT_VISIBLE       | give the key the right that the messages in reports/x-7/failed.csv name, then undo the
			RETRIES_EXHAUSTED | wait a while, then undo the run again
			BAD_REQUEST       | see in reports/x-7/failed.csv what each row needs, then undo the run again
			""")
	void afterRunWhenAnUndoLeftRowsUndoesAgain(ErrorCode code, String advice) {
		NextStep step = NextStep.afterRun(completed(RunKind.UNDO, Map.of(code, 1L, ErrorCode.CHANGED_SINCE, 1L)), false,
				NextCommandTests.parsed("undo", "last", "--yes").undoing(3L));
		assertThat(step).extracting(NextStep::advice).asString().startsWith(advice);
		assertThat(step).extracting(NextStep::command).isEqualTo(PROGRAM + "undo 3 --yes");
	}

	@Test
	void afterRunWhenAllThatIsLeftWasChangedSinceNamesNoCommand() {
		NextStep step = NextStep.afterRun(completed(RunKind.UNDO, Map.of(ErrorCode.CHANGED_SINCE, 1L)), false,
				NextCommandTests.parsed("undo", "3"));
		assertThat(step).extracting(NextStep::advice).asString().startsWith("see in " + FAILED + " what was changed");
		assertThat(step).extracting(NextStep::command).isNull();
	}

	@Test
	void afterRunWhenARevokeLeftRowsRevokesThem() {
		NextCommand revoke = NextCommandTests.parsed("revoke", "x.csv", "--yes");
		assertThat(NextStep.afterRun(completed(RunKind.REVOKE, Map.of(ErrorCode.MALFORMED_ID, 1L)), false, revoke))
			.isEqualTo(new NextStep("see in " + FAILED + " what each row needs, then revoke that file",
					PROGRAM + "revoke " + FAILED + " --yes"));
		assertThat(NextStep.afterRun(stopped(StopReason.Kind.SIGNAL), false, revoke)).extracting(NextStep::command)
			.isEqualTo(PROGRAM + "revoke x.csv --yes");
	}

	private static ImportResult completed(RunKind kind, Map<ErrorCode, Long> errors) {
		return result(kind, RunStatus.COMPLETED, errors, null, new RunOptions(null, null, ","));
	}

	private static ImportResult completed(Map<ErrorCode, Long> errors) {
		return result(RunStatus.COMPLETED, errors, null);
	}

	private static ImportResult stopped(StopReason.Kind kind) {
		return result(RunStatus.STOPPED, Map.of(ErrorCode.NOT_FOUND, 4L), new StopReason(kind, "Because."));
	}

	private static ImportResult result(RunStatus status, Map<ErrorCode, Long> errors, @Nullable StopReason stopped) {
		return result(status, errors, stopped, new RunOptions("fail", "skip", ","));
	}

	private static ImportResult result(RunStatus status, Map<ErrorCode, Long> errors, @Nullable StopReason stopped,
			RunOptions options) {
		return result(RunKind.IMPORT, status, errors, stopped, options);
	}

	private static ImportResult result(RunKind kind, RunStatus status, Map<ErrorCode, Long> errors,
			@Nullable StopReason stopped, RunOptions options) {
		Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
		kind.outcomes().forEach((outcome) -> outcomes.put(outcome, 0L));
		outcomes.put(Outcome.FAILED, errors.values().stream().mapToLong(Long::longValue).sum());
		RunSummary summary = new RunSummary(7L, status, "x.csv", "00", "https://api.example", Instant.EPOCH,
				Instant.EPOCH, BigDecimal.ONE, 0, outcomes.get(Outcome.FAILED), outcomes, errors,
				new RequestSummary(1, Map.of(), 0, 0), new LatencySummary(null, null, null, null), BigDecimal.ONE, kind,
				null, options, null);
		return new ImportResult(new WrittenReports(Path.of("reports/x-7"), summary), stopped);
	}

}
