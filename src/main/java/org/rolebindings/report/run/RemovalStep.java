package org.rolebindings.report.run;

import java.nio.file.Path;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.RunKind;
import org.rolebindings.report.page.PageModel;
import org.rolebindings.report.summary.RunSummary;

/** What to do after an undo or a revoke that did not take everything back. */
final class RemovalStep {

	private static final String DECISION = "Somebody changed these bindings since, so they were left alone. Look at "
			+ "each of them in failed.csv, which stands beside this page. If one is to go all the same, write it into "
			+ "a CSV with the role that it has now, and give that CSV to the command revoke.";

	private static final String CORRECTION = "Correct the rows in failed.csv, which stands beside this page, as the "
			+ "reasons below say. Then revoke that file.";

	private final RunKind kind;

	private final Set<Remedy> remedies;

	private final boolean hasChanged;

	RemovalStep(RunSummary summary) {
		this.kind = summary.kind();
		this.remedies = Remedy.ofRemoval(summary.errors().keySet());
		this.hasChanged = summary.errors().containsKey(ErrorCode.CHANGED_SINCE);
	}

	/**
	 * The next step.
	 * @param commands makes the commands
	 * @param failedCsv the rows that were not taken back
	 */
	PageModel.Step next(NextCommandText commands, Path failedCsv) {
		Remedy only = (this.remedies.size() == 1) ? this.remedies.iterator().next() : null;
		if (only == Remedy.DECISION) {
			return new PageModel.Step(DECISION, null);
		}
		boolean undo = this.kind == RunKind.UNDO;
		String again = undo ? "undo the run again." : "revoke the rows in failed.csv, which stands beside this page.";
		boolean corrects = !undo && (only == null || only == Remedy.CORRECTION);
		return new PageModel.Step((corrects ? CORRECTION : advice(only) + again) + decisions(),
				undo ? commands.again() : commands.ofFile(failedCsv));
	}

	private String decisions() {
		return this.hasChanged ? " Decide yourself about the bindings that were changed since; see below." : "";
	}

	private static String advice(@Nullable Remedy only) {
		if (only == null) {
			return "See below what each row needs. Then ";
		}
		return switch (only) {
			case RIGHT -> "Give the API key the right that the messages name. Then ";
			case REPETITION -> "Wait a while. Then ";
			case LOOK -> "See what the server answered. Once the API itself answers, ";
			case CORRECTION, DECISION -> "See below what each row needs. Then ";
		};
	}

}
