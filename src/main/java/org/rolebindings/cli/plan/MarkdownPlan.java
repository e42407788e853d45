package org.rolebindings.cli.plan;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.Wording;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.job.plan.Plan;
import org.rolebindings.report.PlannedRow;
import org.rolebindings.report.run.PlanPage;
import org.rolebindings.report.summary.PlanAction;

/** Prints a plan as Markdown, for the review of a change. */
final class MarkdownPlan {

	private static final int LONGEST = 200;

	private static final List<String> COLUMNS = List.of("line", "user", "resource", "current role", "role", "why");

	private final PrintStream out;

	MarkdownPlan(PrintStream out) {
		this.out = out;
	}

	void print(PlanResult result, @Nullable PlanNextStep step) {
		Plan plan = result.plan();
		this.out.println("## " + escaped(PlanWording.title(plan)));
		this.out.println();
		line(List.of("action", "rows", "meaning"));
		this.out.println("| --- | ---: | --- |");
		Map<PlanAction, Long> actions = plan.reports().summary().actions();
		if (actions != null) {
			actions.forEach((action,
					count) -> line(List.of(action.name(), Wording.of(count), PlanPage.meaning(plan.kind(), action))));
		}
		plan.first().forEach((action, rows) -> printRows(action, rows, plan.rows(action)));
		this.out.println();
		Stream
			.of(result.remark(), (plan.extra() != null) ? PlanWording.extra(plan.extra()) + "." : "",
					(step != null) ? "Next: " + step.advice() + ":" : "")
			.filter((sentence) -> !sentence.isEmpty())
			.forEach((sentence) -> {
				this.out.println(escaped(sentence));
				this.out.println();
			});
		if (step != null) {
			this.out.println("    " + step.command());
		}
	}

	private void printRows(PlanAction action, List<PlannedRow> rows, long count) {
		String shown = (count > rows.size()) ? ", the first " + rows.size() : "";
		this.out.println();
		this.out.println("### " + action + " (" + Wording.of(count) + shown + ")");
		this.out.println();
		line(COLUMNS);
		this.out.println("| ---: | --- | --- | --- | --- | --- |");
		rows.forEach(this::printRow);
	}

	private void printRow(PlannedRow row) {
		ExistingBinding existing = row.existing();
		InputRow input = row.input();
		line(List.of(String.valueOf(input.line()), PlanWording.user(input),
				input.resourceType() + " " + PlanWording.resource(input), (existing != null) ? existing.roleId() : "",
				PlanWording.role(input),
				((row.code() != null) ? row.code() + ": " : "") + ((row.message() != null) ? row.message() : "")));
	}

	private void line(List<String> cells) {
		this.out.println(cells.stream()
			.map((cell) -> escaped(Quoting.legible(cell, LONGEST)))
			.collect(Collectors.joining(" | ", "| ", " |")));
	}

	/** Takes every character that Markdown or HTML may read as markup for a text. */
	private static String escaped(String value) {
		StringBuilder text = new StringBuilder();
		value.chars().forEach((c) -> {
			if ("\\`*_{}[]()<>#+|~!&@".indexOf(c) >= 0) {
				text.append('\\');
			}
			text.append((char) c);
		});
		return text.toString();
	}

}
