package org.rolebindings.cli.plan;

import org.rolebindings.cli.process.ExitCode;
import org.rolebindings.job.plan.Plan;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.report.summary.PlanAction;

/**
 * A plan, and what the command ends with.
 *
 * @param plan the plan
 * @param exitCode what the command would end with, as things stand
 */
record PlanResult(Plan plan, ExitCode exitCode) {

	/**
	 * Finds the exit code.
	 * @param tellChange whether the exit code tells that something would change
	 */
	static PlanResult of(Plan plan, ImportProperties properties, boolean tellChange) {
		return new PlanResult(plan, exitCode(plan, properties, tellChange));
	}

	private static ExitCode exitCode(Plan plan, ImportProperties properties, boolean tellChange) {
		if (properties.onInvalid() == ImportProperties.OnInvalid.ABORT && plan.rows(PlanAction.INVALID) > 0) {
			return ExitCode.USAGE;
		}
		if (plan.stop() != null) {
			return ExitCode.STOPPED;
		}
		if (!plan.reports().summary().errors().isEmpty()) {
			return ExitCode.ROWS_FAILED;
		}
		return (tellChange && plan.isChange()) ? ExitCode.WOULD_CHANGE : ExitCode.SUCCESS;
	}

	/**
	 * Returns what is to be known besides the rows, for a person; empty if nothing is.
	 */
	String remark() {
		if (this.exitCode == ExitCode.USAGE) {
			String nothing = this.plan.kind().takesBack() ? "The " + this.plan.kind() + " would change"
					: "An import would post";
			return nothing + " nothing, because rows are invalid (--on-invalid abort).";
		}
		return (this.plan.stop() != null) ? this.plan.stop() : "";
	}

}
