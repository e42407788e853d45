package org.rolebindings.job.plan;

import java.util.EnumMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.RunKind;
import org.rolebindings.binding.Wording;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.report.summary.PlanAction;

/** Finds out whether the command would reach one of its limits. */
final class PlanLimits {

	private final ImportProperties properties;

	private final RunKind kind;

	private final Map<PlanAction, Long> rows = new EnumMap<>(PlanAction.class);

	private boolean tooManyFailures;

	PlanLimits(ImportProperties properties, RunKind kind) {
		this.properties = properties;
		this.kind = kind;
	}

	/** Counts the file's next row. */
	void count(PlanAction action) {
		Integer maxFailures = this.properties.maxFailures();
		// An import finds out before it posts which rows are in place
		boolean isSent = (action != PlanAction.NONE || this.kind.takesBack()) && action != PlanAction.INVALID
				&& action != PlanAction.DUPLICATE;
		// A run stops at the limit only if another row is left
		if (maxFailures != null && isSent && rows(PlanAction.FAIL) >= maxFailures) {
			this.tooManyFailures = true;
		}
		this.rows.merge(action, 1L, Long::sum);
	}

	/** Returns why the command would stop before its end, or {@code null}. */
	@Nullable String stop() {
		Integer maxUpdates = this.properties.maxUpdates();
		if (this.tooManyFailures) {
			return (this.kind.takesBack() ? "The " + this.kind : "An import")
					+ " would stop, because --max-failures is " + this.properties.maxFailures() + ".";
		}
		if (maxUpdates != null && rows(PlanAction.UPDATE) > maxUpdates) {
			return "An import would stop, because --max-updates is " + maxUpdates + " and there are "
					+ Wording.of(rows(PlanAction.UPDATE), "UPDATE") + ".";
		}
		return null;
	}

	private long rows(PlanAction action) {
		return this.rows.getOrDefault(action, 0L);
	}

}
