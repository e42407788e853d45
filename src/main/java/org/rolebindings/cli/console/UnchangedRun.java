package org.rolebindings.cli.console;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.Wording;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.report.summary.RunSummary;

/**
 * Describes a run that changed nothing, as most nightly runs do, in one line, so that
 * nobody has to read the table.
 */
final class UnchangedRun {

	private static final Set<Outcome> LEFT_ALONE = EnumSet.of(Outcome.UNCHANGED, Outcome.KEPT, Outcome.GONE,
			Outcome.DUPLICATE);

	private UnchangedRun() {
	}

	/** The sentence; empty if the run changed a row, or a row failed. */
	static Optional<String> sentence(RunSummary summary) {
		if (summary.status() != RunStatus.COMPLETED || summary.rows() == 0 || !summary.errors().isEmpty()) {
			return Optional.empty();
		}
		long others = summary.outcomes()
			.entrySet()
			.stream()
			.filter((entry) -> !LEFT_ALONE.contains(entry.getKey()))
			.mapToLong((entry) -> entry.getValue())
			.sum();
		return (others == 0) ? Optional.of(describe(summary)) : Optional.empty();
	}

	private static String describe(RunSummary summary) {
		long kept = summary.outcomes().getOrDefault(Outcome.KEPT, 0L);
		long requests = summary.requests().total();
		String why = summary.kind().takesBack() ? takenBack(summary.rows()) : inPlace(summary.rows(), kept);
		return "Nothing has changed: " + why + "; it took "
				+ ((requests == 1) ? "one request." : Wording.of(requests) + " requests.");
	}

	private static String takenBack(long rows) {
		return (rows == 1) ? "the only row was taken back already"
				: "all " + Wording.of(rows) + " rows were taken back already";
	}

	private static String inPlace(long rows, long kept) {
		if (kept > 0) {
			return "of " + Wording.of(rows) + " rows, " + Wording.of(kept)
					+ " are KEPT with another role, and all others are in place already";
		}
		return (rows == 1) ? "the only row is in place already"
				: "all " + Wording.of(rows) + " rows are in place already";
	}

}
