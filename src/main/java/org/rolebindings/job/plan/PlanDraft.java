package org.rolebindings.job.plan;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.report.PlanReport;
import org.rolebindings.report.PlannedRow;
import org.rolebindings.report.WrittenReports;
import org.rolebindings.report.summary.RunSummary;

/** A plan that is being written. */
final class PlanDraft implements AutoCloseable {

	private final PlanReport report;

	private final Function<PlanReport, RunSummary> summary;

	private final PlanLimits limits;

	private final ImportProgress progress;

	private final FirstRows first = new FirstRows();

	PlanDraft(PlanSubject subject, PlanReport report, Function<PlanReport, RunSummary> summary,
			ImportProperties properties, ImportProgress progress) {
		this.report = report;
		this.summary = summary;
		this.limits = new PlanLimits(properties, subject.kind());
		this.progress = progress;
	}

	/** Returns its reports. */
	PlanReport report() {
		return this.report;
	}

	/**
	 * Adds the next row.
	 * @throws org.rolebindings.report.ReportsUnwritableException if it cannot be written
	 */
	void add(PlannedRow row) {
		this.limits.count(row.action());
		this.first.add(row);
		this.report.add(row);
		this.progress.advance();
	}

	/**
	 * Moves the plan into place.
	 * @param extra how many bindings are in {@code extra.csv}, or {@code null} if there
	 * is no such file
	 * @param advisor knows what to do after the plan
	 * @throws org.rolebindings.report.ReportsUnwritableException if it cannot be moved
	 */
	Plan publish(@Nullable Long extra, Function<Plan, PlanAdvice> advisor) {
		WrittenReports reports = new WrittenReports(this.report.folder(), this.summary.apply(this.report));
		Plan plan = new Plan(reports, this.first.rows(), extra, this.limits.stop());
		PlanAdvice advice = advisor.apply(plan);
		this.report.publish(reports.summary(), advice.remarks(), advice.step());
		return plan;
	}

	@Override
	public void close() {
		this.report.close();
	}

}
