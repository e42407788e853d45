package org.rolebindings.job.plan;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.rolebindings.report.summary.PlanAction;
import org.rolebindings.report.PlannedRow;
import org.rolebindings.report.WrittenReports;

/**
 * A plan that is written.
 *
 * @param reports its reports
 * @param first the first rows of each action that occurs
 * @param extra how many bindings are in {@code extra.csv}, or {@code null} if there is no
 * such file
 * @param stop why an import would stop before its end, or {@code null}
 */
public record Plan(WrittenReports reports, Map<PlanAction, List<PlannedRow>> first, @Nullable Long extra,
		@Nullable String stop) {

	/** Returns how many rows have an action. */
	public long rows(PlanAction action) {
		Map<PlanAction, Long> actions = this.reports.summary().actions();
		return (actions != null) ? actions.getOrDefault(action, 0L) : 0;
	}

	/** Returns whether an import would change the account. */
	public boolean isChange() {
		return rows(PlanAction.CREATE) + rows(PlanAction.UPDATE) > 0;
	}

}
