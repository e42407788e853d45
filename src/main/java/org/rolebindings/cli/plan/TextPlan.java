package org.rolebindings.cli.plan;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.Wording;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.job.plan.Plan;
import org.rolebindings.report.PlannedRow;
import org.rolebindings.report.run.PlanPage;
import org.rolebindings.report.summary.PlanAction;
import org.rolebindings.report.summary.RunSummary;

/** Prints a plan for a person at a terminal. */
final class TextPlan {

	private static final int LONGEST_ID = 60;

	private static final int LONGEST_MESSAGE = 160;

	private final PrintStream out;

	TextPlan(PrintStream out) {
		this.out = out;
	}

	void print(PlanResult result, @Nullable PlanNextStep step) {
		Plan plan = result.plan();
		this.out.println();
		this.out.println(PlanWording.title(plan));
		this.out.println();
		printCounts(plan.reports().summary());
		plan.first()
			.forEach((action, rows) -> printRows(PlanPage.meaning(plan.kind(), action), rows, plan.rows(action)));
		this.out.println();
		if (!result.remark().isEmpty()) {
			this.out.println(result.remark());
		}
		if (plan.extra() != null) {
			this.out.println(PlanWording.extra(plan.extra()));
		}
		this.out.println("Reports: " + Quoting.legible(plan.reports().folder().toString(), Integer.MAX_VALUE));
		if (step != null) {
			this.out.println("Next: " + step.advice() + ": " + step.command());
		}
	}

	private void printCounts(RunSummary summary) {
		Map<PlanAction, Long> actions = (summary.actions() != null) ? summary.actions() : Map.of();
		actions.forEach((action, count) -> {
			if (count > 0) {
				printCount(action.name(), count);
			}
		});
		printCount("rows", summary.rows());
	}

	private void printCount(String name, long count) {
		this.out.println(String.format(Locale.ROOT, "  %-22s %,12d", name, count));
	}

	private void printRows(String meaning, List<PlannedRow> rows, long count) {
		this.out.println();
		this.out.println(rows.get(0).action() + ": " + meaning);
		rows.forEach((row) -> this.out.println("  line " + Wording.of(row.input().line()) + ": " + described(row)));
		if (count > rows.size()) {
			this.out.println("  and " + Wording.of(count - rows.size()) + " more in plan.csv");
		}
	}

	private static String described(PlannedRow row) {
		InputRow input = row.input();
		String reason = ((row.code() != null) ? row.code() + ": " : "")
				+ ((row.message() != null) ? Quoting.legible(row.message(), LONGEST_MESSAGE) : "");
		if (row.action() == PlanAction.INVALID) {
			return reason;
		}
		ExistingBinding existing = row.existing();
		String current = (existing != null) ? id(existing.roleId()) : "";
		String wanted = id(PlanWording.role(input));
		return id(PlanWording.user(input)) + " on " + input.resourceType() + " " + id(PlanWording.resource(input))
				+ ": " + switch (row.action()) {
					case UPDATE -> current + " -> " + wanted;
					case KEEP -> current + " stays, not " + wanted;
					case FAIL -> (existing == null) ? wanted + ". " + reason : current + " is there, not " + wanted;
					case DUPLICATE, RESTORE, CHANGED_SINCE -> wanted + ". " + reason;
					default -> wanted;
				};
	}

	private static String id(String id) {
		return Quoting.legible(id, LONGEST_ID);
	}

}
