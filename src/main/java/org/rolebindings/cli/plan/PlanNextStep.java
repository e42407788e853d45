package org.rolebindings.cli.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.cli.console.NextCommand;
import org.rolebindings.job.plan.Plan;
import org.rolebindings.job.plan.PlanAdvice;
import org.rolebindings.report.PlanReport;
import org.rolebindings.report.page.PageModel;
import org.rolebindings.report.summary.PlanAction;

/**
 * What to do after a plan.
 *
 * @param advice what to do, for a person, without a full stop
 * @param command the command to run then
 */
record PlanNextStep(String advice, String command) {

	private static final String ON_CONFLICT = "--on-conflict";

	private static final String MAX_UPDATES = "--max-updates";

	/** Finds what the page of a plan says besides its rows. */
	static PlanAdvice advice(PlanResult result, Function<PlanResult, @Nullable PlanNextStep> steps) {
		PlanNextStep step = steps.apply(result);
		String remark = result.remark();
		return new PlanAdvice(remark.isEmpty() ? List.of() : List.of(remark),
				(step != null) ? new PageModel.Step(
						Character.toUpperCase(step.advice.charAt(0)) + step.advice.substring(1) + ".", step.command)
						: null);
	}

	/**
	 * Finds the step.
	 * @param sandbox whether the API was one inside the process
	 * @param next makes the commands
	 * @return the step, or {@code null} if the command would change nothing, and no row
	 * would fail that somebody can correct
	 */
	static @Nullable PlanNextStep of(PlanResult result, boolean sandbox, NextCommand next) {
		Plan plan = result.plan();
		Path file = plan.reports().folder().resolve(PlanReport.FILE_NAME);
		if (plan.rows(PlanAction.INVALID) > 0) {
			return new PlanNextStep("correct the rows that " + file + " calls INVALID, and plan again", next.again());
		}
		if (plan.kind().takesBack()) {
			return ofRemoval(plan, file, next);
		}
		if (plan.reports().summary().errors().containsKey(ErrorCode.ROLE_CONFLICT)) {
			return new PlanNextStep("decide about the users who have another role: " + ON_CONFLICT
					+ " update replaces it, " + ON_CONFLICT + " keep leaves it; then plan again",
					next.againWith(ON_CONFLICT, "update"));
		}
		if (plan.stop() != null) {
			return new PlanNextStep("see in " + file + " what would be updated, and plan with a higher " + MAX_UPDATES,
					next.againWith(MAX_UPDATES, String.valueOf(plan.rows(PlanAction.UPDATE))));
		}
		if (!plan.isChange()) {
			return null;
		}
		// Its address is another one the next time
		return sandbox ? new PlanNextStep("import the file", next.importOfPlanned())
				: new PlanNextStep("apply this plan", next.importOfPlan(file));
	}

	private static @Nullable PlanNextStep ofRemoval(Plan plan, Path file, NextCommand next) {
		if (plan.isChange()) {
			return new PlanNextStep("see in " + file + " what would be taken away, and do it", next.withoutDryRun());
		}
		return (plan.rows(PlanAction.FAIL) + plan.rows(PlanAction.CHANGED_SINCE) > 0)
				? new PlanNextStep("see in " + file + " why rows would fail, and plan again", next.again()) : null;
	}

}
