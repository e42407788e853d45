package org.rolebindings.cli.plan;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.binding.Wording;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.binding.validation.RowNames;
import org.rolebindings.job.plan.Plan;
import org.rolebindings.report.run.PlanPage;
import org.rolebindings.report.summary.RunSummary;

/** The sentences of a plan. */
final class PlanWording {

	private PlanWording() {
	}

	static String title(Plan plan) {
		RunSummary summary = plan.reports().summary();
		return PlanPage.title(plan.kind()) + Quoting.legible(summary.file(), Integer.MAX_VALUE) + " for "
				+ summary.target() + ": " + Wording.of(summary.rows(), "row") + ", "
				+ (plan.isChange() ? Wording.of(plan.changes()) + " would change" : "nothing would change")
				+ ", as far as this key sees";
	}

	/** Returns the name by which a row gives the role, else its id. */
	static String role(InputRow row) {
		return (row.names() != null && !row.names().role().isEmpty()) ? row.names().role() : row.roleId();
	}

	/** Returns the email by which a row gives the user, else the id. */
	static String user(InputRow row) {
		return (row.names() != null && !row.names().email().isEmpty()) ? row.names().email() : row.userId();
	}

	/** Returns the names by which a row gives the resource, else its id. */
	static String resource(InputRow row) {
		RowNames names = row.names();
		if (names == null || names.space().isEmpty()) {
			return row.resourceId();
		}
		boolean isProject = ResourceType.parse(row.resourceType()).filter(ResourceType.PROJECT::equals).isPresent();
		return Stream.of(names.organization(), names.space(), isProject ? names.project() : "")
			.filter((name) -> !name.isEmpty())
			.collect(Collectors.joining(" / "));
	}

	static String extra(long count) {
		return "extra.csv: " + Wording.of(count, "binding")
				+ " on the file's resources of users for whom the file has no row there";
	}

}
