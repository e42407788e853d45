package org.rolebindings.cli.console;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.RunKind;
import org.rolebindings.cli.NextCommandTests;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.cli.settings.LogFormat;
import org.rolebindings.job.run.ImportResult;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.report.WrittenReports;
import org.rolebindings.report.summary.LatencySummary;
import org.rolebindings.report.summary.RequestSummary;
import org.rolebindings.report.summary.RowCounts;
import org.rolebindings.report.summary.RunOptions;
import org.rolebindings.report.summary.RunSummary;

import org.springframework.boot.context.properties.bind.Binder;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link ResultPrinter}. */
class ResultPrinterTests {

	private static final String ODD = "x\u001B[31m\u202E\n.csv";

	@Test
	void printImportOfAnUndoSaysWhatWasUndoneAndHowToPutItBack() {
		String printed = printed(RunKind.UNDO, Map.of(Outcome.DELETED, 12L, Outcome.RESTORED, 3L), 7L, "undo", "last",
				"--rate", "5", "--yes");
		assertThat(printed)
			.contains("Run 9, undo of run 7 (x.csv), at https://api.example: completed in 1 s",
					"\n  DELETED                          12\n  RESTORED                          3\n",
					"To put it back: java -jar role-binding-import.jar import reports/x-9/succeeded.csv --rate 5 "
							+ "--base-url https://api.example --delimiter '#' --on-conflict update\n")
			.doesNotContain("import of", "Next:", "CREATED");
	}

	@Test
	void printImportOfARevokeThatDeletedNothingNamesNoWayBack() {
		assertThat(printed(RunKind.REVOKE, Map.of(Outcome.GONE, 2L), null, "revoke", "x.csv"))
			.contains("Run 9, revoke of x.csv, at https://api.example: ", "all 2 rows were taken back already")
			.doesNotContain("To put it back");
	}

	@Test
	void printValidationWhenTheFilesNameCouldControlTheTerminalShowsItAsText() {
		ByteArrayOutputStream printed = new ByteArrayOutputStream();
		CliProperties properties = new Binder().bindOrCreate("role-bindings", CliProperties.class);
		RowCounts counts = new RowCounts(RunKind.VALIDATE, Map.of(Outcome.INVALID, 1L),
				Map.of(ErrorCode.MALFORMED_ID, 1L));
		RunSummary summary = RunSummary.ofNoRun(ODD, "00", Instant.EPOCH, Instant.EPOCH, counts,
				new RunOptions("fail", "skip", ","));
		int code = new ResultPrinter(new PrintStream(printed, true, StandardCharsets.UTF_8),
				new Messages(System.err, LogFormat.TEXT), properties, NextCommandTests.parsed("validate", ODD))
			.printValidation(new WrittenReports(Path.of("reports/x_[31m\u202E_-validate"), summary));
		assertThat(code).isEqualTo(1);
		assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("\u001B", "\u202E")
			.contains("x\\u001B[31m\\u202E\\u000A.csv: 1 row", "Reports: reports/x_[31m\\u202E_-validate",
					" validate $'x\\033[31m\\342\\200\\256\\012.csv'");
	}

	private static String printed(RunKind kind, Map<Outcome, Long> outcomes, @Nullable Long undone,
			String... arguments) {
		ByteArrayOutputStream printed = new ByteArrayOutputStream();
		RowCounts counts = new RowCounts(kind, outcomes, Map.of());
		RunSummary summary = new RunSummary(9L, RunStatus.COMPLETED, "x.csv", "00", "https://api.example",
				Instant.EPOCH, Instant.EPOCH, BigDecimal.ONE, 0, counts.rows(), counts.outcomes(), counts.errors(),
				new RequestSummary(4, Map.of(), 0, 0), new LatencySummary(null, null, null, null), BigDecimal.ONE, kind,
				null, new RunOptions(null, null, "#", null, null, undone, null), null);
		new ResultPrinter(new PrintStream(printed, true, StandardCharsets.UTF_8),
				new Messages(System.err, LogFormat.TEXT),
				new Binder().bindOrCreate("role-bindings", CliProperties.class), NextCommandTests.parsed(arguments))
			.printImport(new ImportResult(new WrittenReports(Path.of("reports/x-9"), summary), null), 0);
		return printed.toString(StandardCharsets.UTF_8);
	}

}
