package org.rolebindings.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.StopReason;
import org.rolebindings.binding.Outcome;
import org.rolebindings.job.ImportResult;
import org.rolebindings.ledger.RunStatus;
import org.rolebindings.report.RunSummary;
import org.rolebindings.report.WrittenReports;

/**
 * Prints what came of a command: the table of outcomes, where the reports are, and what
 * to do next.
 */
final class ResultPrinter {

	private final PrintStream out;

	private final Messages messages;

	private final CliProperties properties;

	private final NextCommand next;

	ResultPrinter(PrintStream out, Messages messages, CliProperties properties, NextCommand next) {
		this.out = out;
		this.messages = messages;
		this.properties = properties;
		this.next = next;
	}

	/** Prints the result of an import and returns its exit code. */
	int printImport(ImportResult result) {
		RunSummary summary = result.reports().summary();
		if (this.properties.output() == CliProperties.Output.JSON) {
			this.out.print(summary.toJson());
			if (result.stopped() != null) {
				this.messages.stopped(result.stopped().message());
			}
			if (!this.properties.quiet()) {
				NothingChanged.sentence(summary).ifPresent(this.messages::note);
			}
		}
		else {
			this.out.println();
			this.out.println(ended(summary, result.stopped()));
			NothingChanged.sentence(summary).ifPresent(this.out::println);
			table(summary);
			reports(result.reports().folder());
			nextAfter(result);
		}
		int exitCode = exitCode(summary).code();
		if (this.messages.format() == LogFormat.JSON && !this.properties.quiet()) {
			// Who reads the log need not read standard output
			this.messages.note(ended(summary, result.stopped()), Map.of("run", Objects.requireNonNull(summary.run()),
					"exit_code", exitCode, "outcomes", summary.outcomes()));
		}
		return exitCode;
	}

	/** Prints the result of a validation and returns its exit code. */
	int printValidation(WrittenReports reports) {
		RunSummary summary = reports.summary();
		boolean valid = count(summary, Outcome.INVALID) == 0;
		if (this.properties.output() == CliProperties.Output.JSON) {
			this.out.print(summary.toJson());
		}
		else {
			this.out.println();
			this.out.println(summary.file() + ": " + summary.rows() + ((summary.rows() == 1) ? " row, " : " rows, ")
					+ (valid ? "none of them invalid" : count(summary, Outcome.INVALID) + " of them invalid"));
			table(summary);
			reports(reports.folder());
			this.out.println(valid ? "Next: " + this.next.importOfValidated() : "Next: mend what "
					+ reports.folder().resolve("failed.csv") + " names, then: " + this.next.again());
		}
		return (valid ? ExitCode.SUCCESS : ExitCode.ROWS_FAILED).code();
	}

	private static String ended(RunSummary summary, @Nullable StopReason stopped) {
		return "Run " + summary.run() + " of " + summary.file() + " to " + summary.target() + ": "
				+ howEnded(summary, stopped);
	}

	private static String howEnded(RunSummary summary, @Nullable StopReason stopped) {
		if (stopped != null) {
			return "stopped. " + stopped.message();
		}
		if (summary.status() == RunStatus.FAILED) {
			return "nothing was posted, because rows are invalid (--on-invalid abort)";
		}
		return String.format(Locale.ROOT, "completed in %s s, %s rows/s", summary.durationSeconds().toPlainString(),
				summary.rowsPerSecond().toPlainString());
	}

	private void table(RunSummary summary) {
		this.out.println();
		summary.outcomes().forEach((outcome, count) -> row(outcome.name(), count));
		row("rows", summary.rows());
		if (!summary.errors().isEmpty()) {
			this.out.println();
			summary.errors().forEach((code, count) -> row(code.name(), count));
		}
		this.out.println();
	}

	private void row(String name, long count) {
		this.out.println(String.format(Locale.ROOT, "  %-22s %,12d", name, count));
	}

	private void reports(Path folder) {
		this.out.println("Reports: " + folder);
	}

	private void nextAfter(ImportResult result) {
		RunSummary summary = result.reports().summary();
		Path failed = result.reports().folder().resolve("failed.csv");
		StopReason stopped = result.stopped();
		if (stopped != null && stopped.kind() == StopReason.Kind.TOO_MANY_FAILURES && !this.properties.sandbox()) {
			this.out.println("Next: see to what " + failed + " names; with a higher --max-failures, or without it, "
					+ "the run goes on from there: " + this.next.againWithout("--max-failures"));
		}
		else if (stopped != null) {
			this.out.println(this.properties.sandbox() ? "A sandbox keeps no state; the same command starts over."
					: "Next: the same command goes on from there: " + this.next.again());
		}
		else if (summary.status() == RunStatus.FAILED) {
			this.out.println("Next: mend what failed.csv names, and import again: " + this.next.again());
		}
		else if (!summary.errors().isEmpty()) {
			this.out.println("Next: mend " + failed + ", then: " + this.next.importOf(failed));
		}
	}

	static ExitCode exitCode(RunSummary summary) {
		return switch (summary.status()) {
			case COMPLETED -> summary.errors().isEmpty() ? ExitCode.SUCCESS : ExitCode.ROWS_FAILED;
			case FAILED -> ExitCode.USAGE;
			default -> ExitCode.STOPPED;
		};
	}

	private static long count(RunSummary summary, Outcome outcome) {
		return summary.outcomes().getOrDefault(outcome, 0L);
	}

}
