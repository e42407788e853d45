package org.rolebindings.cli.runs;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Wording;
import org.rolebindings.ledger.RemovalLedger;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.run.Run;

/** Which runs took back what a run did. */
final class TakenBack {

	private final RunLedger runs;

	private final RemovalLedger removals;

	TakenBack(RunLedger runs, RemovalLedger removals) {
		this.runs = runs;
		this.removals = removals;
	}

	/** The numbers of the undo runs of a run, in ascending order. */
	List<Long> by(Run run) {
		return this.runs.undoing(run.number()).stream().map(Run::number).sorted().toList();
	}

	/**
	 * Says whether a run was taken back, and by which runs.
	 * @return a line, or {@code null} if nobody undid the run
	 */
	@Nullable String describe(Run run) {
		List<Long> by = by(run);
		if (by.isEmpty()) {
			return null;
		}
		String runs = ((by.size() == 1) ? "run " : "runs ")
				+ by.stream().map(String::valueOf).collect(Collectors.joining(", "));
		long left = this.removals.notTakenBack(run.number());
		return (left == 0) ? "Taken back by " + runs + "." : "Taken back in part by " + runs + "; "
				+ Wording.of(left, "row") + ((left == 1) ? " is" : " are") + " left.";
	}

}
