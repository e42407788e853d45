package org.rolebindings.cli.undo;

import java.util.List;

import org.rolebindings.csv.source.InputFile;
import org.rolebindings.job.undo.UndoRequest;
import org.rolebindings.ledger.RemovalLedger;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.run.Run;

/** Says why an undo has nothing to do. */
public final class NothingLeft {

	private NothingLeft() {
	}

	/**
	 * Says why.
	 * @param request what was to be undone
	 * @param runs has the runs
	 * @param removals knows what is left of them
	 * @return a sentence
	 */
	public static String describe(UndoRequest request, RunLedger runs, RemovalLedger removals) {
		return "There is nothing to undo: " + reason(request, runs, removals);
	}

	private static String reason(UndoRequest request, RunLedger runs, RemovalLedger removals) {
		InputFile only = request.only();
		Long run = request.run();
		if (run == null) {
			return "no row of the report" + ((only != null) ? " that " + only.name() + " names" : "")
					+ " was CREATED or UPDATED.";
		}
		if (only != null && removals.notTakenBack(run) > 0) {
			return "run " + run + " created and updated nothing on the lines that " + only.name() + " names.";
		}
		List<Run> undoing = runs.undoing(run);
		return undoing.isEmpty() ? "run " + run + " created and updated nothing."
				: "what run " + run + " did has been taken back, last by run " + undoing.get(0).number() + ".";
	}

}
