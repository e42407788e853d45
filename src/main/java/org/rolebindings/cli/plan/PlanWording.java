package org.rolebindings.cli.plan;

import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.Wording;
import org.rolebindings.job.plan.Plan;
import org.rolebindings.report.summary.PlanAction;
import org.rolebindings.report.summary.RunSummary;

/** The sentences of a plan. */
final class PlanWording {

	private PlanWording() {
	}

	static String title(Plan plan) {
		RunSummary summary = plan.reports().summary();
		return "Plan of " + Quoting.legible(summary.file(), Integer.MAX_VALUE) + " for " + summary.target() + ": "
				+ Wording.of(summary.rows(), "row") + ", "
				+ (plan.isChange()
						? Wording.of(plan.rows(PlanAction.CREATE) + plan.rows(PlanAction.UPDATE)) + " would change"
						: "nothing would change")
				+ ", as far as this key sees";
	}

	static String extra(long count) {
		return "extra.csv: " + Wording.of(count, "binding")
				+ " on the file's resources of users for whom the file has no row there";
	}

}
