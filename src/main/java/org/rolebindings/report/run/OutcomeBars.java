package org.rolebindings.report.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.RunKind;
import org.rolebindings.report.page.PageModel;
import org.rolebindings.report.page.Tone;
import org.rolebindings.report.summary.RunSummary;

/** The rows of a run by outcome, and what each outcome means. */
final class OutcomeBars {

	private OutcomeBars() {
	}

	/** The outcomes that occur. */
	static List<PageModel.Bar> of(RunSummary summary) {
		List<PageModel.Bar> bars = new ArrayList<>();
		for (Map.Entry<Outcome, Long> outcome : summary.outcomes().entrySet()) {
			if (outcome.getValue() > 0) {
				bars.add(new PageModel.Bar(outcome.getKey().name(), outcome.getValue(), tone(outcome.getKey()),
						meaning(outcome.getKey(), summary.kind())));
			}
		}
		return bars;
	}

	private static Tone tone(Outcome outcome) {
		return switch (outcome) {
			case CREATED, UPDATED, UNCHANGED, DELETED, RESTORED, VALID -> Tone.GOOD;
			case INVALID, FAILED -> Tone.BAD;
			case CHANGED_SINCE, PENDING -> Tone.WARNING;
			case KEPT, GONE, DUPLICATE -> Tone.NEUTRAL;
		};
	}

	private static String meaning(Outcome outcome, RunKind kind) {
		return switch (outcome) {
			case VALID -> "nothing wrong was found";
			case CREATED -> "made by this run";
			case UPDATED -> "another role was replaced";
			case UNCHANGED -> kind.takesBack() ? "was as before the undone run already" : "was in place before";
			case KEPT -> "another role is there and was left";
			case DELETED -> "the binding was deleted by this run";
			case RESTORED -> "the user has the former role again";
			case GONE -> "the binding was not there any more";
			case CHANGED_SINCE -> "something else is there by now; left alone, and counts as a failure";
			case DUPLICATE -> "says the same as an earlier line, and counts as that one";
			case INVALID -> "rejected without asking the server";
			case FAILED -> kind.takesBack() ? "could not be taken back" : "could not be put in place";
			case PENDING -> "not decided yet";
		};
	}

}
