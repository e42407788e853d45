package org.rolebindings.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.rolebindings.binding.RunKind;
import org.rolebindings.chaos.Expected.InAccount;
import org.rolebindings.testing.ReportFiles;

/**
 * How an undo or a revoke has ended, for the rows of which more than one end is right.
 */
final class RemovalEnd {

	private final RemovalScenario removal;

	private final ReportFiles reports;

	private final FaultyApi api;

	private final RemovalOutcomes outcomes;

	private final List<ChaosRow> rows;

	/**
	 * Reads how it has ended.
	 * @param reports what it says itself
	 * @param api what it has left
	 */
	RemovalEnd(RemovalScenario removal, ReportFiles reports, FaultyApi api) {
		this.removal = removal;
		this.reports = reports;
		this.api = api;
		this.outcomes = new RemovalOutcomes(removal.scenario().maxAttempts());
		this.rows = new ArrayList<>(removal.scenario().rows());
	}

	/** What happened, and what must have come of each row that is reported. */
	ChaosScenario scenario() {
		if (this.removal.kind() == RunKind.UNDO) {
			addRowsInDoubt();
		}
		List<Long> deleted = this.reports.rows("succeeded.csv")
			.stream()
			.filter((row) -> row.getOrDefault("outcome", "").equals("DELETED"))
			.map(RemovalEnd::line)
			.toList();
		this.removal.due()
			.values()
			.stream()
			.filter((due) -> due.formerRole() == null && this.api.log().isTakenAway(due.target())
					&& this.api.log().wasKnownBeforeKill(due.target().user()))
			.forEach((due) -> allowOwnDeed(due, deleted));
		return this.removal.scenario().withRows(this.rows);
	}

	private static long line(Map<String, String> reported) {
		return Long.parseLong(reported.getOrDefault("line", "0"));
	}

	/**
	 * Adds the rows that the import has left in doubt, if they are reported: they were
	 * FAILED, and nothing of theirs is in place.
	 */
	private void addRowsInDoubt() {
		List<Long> reported = Stream.of("succeeded.csv", "failed.csv", "gone.csv")
			.filter(this.reports::has)
			.flatMap((file) -> this.reports.rows(file).stream())
			.map(RemovalEnd::line)
			.toList();
		for (ChaosRow row : this.removal.imported().rows()) {
			InAccount account = row.expected().account();
			boolean isNew = this.rows.stream().noneMatch((other) -> other.line() == row.line());
			if (account != null && isNew && row.expected().outcome().equals("FAILED")
					&& reported.contains(row.line())) {
				Target target = account.target();
				this.rows.add(row.expecting(this.outcomes.leftAlone(target, this.api.account().find(target), false)));
			}
		}
	}

	/**
	 * Another client has deleted the binding, but the program may have sent a DELETE,
	 * too, before it was killed: it had looked the binding up.
	 */
	private void allowOwnDeed(DueBinding due, List<Long> deleted) {
		ChaosRow first = this.rows.stream().filter((row) -> row.isAbout(due.target())).findFirst().orElseThrow();
		if (deleted.contains(first.line())) {
			Expected own = this.outcomes.takenForOwn(due, Objects.requireNonNull(first.expected().account()));
			this.rows.replaceAll((row) -> row.isAbout(due.target()) ? row.expecting(own, first.line()) : row);
		}
	}

}
