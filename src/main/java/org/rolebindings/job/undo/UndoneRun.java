package org.rolebindings.job.undo;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.RunKind;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.run.Run;

/** Finds the run that is undone. */
public final class UndoneRun {

	private UndoneRun() {
	}

	/**
	 * Finds the run.
	 * @param number its number, or {@code null} for the run that was started last
	 * @param runs has the runs
	 * @return an import
	 * @throws NotUndoableException if there is no such run, or it is not an import
	 */
	public static Run find(@Nullable Long number, RunLedger runs) {
		Run run = runs.find(number)
			.orElseThrow(() -> new NotUndoableException((number == null) ? "There is no run yet."
					: "There is no run " + number + " in this state. If it was removed because of --keep, undo it "
							+ "from its report: undo --from SUCCEEDED.csv"));
		RunKind kind = run.identity().task().kind();
		if (kind != RunKind.IMPORT) {
			throw new NotUndoableException("Run " + run.number() + " is " + ((kind == RunKind.UNDO) ? "an " : "a ")
					+ kind + ", which is not undone; import its succeeded.csv instead: " + run.reportFolder()
					+ "/succeeded.csv in the folder of the reports.");
		}
		return run;
	}

}
