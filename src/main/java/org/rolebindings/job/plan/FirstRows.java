package org.rolebindings.job.plan;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.rolebindings.report.summary.PlanAction;
import org.rolebindings.report.PlannedRow;

/** Keeps the first rows of each action, to show them. */
final class FirstRows {

	private static final int MOST = 10;

	private final Map<PlanAction, List<PlannedRow>> rows = new EnumMap<>(PlanAction.class);

	void add(PlannedRow row) {
		List<PlannedRow> ofAction = this.rows.computeIfAbsent(row.action(), (action) -> new ArrayList<>());
		if (ofAction.size() < MOST) {
			ofAction.add(row);
		}
	}

	Map<PlanAction, List<PlannedRow>> rows() {
		return this.rows;
	}

}
