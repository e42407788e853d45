package org.rolebindings.report.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.RunKind;
import org.rolebindings.binding.Wording;
import org.rolebindings.report.page.PageModel;
import org.rolebindings.report.page.Tone;
import org.rolebindings.report.summary.PlanAction;
import org.rolebindings.report.summary.RunSummary;

/** The page of a plan. */
public final class PlanPage {

	private final RunSummary summary;

	private PlanPage(RunSummary summary) {
		this.summary = summary;
	}

	/**
	 * Makes the page.
	 * @param summary the plan in numbers
	 * @param tally its rows
	 * @param remarks what else is to be known, in sentences
	 * @param step what to do next, or {@code null} if nothing is left to do
	 * @return what the page says
	 */
	public static PageModel of(RunSummary summary, PlanTally tally, List<String> remarks,
			PageModel.@Nullable Step step) {
		PlanPage page = new PlanPage(summary);
		return new PageModel(page.headline(remarks), step, page.bars(), tally.groups(), List.of(),
				RunFacts.of(summary));
	}

	private PageModel.Headline headline(List<String> remarks) {
		long failures = count(PlanAction::isFailure);
		long changes = count(PlanAction::isChange);
		String changing = (changes == 0) ? "Nothing would change" : Wording.of(changes, "binding") + " would change";
		String sentence = changing + ((failures == 0) ? "." : ", and " + Wording.of(failures, "row") + " would fail.");
		List<String> all = new ArrayList<>();
		all.add("Nothing has been changed. This is what " + command(this.summary.kind())
				+ " would do, as far as this key sees.");
		all.addAll(remarks);
		return new PageModel.Headline(
				title(this.summary.kind()) + this.summary.file() + " for " + this.summary.target(),
				(failures > 0) ? Tone.WARNING : (changes > 0) ? Tone.NEUTRAL : Tone.GOOD, sentence, all);
	}

	private List<PageModel.Bar> bars() {
		List<PageModel.Bar> bars = new ArrayList<>();
		actions().forEach((action, count) -> {
			if (count > 0) {
				bars.add(new PageModel.Bar(action.name(), count, tone(action), meaning(this.summary.kind(), action)));
			}
		});
		return bars;
	}

	private long count(Predicate<PlanAction> isCounted) {
		return actions().entrySet()
			.stream()
			.filter((action) -> isCounted.test(action.getKey()))
			.mapToLong(Map.Entry::getValue)
			.sum();
	}

	private Map<PlanAction, Long> actions() {
		Map<PlanAction, Long> actions = this.summary.actions();
		return (actions != null) ? actions : Map.of();
	}

	private static Tone tone(PlanAction action) {
		return switch (action) {
			case CREATE, NONE, GONE -> Tone.GOOD;
			case UPDATE, DELETE, RESTORE -> Tone.WARNING;
			case KEEP, DUPLICATE -> Tone.NEUTRAL;
			case FAIL, INVALID, CHANGED_SINCE -> Tone.BAD;
		};
	}

	/**
	 * Returns how the title of a plan begins.
	 * @param kind the kind of the plan
	 */
	public static String title(RunKind kind) {
		return kind.takesBack() ? "Plan of " + command(kind) + " of " : "Plan of ";
	}

	/**
	 * Returns the command that a plan is made for, with its article.
	 * @param kind the kind of the plan
	 */
	public static String command(RunKind kind) {
		return switch (kind) {
			case UNDO -> "an undo";
			case REVOKE -> "a revoke";
			default -> "an import";
		};
	}

	/**
	 * Says what an action means.
	 * @param kind the kind of the plan
	 * @return a clause for a person
	 */
	public static String meaning(RunKind kind, PlanAction action) {
		if (kind.takesBack()) {
			return meaningOfRemoval(action);
		}
		return switch (action) {
			case CREATE -> "this key sees nothing there; the binding would be created";
			case UPDATE -> "the user's role would be replaced";
			case NONE -> "already in place";
			case KEEP -> "the user's other role would be left alone";
			case FAIL -> "the user has another role there; the row would fail";
			case INVALID -> "the row would be rejected";
			case DUPLICATE -> "an earlier line says the same";
			default -> throw new IllegalArgumentException(action + " is no action of an import");
		};
	}

	private static String meaningOfRemoval(PlanAction action) {
		return switch (action) {
			case DELETE -> "the binding would be deleted";
			case RESTORE -> "the user would get the former role back";
			case NONE -> "nothing is left to take back";
			case GONE -> "the binding is not there any more";
			case CHANGED_SINCE -> "something else is in place, and would be left alone";
			case FAIL -> "what is in place cannot be seen; the row would fail";
			case INVALID -> "the row would be rejected";
			case DUPLICATE -> "an earlier line says the same";
			default -> throw new IllegalArgumentException(action + " takes nothing back");
		};
	}

}
