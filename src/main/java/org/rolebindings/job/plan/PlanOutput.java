package org.rolebindings.job.plan;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

import org.rolebindings.binding.RunKind;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.progress.RunMeter;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.report.PlanReport;
import org.rolebindings.report.ReportFolders;
import org.rolebindings.report.summary.RowCounts;
import org.rolebindings.report.summary.RunOptions;
import org.rolebindings.report.summary.RunSummary;

/** Begins the reports of a plan in their folder, and sums them up. */
final class PlanOutput {

	private final ImportProperties properties;

	private final boolean extra;

	private final ReportFolders folders;

	private final RunMeter meter;

	private final ImportProgress progress;

	private final Clock clock;

	private Instant startedAt = Instant.EPOCH;

	PlanOutput(ImportProperties properties, boolean extra, ReportFolders folders, RunMeter meter,
			ImportProgress progress, Clock clock) {
		this.properties = properties;
		this.extra = extra;
		this.folders = folders;
		this.meter = meter;
		this.progress = progress;
		this.clock = clock;
	}

	/** Returns whether {@code extra.csv} is asked for, which only an import has. */
	boolean isExtra(RunKind kind) {
		return this.extra && kind == RunKind.PLAN;
	}

	/** Starts the time of the plan. */
	void start() {
		this.meter.start();
		this.startedAt = this.clock.instant();
	}

	/**
	 * Begins a plan. It replaces an earlier one of the same file and kind.
	 * @throws org.rolebindings.report.ReportsUnwritableException if it cannot be written
	 */
	PlanDraft begin(PlanSubject subject) {
		PlanReport report = new PlanReport(subject.kind(), this.folders.replace(subject.fileName(), subject.purpose()),
				subject.header(), subject.delimiter());
		return new PlanDraft(subject, report, (written) -> sumUp(subject, written), this.properties, this.progress);
	}

	private RunSummary sumUp(PlanSubject subject, PlanReport report) {
		return RunSummary
			.ofNoRun(subject.fileName(), subject.sha256(), this.startedAt, this.clock.instant(),
					new RowCounts(subject.kind(), Map.of(), report.errors()), options(subject))
			.ofPlan(subject.target(), this.meter.read(), this.properties.note(), report.actions());
	}

	/** Returns the options that decide something about such a plan. */
	private RunOptions options(PlanSubject subject) {
		String delimiter = String.valueOf(subject.delimiter());
		if (subject.kind() == RunKind.UNDO) {
			return new RunOptions(null, null, delimiter);
		}
		return new RunOptions((subject.kind() == RunKind.REVOKE) ? null : option(this.properties.onConflict()),
				option(this.properties.onInvalid()), delimiter, this.properties.mapDigest(), null);
	}

	private static String option(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

}
