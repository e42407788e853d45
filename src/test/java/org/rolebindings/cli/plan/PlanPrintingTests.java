package org.rolebindings.cli.plan;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.RunKind;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.binding.validation.RowNames;
import org.rolebindings.cli.NextCommandTests;
import org.rolebindings.cli.console.NextCommand;
import org.rolebindings.cli.process.ExitCode;
import org.rolebindings.job.plan.Plan;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.ledger.run.RunTotals;
import org.rolebindings.report.PlannedRow;
import org.rolebindings.report.WrittenReports;
import org.rolebindings.report.summary.PlanAction;
import org.rolebindings.report.summary.RowCounts;
import org.rolebindings.report.summary.RunOptions;
import org.rolebindings.report.summary.RunSummary;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of what is printed of a plan, and of what the command ends with. */
class PlanPrintingTests {

	private static final String PROGRAM = "java -jar role-binding-import.jar ";

	private final NextCommand next = NextCommandTests.parsed("plan", "x.csv", "--exit-code", "--extra", "--max-updates",
			"1");

	private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

	@Test
	void printAsTextShowsWhoGetsWhatWhereAndWhatIsThere() {
		new TextPlan(out()).print(result(plan(Map.of(PlanAction.UPDATE, 12L, PlanAction.CREATE, 1L), 3L,
				row(PlanAction.UPDATE, "Rol1", null), row(PlanAction.CREATE, null, null))), step());
		assertThat(text())
			.contains("Plan of x.csv for https://api.example: 13 rows, 13 would change, as far as this key")
			.contains("  UPDATE                           12\n")
			.doesNotContain("KEEP")
			.contains("  line 7: Usr1 on SPACE Spa1: Rol1 -> Rol2\n  and 11 more in plan.csv\n")
			.contains("  line 7: Usr1 on SPACE Spa1: Rol2\n")
			.contains("extra.csv: 3 bindings on")
			.contains("Reports: reports/x-plan\nNext: apply: command\n");
	}

	@Test
	void printAsTextWhenARowFailsShowsTheRoleThatIsThereAndWhyARowIsInvalid() {
		new TextPlan(out()).print(result(plan(Map.of(PlanAction.FAIL, 1L, PlanAction.INVALID, 1L), null,
				row(PlanAction.FAIL, "Rol1", ErrorCode.ROLE_CONFLICT),
				row(PlanAction.INVALID, null, ErrorCode.MALFORMED_ID))), null);
		assertThat(text()).contains("  line 7: Usr1 on SPACE Spa1: Rol1 is there, not Rol2\n")
			.contains("  line 7: MALFORMED_ID: <b>|*why*\\u001B\n")
			.doesNotContain("extra.csv")
			.doesNotContain("Next:");
	}

	@Test
	void printShowsTheNamesThatTheFileHas() {
		RowNames names = new RowNames("Editor", "ada@example.com", "Europe", "Research", "Chat");
		InputRow input = new InputRow(7, "", "Rol2", "Usr1", "PROJECT", "Prj1", names, null);
		PlannedRow row = new PlannedRow(input, PlanAction.UPDATE, new ExistingBinding("b1", "Rol1"), null, null);
		Plan plan = plan(Map.of(PlanAction.UPDATE, 1L), null, row);
		new TextPlan(out()).print(result(plan), null);
		assertThat(text()).contains("line 7: ada@example.com on PROJECT Europe / Research / Chat: Rol1 -> Editor\n");
		new MarkdownPlan(out()).print(result(plan), null);
		assertThat(text())
			.contains("| 7 | ada\\@example.com | PROJECT Europe / Research / Chat | Rol1 | Editor |  |\n");
	}

	@Test
	void printAsMarkdownTakesWhatTheFileSaysAsText() {
		new MarkdownPlan(out()).print(result(
				plan(Map.of(PlanAction.INVALID, 1L), null, row(PlanAction.INVALID, null, ErrorCode.MALFORMED_ID))),
				step());
		assertThat(text()).startsWith("## Plan of x.csv for https://api.example: 1 row, nothing would change")
			.contains("| INVALID | 1 | the row would be rejected |\n")
			.contains("| MALFORMED\\_ID: \\<b\\>\\|\\*why\\*\\\\u001B |\n")
			.endsWith("Next: apply:\n\n    command\n");
	}

	@ParameterizedTest
	@CsvSource({ "CREATE, '', false, SUCCESS", "CREATE, '', true, WOULD_CHANGE", "UPDATE, '', true, WOULD_CHANGE",
			"NONE, '', true, SUCCESS", "KEEP, '', true, SUCCESS", "FAIL, ROLE_CONFLICT, true, ROWS_FAILED",
			"INVALID, MALFORMED_ID, false, ROWS_FAILED" })
	void exitCodeIsThatOfAnImport(PlanAction action, String code, boolean tellChange, ExitCode expected) {
		Plan plan = plan(Map.of(action, 1L), null, row(action, null, code.isEmpty() ? null : ErrorCode.valueOf(code)));
		assertThat(PlanResult.of(plan, properties(Map.of()), tellChange).exitCode()).isEqualTo(expected);
	}

	@Test
	void exitCodeWhenARowIsInvalidAndThatAbortsIsOfARefusal() {
		Plan plan = plan(Map.of(PlanAction.INVALID, 1L), null, row(PlanAction.INVALID, null, ErrorCode.MALFORMED_ID));
		PlanResult result = PlanResult.of(plan, properties(Map.of("role-bindings.on-invalid", "abort")), true);
		assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
		assertThat(result.remark()).contains("--on-invalid abort");
	}

	@Test
	void exitCodeWhenAnImportWouldStopIsOfAStop() {
		Plan plan = new Plan(plan(Map.of(PlanAction.UPDATE, 2L), null).reports(), Map.of(), null, "It would stop.");
		assertThat(PlanResult.of(plan, properties(Map.of()), true)).returns(ExitCode.STOPPED, PlanResult::exitCode)
			.returns("It would stop.", PlanResult::remark);
		assertThat(PlanNextStep.of(result(plan), false, this.next)).extracting(PlanNextStep::command)
			.isEqualTo(PROGRAM + "plan x.csv --exit-code --extra --max-updates 2");
	}

	@ParameterizedTest
	@CsvSource({ "CREATE, false, import x.csv --max-updates 1 --plan reports/x-plan/plan.csv",
			"CREATE, true, import x.csv --max-updates 1",
			"FAIL, false, plan x.csv --exit-code --extra --max-updates 1 --on-conflict update",
			"INVALID, false, plan x.csv --exit-code --extra --max-updates 1", "NONE, false," })
	void nextStepFollowsFromTheActions(PlanAction action, boolean sandbox, @Nullable String command) {
		PlanNextStep step = PlanNextStep.of(
				result(plan(Map.of(action, 1L), null,
						row(action, null, (action == PlanAction.FAIL) ? ErrorCode.ROLE_CONFLICT : null))),
				sandbox, this.next);
		assertThat((step != null) ? step.command() : null).isEqualTo((command != null) ? PROGRAM + command : null);
	}

	@Test
	void nextStepWhenAFailureIsNoConflictIsNotToDecideAboutOne() {
		Plan plan = plan(Map.of(PlanAction.FAIL, 1L), null, row(PlanAction.FAIL, null, ErrorCode.UNEXPECTED_RESPONSE));
		assertThat(PlanNextStep.of(result(plan), false, this.next)).isNull();
		new TextPlan(out()).print(result(plan), null);
		assertThat(text()).contains("line 7: Usr1 on SPACE Spa1: Rol2. UNEXPECTED_RESPONSE: <b>|*why*\\u001B");
	}

	@Test
	void printOfAnUndoSaysWhatWouldBeTakenBack() {
		PlannedRow restored = new PlannedRow(new InputRow(7, "", "Rol2", "Usr1", "SPACE", "Spa1", null),
				PlanAction.RESTORE, new ExistingBinding("b1", "Rol2"), null,
				"The user would get the role 'Rol1' back.");
		Plan plan = plan(RunKind.UNDO, Map.of(PlanAction.DELETE, 2L, PlanAction.RESTORE, 1L, PlanAction.GONE, 1L), null,
				row(PlanAction.DELETE, "Rol2", null), restored, row(PlanAction.GONE, null, null));
		new TextPlan(out()).print(result(plan), null);
		assertThat(text())
			.contains(
					"Plan of an undo of x.csv for https://api.example: 4 rows, 3 would change, as far as this key sees")
			.contains("  DELETE                            2\n")
			.contains("DELETE: the binding would be deleted\n  line 7: Usr1 on SPACE Spa1: Rol2\n")
			.contains("  line 7: Usr1 on SPACE Spa1: Rol2. The user would get the role 'Rol1' back.\n")
			.contains("GONE: the binding is not there any more\n");
		new MarkdownPlan(out()).print(result(plan), null);
		assertThat(text()).contains("## Plan of an undo of x.csv")
			.contains("| RESTORE | 1 | the user would get the former role back |\n")
			.doesNotContain("CREATE");
	}

	@ParameterizedTest
	@CsvSource({ "DELETE, '', SUCCESS", "NONE, '', SUCCESS", "GONE, '', SUCCESS",
			"CHANGED_SINCE, CHANGED_SINCE, ROWS_FAILED", "FAIL, NOT_VISIBLE, ROWS_FAILED" })
	void exitCodeOfADryRunIsThatOfTheUndo(PlanAction action, String code, ExitCode expected) {
		Plan plan = plan(RunKind.UNDO, Map.of(action, 1L), null,
				row(action, null, code.isEmpty() ? null : ErrorCode.valueOf(code)));
		assertThat(result(plan).exitCode()).isEqualTo(expected);
	}

	@Test
	void exitCodeOfARevokeWhenARowIsInvalidAndThatAbortsIsOfARefusal() {
		Plan plan = plan(RunKind.REVOKE, Map.of(PlanAction.INVALID, 1L), null,
				row(PlanAction.INVALID, null, ErrorCode.MALFORMED_ID));
		PlanResult result = PlanResult.of(plan, properties(Map.of("role-bindings.on-invalid", "abort")), false);
		assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
		assertThat(result.remark()).startsWith("The revoke would change nothing");
	}

	@ParameterizedTest
	@CsvSource({ "DELETE, revoke x.csv --yes", "INVALID, revoke x.csv --dry-run --yes --output json",
			"CHANGED_SINCE, revoke x.csv --dry-run --yes --output json",
			"FAIL, revoke x.csv --dry-run --yes --output json", "GONE," })
	void nextStepOfADryRunIsTheCommandItself(PlanAction action, @Nullable String command) {
		Plan plan = plan(RunKind.REVOKE, Map.of(action, 1L), null, row(action, null, null));
		PlanNextStep step = PlanNextStep.of(result(plan), false,
				NextCommandTests.parsed("revoke", "x.csv", "--dry-run", "--yes", "--output", "json"));
		assertThat((step != null) ? step.command() : null).isEqualTo((command != null) ? PROGRAM + command : null);
	}

	@Test
	void nextStepOfTheDryRunOfAnUndoNamesItsRun() {
		Plan plan = plan(RunKind.UNDO, Map.of(PlanAction.DELETE, 1L), null, row(PlanAction.DELETE, null, null));
		PlanNextStep step = PlanNextStep.of(result(plan), false,
				NextCommandTests.parsed("undo", "last", "--only", "some.csv", "--dry-run").undoing(3L));
		assertThat(step).extracting(PlanNextStep::command).isEqualTo(PROGRAM + "undo 3 --only some.csv");
	}

	private static PlanResult result(Plan plan) {
		return PlanResult.of(plan, properties(Map.of()), false);
	}

	private static PlanNextStep step() {
		return new PlanNextStep("apply", "command");
	}

	private static PlannedRow row(PlanAction action, @Nullable String role, @Nullable ErrorCode code) {
		return new PlannedRow(new InputRow(7, "", "Rol2", "Usr1", "SPACE", "Spa1", null), action,
				(role != null) ? new ExistingBinding("b1", role) : null, code,
				(code != null) ? "<b>|*why*\u001B" : null);
	}

	private static Plan plan(Map<PlanAction, Long> counts, @Nullable Long extra, PlannedRow... rows) {
		return plan(RunKind.PLAN, counts, extra, rows);
	}

	private static Plan plan(RunKind kind, Map<PlanAction, Long> counts, @Nullable Long extra, PlannedRow... rows) {
		Map<PlanAction, Long> actions = new EnumMap<>(PlanAction.class);
		PlanAction.of(kind).forEach((action) -> actions.put(action, counts.getOrDefault(action, 0L)));
		Map<ErrorCode, Long> errors = new EnumMap<>(ErrorCode.class);
		Map<PlanAction, List<PlannedRow>> first = new EnumMap<>(PlanAction.class);
		for (PlannedRow row : rows) {
			first.put(row.action(), List.of(row));
			if (row.code() != null) {
				errors.put(row.code(), 1L);
			}
		}
		RunSummary summary = RunSummary
			.ofNoRun("x.csv", "00", Instant.EPOCH, Instant.EPOCH, new RowCounts(kind, Map.of(), errors),
					new RunOptions("fail", "skip", ","))
			.ofPlan("https://api.example", RunTotals.NONE, null, actions);
		return new Plan(new WrittenReports(Path.of("reports/x-plan"), summary), first, extra, null);
	}

	private static ImportProperties properties(Map<String, String> values) {
		return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("role-bindings",
				ImportProperties.class);
	}

	private PrintStream out() {
		return new PrintStream(this.printed, true, StandardCharsets.UTF_8);
	}

	private String text() {
		return this.printed.toString(StandardCharsets.UTF_8);
	}

}
