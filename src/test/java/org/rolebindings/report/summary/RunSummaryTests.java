package org.rolebindings.report.summary;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.RunKind;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.ledger.run.RunPosition;
import org.rolebindings.ledger.run.RunRequest;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.ledger.run.RunTask;
import org.rolebindings.ledger.run.RunTotals;
import org.rolebindings.report.TestLedger;
import org.rolebindings.report.WrittenReports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RunSummaryTests {

	private static final RowCounts NO_ROWS = new RowCounts(RunKind.IMPORT, Map.of(), Map.of());

	@Test
	void toJsonWhenNothingHappenedHasAllKeys() {
		RunSummary summary = RunSummary.ofNoRun("x.csv", "00", Instant.EPOCH, Instant.EPOCH,
				new RowCounts(RunKind.VALIDATE, Map.of(), Map.of()), new RunOptions(null, null, ";"));
		assertThat(summary.toJson()).isEqualTo("""
				{
				  "run": null,
				  "status": "COMPLETED",
				  "file": "x.csv",
				  "sha256": "00",
				  "target": null,
				  "started_at": "1970-01-01T00:00:00.000Z",
				  "ended_at": "1970-01-01T00:00:00.000Z",
				  "duration_seconds": 0,
				  "resumes": 0,
				  "rows": 0,
				  "outcomes": {
				    "VALID": 0,
				    "DUPLICATE": 0,
				    "INVALID": 0
				  },
				  "errors": {},
				  "requests": {
				    "total": 0,
				    "by_status": {},
				    "retries": 0,
				    "throttled": 0
				  },
				  "latency_ms": {
				    "p50": null,
				    "p95": null,
				    "p99": null,
				    "max": null
				  },
				  "rows_per_second": 0,
				  "kind": "validate",
				  "note": null,
				  "options": {
				    "delimiter": ";"
				  }
				}
				""");
	}

	@Test
	void toJsonWhenRunEndedInCrashHasNoEnd() {
		Run run = run(RunTotals.NONE);
		assertThat(RunSummary.of(run, RunStatus.RUNNING, null, NO_ROWS).toJson()).contains("\"status\": \"STOPPED\"",
				"\"ended_at\": null");
	}

	@Test
	void toJsonWhenNumbersAreBigOrSmallWritesPlainDecimals() {
		RunTotals totals = new RunTotals(0, Map.of(), 0, 0, "", 10_000_000_000L);
		RowCounts counts = new RowCounts(RunKind.IMPORT, Map.of(Outcome.CREATED, 50_000L, Outcome.PENDING, 7L),
				Map.of());
		assertThat(RunSummary.of(run(totals), RunStatus.STOPPED, null, counts).toJson())
			.contains("\"duration_seconds\": 10000000,", "\"rows_per_second\": 0.005,\n");
	}

	@Test
	void ratesCountOnlyWhatIsDecided() {
		RunTotals totals = new RunTotals(0, Map.of(), 0, 0, "", 1_500);
		RowCounts counts = new RowCounts(RunKind.IMPORT,
				Map.of(Outcome.INVALID, 1L, Outcome.DUPLICATE, 1L, Outcome.PENDING, 9L), Map.of());
		RunSummary summary = RunSummary.of(run(totals), RunStatus.STOPPED, null, counts);
		assertThat(summary.rows()).isEqualTo(11);
		assertThat(summary.durationSeconds()).isEqualTo(new BigDecimal("1.5"));
		assertThat(summary.rowsPerSecond()).isEqualTo(new BigDecimal("1.333"));
	}

	@Test
	void toJsonOfWrittenReportsHasWhatACallerNeedsBesideTheSummary() {
		RunSummary summary = RunSummary.of(run(RunTotals.NONE), RunStatus.STOPPED, null, NO_ROWS);
		String file = summary.toJson();
		assertThat(new WrittenReports(Path.of("reports/x-3"), summary).toJson(130, "import 'x'"))
			.isEqualTo(file.substring(0, file.length() - "\n}\n".length()) + """
					,
					  "exit_code": 130,
					  "reports": "reports/x-3",
					  "next": "import 'x'"
					}
					""");
		assertThat(file)
			.contains("\"kind\": \"import\"", "\"note\": \"TICKET-7 \\\"Ada\\\"\"", "\"on_conflict\": \"fail\"")
			.doesNotContain("next");
	}

	@Test
	void toJsonOfAnUndoHasItsOutcomesAndTheOptionsThatApply() {
		Run run = run(RunTotals.NONE);
		RunTask task = new RunTask(RunKind.UNDO, 2L, "cd".repeat(32));
		RowCounts counts = new RowCounts(task.kind(), Map.of(Outcome.RESTORED, 3L), Map.of());
		assertThat(RunSummary.of(doing(run, task), RunStatus.COMPLETED, null, counts).toJson()).contains("""
				  "outcomes": {
				    "UNCHANGED": 0,
				    "DELETED": 0,
				    "RESTORED": 3,
				    "GONE": 0,
				    "CHANGED_SINCE": 0,
				    "DUPLICATE": 0,
				    "INVALID": 0,
				    "FAILED": 0,
				    "PENDING": 0
				  },
				""", """
				  "kind": "undo",
				""", """
				  "options": {
				    "delimiter": ",",
				    "undone": 2,
				    "only": "%s"
				  }
				""".formatted("cd".repeat(32)));
	}

	@Test
	void toJsonOfARevokeHasHowItsFileIsRead() {
		RowCounts counts = new RowCounts(RunKind.REVOKE, Map.of(Outcome.DELETED, 3L), Map.of());
		assertThat(
				RunSummary.of(doing(run(RunTotals.NONE), RunTask.REVOKE), RunStatus.COMPLETED, null, counts).toJson())
			.contains("""
					  "kind": "revoke",
					""", """
					  "options": {
					    "on_invalid": "skip",
					    "delimiter": ","
					  }
					""")
			.doesNotContain("RESTORED", "UNCHANGED");
	}

	private static Run doing(Run run, RunTask task) {
		return new Run(run.number(), run.status(), run.identity().doing(task), run.fileName(), run.header(),
				run.reportFolder(), run.startedAt(), run.endedAt(), run.resumes(), run.position(), run.totals(),
				run.request());
	}

	@Test
	void createWhenRowsAreNotTheSumOfOutcomesIsRefused() {
		RunSummary summary = RunSummary.of(run(RunTotals.NONE), RunStatus.STOPPED, null, NO_ROWS);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new RunSummary(summary.run(), summary.status(), summary.file(), summary.sha256(),
					summary.target(), summary.startedAt(), summary.endedAt(), summary.durationSeconds(),
					summary.resumes(), 1, summary.outcomes(), summary.errors(), summary.requests(), summary.latencyMs(),
					summary.rowsPerSecond(), summary.kind(), summary.note(), summary.options(), null))
			.withMessage("There are 1 rows and 0 outcomes or actions.");
	}

	private static Run run(RunTotals totals) {
		return new Run(3, RunStatus.RUNNING, TestLedger.IDENTITY, "x.csv", "", "x-3", TestLedger.STARTED, null, 0,
				RunPosition.REPEATS_FOUND, totals, new RunRequest("TICKET-7 \"Ada\"", List.of()));
	}

}
