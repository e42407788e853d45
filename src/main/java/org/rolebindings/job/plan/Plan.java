package org.rolebindings.job.plan;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.RunKind;
import org.rolebindings.report.PlannedRow;
import org.rolebindings.report.WrittenReports;
import org.rolebindings.report.summary.PlanAction;

/**
 * A plan that is written.
 *
 * @param reports its reports
 * @param first the first rows of each action that occurs
 * @param extra how many bindings are in {@code extra.csv}, or {@code null} if there is no
 * such file
 * @param stop why the command would stop before its end, or {@code null}
 */
public record Plan(WrittenReports reports, Map<PlanAction, List<PlannedRow>> first, @Nullable Long extra,
		@Nullable String stop) {

	/** Returns how many rows have an action. */
	public long rows(PlanAction action) {
		Map<PlanAction, Long> actions = this.reports.summary().actions();
		return (actions != null) ? actions.getOrDefault(action, 0L) : 0;
	}

	/** Returns for what it is made: PLAN for an import, UNDO or REVOKE. */
	public RunKind kind() {
		return this.reports.summary().kind();
	}

	/** Returns how many rows would change the account. */
	public long changes() {
		return Stream.of(PlanAction.values()).filter(PlanAction::isChange).mapToLong(this::rows).sum();
	}

	/** Returns whether the command would change the account. */
	public boolean isChange() {
		return changes() > 0;
	}

}
