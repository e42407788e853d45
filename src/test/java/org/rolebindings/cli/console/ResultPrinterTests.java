package org.rolebindings.cli.console;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.RunKind;
import org.rolebindings.cli.NextCommandTests;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.cli.settings.LogFormat;
import org.rolebindings.report.WrittenReports;
import org.rolebindings.report.summary.RowCounts;
import org.rolebindings.report.summary.RunOptions;
import org.rolebindings.report.summary.RunSummary;

import org.springframework.boot.context.properties.bind.Binder;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link ResultPrinter}. */
class ResultPrinterTests {

	private static final String ODD = "x\u001B[31m\u202E\n.csv";

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

}
