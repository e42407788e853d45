package org.rolebindings.cli.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.Wording;
import org.rolebindings.cli.process.ExitCode;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.cli.settings.LogFormat;
import org.rolebindings.job.run.ImportResult;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.report.WrittenReports;
import org.rolebindings.report.summary.RunSummary;
import org.rolebindings.stop.StopReason;

/**
 * Prints the result of a command: the table of outcomes, the place of the reports, and
 * what to do next.
 */
public final class ResultPrinter {

	private static final int MILLIS_DIGITS = 3;

	private final PrintStream out;

	private final Messages messages;

	private final CliProperties properties;

	private final NextCommand next;

	public ResultPrinter(PrintStream out, Messages messages, CliProperties properties, NextCommand next) {
		this.out = out;
		this.messages = messages;
		this.properties = properties;
		this.next = next;
	}

	/**
	 * Prints the result of an import, an undo or a revoke.
	 * @param result how it ended
	 * @param exitCode what the command ends with
	 */
	public void printImport(ImportResult result, int exitCode) {
		RunSummary summary = result.reports().summary();
		NextCommand commands = this.next.undoing(summary.options().undone());
		NextStep step = NextStep.afterRun(result, this.properties.sandbox(), commands);
		if (this.properties.output() == CliProperties.Output.JSON) {
			printJson(result.reports(), exitCode, step);
			if (result.stopped() != null) {
				this.messages.stopped(result.stopped().message());
			}
			if (!this.properties.quiet()) {
				UnchangedRun.sentence(summary).ifPresent(this.messages::note);
			}
		}
		else {
			this.out.println();
			this.out.println(ended(summary, result.stopped()));
			UnchangedRun.sentence(summary).ifPresent(this.out::println);
			printText(result.reports(), step);
			printReversal(result.reports(), commands);
		}
		if (this.messages.format() == LogFormat.JSON && !this.properties.quiet()) {
			// A reader of the log may not see standard output
			this.messages.note(ended(summary, result.stopped()), Map.of("run", Objects.requireNonNull(summary.run()),
					"exit_code", exitCode, "outcomes", summary.outcomes()));
		}
	}

	/** Prints the result of a validation and returns its exit code. */
	public int printValidation(WrittenReports reports) {
		RunSummary summary = reports.summary();
		long invalid = summary.outcomes().getOrDefault(Outcome.INVALID, 0L);
		int exitCode = ((invalid == 0) ? ExitCode.SUCCESS : ExitCode.ROWS_FAILED).code();
		NextStep step = NextStep.afterValidation(reports, this.next);
		if (this.properties.output() == CliProperties.Output.JSON) {
			printJson(reports, exitCode, step);
		}
		else {
			this.out.println();
			this.out.println(shown(summary.file()) + ": " + Wording.of(summary.rows(), "row") + ", "
					+ ((invalid == 0) ? "none of them invalid" : Wording.of(invalid) + " of them invalid"));
			printText(reports, step);
		}
		return exitCode;
	}

	private static String ended(RunSummary summary, @Nullable StopReason stopped) {
		return "Run " + summary.run() + describe(summary) + summary.target() + ": " + howEnded(summary, stopped);
	}

	private static String describe(RunSummary summary) {
		if (!summary.kind().takesBack()) {
			return " of " + shown(summary.file()) + " to ";
		}
		Long undone = summary.options().undone();
		return ", " + summary.kind() + " of "
				+ ((undone != null) ? "run " + undone + " (" + shown(summary.file()) + ")" : shown(summary.file()))
				+ ", at ";
	}

	private static String howEnded(RunSummary summary, @Nullable StopReason stopped) {
		if (stopped != null) {
			return (stopped.kind() == StopReason.Kind.SIGNAL) ? "stopped by a signal."
					: "stopped. " + stopped.message();
		}
		if (summary.status() == RunStatus.FAILED) {
			return "nothing was changed, because rows are invalid (--on-invalid abort)";
		}
		Duration took = Duration.ofMillis(summary.durationSeconds().movePointRight(MILLIS_DIGITS).longValue());
		return "completed in " + Wording.ofTaken(took) + ", " + Wording.ofRate(summary.rowsPerSecond().doubleValue())
				+ " rows/s";
	}

	private void printJson(WrittenReports reports, int exitCode, @Nullable NextStep step) {
		this.out.print(reports.toJson(exitCode, (step != null) ? step.command() : null));
	}

	private void printText(WrittenReports reports, @Nullable NextStep step) {
		RunSummary summary = reports.summary();
		this.out.println();
		OutcomeTable.print(summary, this.out);
		this.out.println();
		this.out.println("Reports: " + shown(reports.folder().toString()));
		if (step != null) {
			this.out.println("Next: " + step.advice() + ((step.command() != null) ? ": " + step.command() : "."));
		}
	}

	/** Tells how to put back what an undo or a revoke took away. */
	private void printReversal(WrittenReports reports, NextCommand commands) {
		RunSummary summary = reports.summary();
		boolean restored = summary.outcomes().getOrDefault(Outcome.RESTORED, 0L) > 0;
		if (!this.properties.sandbox() && (restored || summary.outcomes().getOrDefault(Outcome.DELETED, 0L) > 0)) {
			this.out.println("To put it back: "
					+ commands.reversal(reports.folder().resolve("succeeded.csv"), summary, restored));
		}
	}

	private static String shown(String name) {
		return Quoting.legible(name, Integer.MAX_VALUE);
	}

	public static ExitCode exitCode(RunSummary summary) {
		return switch (summary.status()) {
			case COMPLETED -> summary.errors().isEmpty() ? ExitCode.SUCCESS : ExitCode.ROWS_FAILED;
			case FAILED -> ExitCode.USAGE;
			default -> ExitCode.STOPPED;
		};
	}

}
