package org.rolebindings.report.run;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.RunKind;
import org.rolebindings.ledger.ReportRow;
import org.rolebindings.ledger.RestoredRoles;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.ledger.run.RunPosition;
import org.rolebindings.ledger.run.RunRequest;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.ledger.run.RunTask;
import org.rolebindings.ledger.run.RunTotals;
import org.rolebindings.ledger.sample.TimeSample;
import org.rolebindings.report.Histograms;
import org.rolebindings.report.TestLedger;
import org.rolebindings.report.page.PageModel;
import org.rolebindings.report.page.Plot;
import org.rolebindings.report.page.Tone;
import org.rolebindings.report.summary.RowCounts;
import org.rolebindings.report.summary.RunOptions;
import org.rolebindings.report.summary.RunSummary;

import static org.assertj.core.api.Assertions.assertThat;

class RunPageTests {

	private static final Path FOLDER = Path.of("/home/ada/reports/x-3");

	private final StringBuilder table = new StringBuilder();

	private final RunTally tally = new RunTally("role_id,Resource ID,user_id", this.table::append);

	private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);

	private final Map<ErrorCode, Long> errors = new EnumMap<>(ErrorCode.class);

	private static final RunTask UNDO = new RunTask(RunKind.UNDO, 2L, null);

	private List<String> command = List.of("import", "/home/ada/x.csv", "--rate", "5", "--allow-empty");

	private void rows(int count, Outcome outcome, @Nullable ErrorCode code) {
		for (int i = 0; i < count; i++) {
			this.tally.add(new ReportRow(this.outcomes.size() * 1000L + i, "Rol1,Spa" + i + ",Usr1", outcome, outcome,
					code, null, (code != null) ? "Why." : null, 1, null, (outcome == Outcome.UPDATED) ? "Rol9" : null,
					null));
		}
		this.outcomes.merge(outcome, (long) count, Long::sum);
		if (code != null) {
			this.errors.merge(code, (long) count, Long::sum);
		}
	}

	private PageModel page(RunStatus status, TimeSample... samples) {
		return page(RunTask.IMPORT, status, samples);
	}

	private PageModel page(RunTask task, RunStatus status, TimeSample... samples) {
		Run run = new Run(3, status, TestLedger.IDENTITY.doing(task), "x.csv", "", "x-3", TestLedger.STARTED, null, 0,
				RunPosition.REPEATS_FOUND, RunTotals.NONE, RunRequest.NONE);
		RunSummary summary = RunSummary.of(run, status, null, new RowCounts(task.kind(), this.outcomes, this.errors));
		return RunPage.of(summary, this.tally, request(), List.of(samples), FOLDER);
	}

	private RunRequest request() {
		return new RunRequest(null, this.command, List.of("rb", "--state", "/home/ada/my state"));
	}

	private static void assertStep(PageModel page, String advice, @Nullable String expected) {
		assertThat(page.step()).isNotNull().satisfies((step) -> {
			assertThat(step.advice()).contains(advice);
			assertThat(step.command()).isEqualTo(expected);
		});
	}

	@Test
	void ofWhenEveryRowSucceededSaysThatNothingIsLeftToDo() {
		rows(2, Outcome.CREATED, null);
		rows(1, Outcome.UNCHANGED, null);
		PageModel page = page(RunStatus.COMPLETED);
		assertThat(page.headline().sentence()).isEqualTo("All 3 rows are in place.");
		assertThat(page.headline().tone()).isEqualTo(Tone.GOOD);
		assertThat(page.headline().topic()).isEqualTo("Import of x.csv to https://api.arize.com");
		assertThat(page.step()).isNull();
		assertThat(page.bars()).extracting(PageModel.Bar::label).containsExactly("CREATED", "UNCHANGED");
		assertThat(page.groups()).isEmpty();
		assertThat(page.plots()).isEmpty();
	}

	@Test
	void ofWhenRowsFailedGroupsThemAndNamesTheImportOfThem() {
		rows(70, Outcome.CREATED, null);
		rows(20, Outcome.FAILED, ErrorCode.NOT_FOUND);
		rows(10, Outcome.INVALID, ErrorCode.MALFORMED_ID);
		PageModel page = page(RunStatus.COMPLETED);
		assertThat(page.headline().sentence()).isEqualTo("30 of 100 rows failed.");
		assertThat(page.headline().remarks()).containsExactly("The other 70 are in place.");
		assertThat(page.headline().tone()).isEqualTo(Tone.WARNING);
		assertStep(page, "Correct the rows in failed.csv",
				"rb import /home/ada/reports/x-3/failed.csv --rate 5 --state '/home/ada/my state'");
		assertThat(page.groups()).extracting(PageModel.Group::title)
			.containsExactly("Why rows failed", "Failed rows by resource", "Failed rows by role");
		assertThat(page.groups().get(0).lines()).extracting((line) -> line.cells().get(0) + " " + line.count())
			.containsExactly("NOT_FOUND 20", "MALFORMED_ID 10");
		assertThat(page.groups().get(1).lines()).hasSize(20)
			.first()
			.isEqualTo(new PageModel.Line(List.of("Spa0"), 2, false));
		assertThat(page.groups().get(2).lines()).containsExactly(new PageModel.Line(List.of("Rol1"), 30, false));
		assertThat(this.table).startsWith("[1000,0,\"Usr1\",\"Rol1\",\"Spa0\",\"Why.\"]");
	}

	@Test
	void ofWhenAllRowsMetAnotherRoleOffersToReplaceIt() {
		rows(3, Outcome.FAILED, ErrorCode.ROLE_CONFLICT);
		PageModel page = page(RunStatus.COMPLETED);
		assertThat(page.headline().tone()).isEqualTo(Tone.BAD);
		assertStep(page, "Decide about the users", "rb import /home/ada/reports/x-3/failed.csv --rate 5 "
				+ "--on-conflict update --state '/home/ada/my state'");
	}

	@Test
	void ofWhenRolesWereReplacedSaysFromWhichToWhich() {
		rows(4, Outcome.UPDATED, null);
		assertThat(page(RunStatus.COMPLETED).groups()).singleElement()
			.satisfies((group) -> assertThat(group.lines())
				.containsExactly(new PageModel.Line(List.of("Rol9", "Rol1"), 4, false)));
	}

	@Test
	void ofWhenTheRunStoppedNamesTheSameCommand() {
		rows(2, Outcome.CREATED, null);
		rows(6, Outcome.PENDING, null);
		PageModel page = page(RunStatus.STOPPED);
		assertThat(page.headline().sentence())
			.isEqualTo("The import stopped before its end. 6 of 8 rows are still open.");
		assertThat(page.headline().remarks()).containsExactly("Nothing is lost: 2 so far are in place.");
		assertStep(page, "Run the same command again.",
				"rb import /home/ada/x.csv --rate 5 --allow-empty --state '/home/ada/my state'");
	}

	@Test
	void ofWhenTheRunStoppedAtALimitNamesAHigherOne() {
		this.command = List.of("import", "/home/ada/x.csv", "--max-failures", "3");
		rows(4, Outcome.FAILED, ErrorCode.FORBIDDEN);
		rows(6, Outcome.PENDING, null);
		assertStep(page(RunStatus.STOPPED), "With a higher limit it goes on from there.",
				"rb import /home/ada/x.csv --max-failures 8 --state '/home/ada/my state'");
	}

	@Test
	void ofWhenTheFileCameThroughTheInboxNamesNoCommandForFailures() {
		this.command = List.of("watch", "--inbox", "/home/ada/inbox");
		rows(1, Outcome.FAILED, ErrorCode.NOT_FOUND);
		assertStep(page(RunStatus.COMPLETED), "drop that file into the inbox", null);
	}

	@Test
	void ofWhenTheRunWasAbandonedOrNothingWasSentSaysSo() {
		rows(1, Outcome.INVALID, ErrorCode.MISSING_VALUE);
		rows(1, Outcome.PENDING, null);
		assertThat(page(RunStatus.ABANDONED).headline().sentence())
			.isEqualTo("This run was given up for a newer one. 1 of 2 rows is still open.");
		assertThat(page(RunStatus.ABANDONED).step()).isNull();
		assertThat(page(RunStatus.FAILED).headline().sentence())
			.isEqualTo("Nothing was changed, because 1 of 2 rows is invalid.");
	}

	@Test
	void ofAValidationNamesTheImport() {
		this.command = List.of("validate", "/home/ada/x.csv", "--reports", "r");
		rows(2, Outcome.VALID, null);
		RunSummary summary = RunSummary.ofNoRun("x.csv", "00", Instant.EPOCH, Instant.EPOCH.plus(Duration.ofSeconds(1)),
				new RowCounts(RunKind.VALIDATE, this.outcomes, this.errors), new RunOptions(null, null, ","));
		PageModel page = RunPage.of(summary, this.tally, new RunRequest(null, this.command, List.of("rb")), List.of(),
				FOLDER);
		assertThat(page.headline().sentence()).isEqualTo("All 2 rows are valid.");
		assertStep(page, "Import the file.", "rb import /home/ada/x.csv");
	}

	@Test
	void ofWhenThereAreSamplesPlotsThemWithPausesAndRestarts() {
		rows(1, Outcome.CREATED, null);
		PageModel page = page(RunStatus.COMPLETED,
				new TimeSample(0, 1_000, 2_000, 400, 0, 1, 500, Histograms.encoded(5_000)),
				new TimeSample(2, 3_000, 1_000, 100, 10, 0, 0, ""));
		assertThat(page.plots()).hasSize(2);
		Plot rows = page.plots().get(0);
		assertThat(rows.lengthMillis()).isEqualTo(4_000);
		assertThat(rows.series()).extracting(Plot.Series::name).containsExactly("rows decided", "rows that failed");
		assertThat(rows.series().get(0).steps()).containsExactly(new Plot.Step(1_000, 3_000, 200),
				new Plot.Step(3_000, 4_000, 100));
		assertThat(rows.marks().pauses()).containsExactly(new Plot.Step(1_000, 1_500, 0));
		assertThat(rows.marks().restarts()).containsExactly(3_000L);
		assertThat(page.plots().get(1).series().get(1).steps()).singleElement()
			.satisfies((step) -> assertThat(step.value()).isBetween(4.9, 5.1));
	}

	@Test
	void ofAnUndoThatTookEverythingBackSaysSoAndHowToPutItBack() {
		undoing();
		rows(12, Outcome.DELETED, null);
		rows(3, Outcome.RESTORED, null);
		this.tally.add(new RestoredRoles("Rol1", "Rol7", 2));
		this.tally.add(new RestoredRoles("Rol1", null, 1));
		rows(2, Outcome.GONE, null);
		rows(1, Outcome.UNCHANGED, null);
		PageModel page = page(UNDO, RunStatus.COMPLETED);
		assertThat(page.headline().topic()).isEqualTo("Undo of run 2, the import of x.csv at https://api.arize.com");
		assertThat(page.headline().sentence()).isEqualTo("12 bindings were deleted, 3 got their former role back.");
		assertThat(page.headline().remarks()).containsExactly("2 bindings were gone already.",
				"1 binding was as it was before the undone run already.");
		assertThat(page.headline().tone()).isEqualTo(Tone.GOOD);
		assertThat(page.step()).isNull();
		assertThat(page.bars()).extracting(PageModel.Bar::label)
			.containsExactly("UNCHANGED", "DELETED", "RESTORED", "GONE");
		assertThat(page.bars()).extracting(PageModel.Bar::meaning).doesNotContain("").doesNotHaveDuplicates();
		assertThat(page.groups()).extracting(PageModel.Group::title)
			.containsExactly("Roles that were given back", "Roles that were taken away");
		assertThat(page.groups().get(0).lines()).containsExactly(new PageModel.Line(List.of("Rol1", "Rol7"), 2, false),
				new PageModel.Line(List.of("Rol1", "(the one before)"), 1, false));
		assertThat(page.facts())
			.contains(new PageModel.Fact("Undone run", "2"),
					new PageModel.Fact("To put it back",
							"rb import /home/ada/reports/x-3/succeeded.csv --rate 5 --base-url "
									+ "https://api.arize.com --on-conflict update --state '/home/ada/my state'"))
			.extracting(PageModel.Fact::name)
			.doesNotContain("Options");
	}

	@Test
	void ofAnUndoThatLeftSomeGroupsThemAndAsksToUndoAgain() {
		undoing();
		rows(1, Outcome.DELETED, null);
		rows(2, Outcome.CHANGED_SINCE, ErrorCode.CHANGED_SINCE);
		rows(1, Outcome.FAILED, ErrorCode.FORBIDDEN);
		PageModel page = page(UNDO, RunStatus.COMPLETED);
		assertThat(page.headline().sentence())
			.isEqualTo("1 binding was deleted; 2 were left alone because they were changed since, and 1 failed.");
		assertThat(page.headline().tone()).isEqualTo(Tone.WARNING);
		assertStep(page, "Give the API key the right that the messages name. Then undo the run again. Decide yourself",
				"rb undo 2 --yes --rate 5 --state '/home/ada/my state'");
		assertThat(page.groups().get(0).title()).isEqualTo("Why rows were not taken back");
		assertThat(page.groups().get(0).lines()).extracting((line) -> line.cells().get(1))
			.satisfiesExactly((changed) -> assertThat(changed).contains("revoke a CSV with the role that is there now"),
					(forbidden) -> assertThat(forbidden).contains("ROLE_BINDING_DELETE", "undo the run again"));
	}

	@Test
	void ofAnUndoWhoseBindingsWereAllChangedLeavesThemToAPerson() {
		undoing();
		rows(1, Outcome.CHANGED_SINCE, ErrorCode.CHANGED_SINCE);
		PageModel page = page(UNDO, RunStatus.COMPLETED);
		assertThat(page.headline().sentence())
			.isEqualTo("Nothing was changed: 1 was left alone because it was changed since.");
		assertThat(page.headline().tone()).isEqualTo(Tone.BAD);
		assertStep(page, "Look at each of them in failed.csv", null);
		assertThat(page.facts()).extracting(PageModel.Fact::name).doesNotContain("To put it back");
	}

	@Test
	void ofAnUndoThatFoundNothingSaysThatNothingWasLeft() {
		undoing();
		rows(2, Outcome.GONE, null);
		assertThat(page(UNDO, RunStatus.COMPLETED).headline().sentence())
			.isEqualTo("There was nothing left to take back.");
	}

	@Test
	void ofAnUndoThatStoppedNamesTheSameCommand() {
		undoing();
		rows(2, Outcome.RESTORED, null);
		rows(1, Outcome.FAILED, ErrorCode.NOT_VISIBLE);
		rows(5, Outcome.PENDING, null);
		PageModel page = page(new RunTask(RunKind.UNDO, 2L, "cd".repeat(32)), RunStatus.STOPPED);
		assertThat(page.headline().sentence())
			.isEqualTo("The undo stopped before its end. 5 of 8 rows are still open.");
		assertThat(page.headline().remarks())
			.containsExactly("Nothing is lost. So far 2 bindings got their former role back; 1 failed.");
		assertStep(page, "Run the same command again.", "rb undo 2 --yes --rate 5 --state '/home/ada/my state'");
		assertThat(page.facts()).contains(new PageModel.Fact("Options", "--only with SHA-256 " + "cd".repeat(32)));
	}

	@Test
	void ofAnUndoOfAReportKeepsItsOptionsForTheWayBack() {
		this.command = List.of("undo", "--from", "/home/ada/succeeded.csv", "--rate", "5");
		rows(1, Outcome.DELETED, null);
		PageModel page = page(new RunTask(RunKind.UNDO, null, null), RunStatus.COMPLETED);
		assertThat(page.headline().topic()).isEqualTo("Undo of the import of x.csv at https://api.arize.com");
		assertThat(page.facts()).contains(
				new PageModel.Fact("To put it back",
						"rb import /home/ada/reports/x-3/succeeded.csv --rate 5 --base-url "
								+ "https://api.arize.com --state '/home/ada/my state'"),
				new PageModel.Fact("Options", "--delimiter ,"));
	}

	@Test
	void ofARevokeWithInvalidRowsAsksToCorrectAndRevokeThem() {
		this.command = List.of("revoke", "/home/ada/x.csv", "--rate", "5", "--yes");
		rows(2, Outcome.DELETED, null);
		rows(1, Outcome.INVALID, ErrorCode.MISSING_VALUE);
		PageModel page = page(RunTask.REVOKE, RunStatus.COMPLETED);
		assertThat(page.headline().topic()).isEqualTo("Revocation of the bindings in x.csv at https://api.arize.com");
		assertThat(page.headline().sentence()).isEqualTo("2 bindings were deleted; 1 failed.");
		assertStep(page, "Then revoke that file.",
				"rb revoke /home/ada/reports/x-3/failed.csv --rate 5 --yes --state '/home/ada/my state'");
		assertThat(page(RunTask.REVOKE, RunStatus.FAILED).step())
			.satisfies((step) -> assertThat(step.advice()).endsWith("and revoke it again."));
	}

	private void undoing() {
		this.command = List.of("undo", "2", "--yes", "--rate", "5");
	}

}
