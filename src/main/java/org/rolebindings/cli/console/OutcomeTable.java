package org.rolebindings.cli.console;

import java.io.PrintStream;
import java.util.Locale;

import org.rolebindings.report.summary.RunSummary;

/** How many rows there are of each outcome, and why rows failed. */
public final class OutcomeTable {

	private OutcomeTable() {
	}

	public static void print(RunSummary summary, PrintStream out) {
		summary.outcomes().forEach((outcome, count) -> row(outcome.name(), count, out));
		out.println(line("rows", summary.rows()));
		if (!summary.errors().isEmpty()) {
			out.println();
			summary.errors().forEach((code, count) -> row(code.name(), count, out));
		}
	}

	private static void row(String name, long count, PrintStream out) {
		if (count > 0) {
			out.println(line(name, count));
		}
	}

	private static String line(String name, long count) {
		return String.format(Locale.ROOT, "  %-22s %,12d", name, count);
	}

}
