package org.rolebindings.job.plan;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import org.rolebindings.binding.RunKind;
import org.rolebindings.csv.CsvRecordReader;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.job.progress.RunMeter;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.report.PlanReport;
import org.rolebindings.report.ReportFolders;
import org.rolebindings.report.WrittenReports;
import org.rolebindings.report.summary.RowCounts;
import org.rolebindings.report.summary.RunOptions;
import org.rolebindings.report.summary.RunSummary;

/** Writes the reports of a plan into their folder. */
final class PlanOutput {

	private final ImportProperties properties;

	private final boolean extra;

	private final ReportFolders folders;

	private final RunMeter meter;

	private final Clock clock;

	private Instant startedAt = Instant.EPOCH;

	PlanOutput(ImportProperties properties, boolean extra, ReportFolders folders, RunMeter meter, Clock clock) {
		this.properties = properties;
		this.extra = extra;
		this.folders = folders;
		this.meter = meter;
		this.clock = clock;
	}

	/** Returns whether {@code extra.csv} is asked for. */
	boolean extra() {
		return this.extra;
	}

	/** Starts the time of the plan. */
	void start() {
		this.meter.start();
		this.startedAt = this.clock.instant();
	}

	/** Begins the reports of a file. */
	PlanReport begin(InputFile file, CsvRecordReader reader) {
		return new PlanReport(this.folders.replace(file.name(), RunKind.PLAN.toString()), reader.headerWithIds(),
				reader.delimiter());
	}

	/** Sums a plan up. */
	WrittenReports sumUp(PlanReport report, InputFile file, CsvRecordReader reader, String target) {
		RunOptions options = new RunOptions(option(this.properties.onConflict()), option(this.properties.onInvalid()),
				String.valueOf(reader.delimiter()), this.properties.mapDigest(), null);
		RunSummary summary = RunSummary
			.ofNoRun(file.name(), reader.sha256(), this.startedAt, this.clock.instant(),
					new RowCounts(RunKind.PLAN, Map.of(), report.errors()), options)
			.ofPlan(target, this.meter.read(), this.properties.note(), report.actions());
		return new WrittenReports(report.folder(), summary);
	}

	/** Moves the reports of a plan into place. */
	Plan publish(PlanReport report, Plan plan, Function<Plan, PlanAdvice> advisor) {
		PlanAdvice advice = advisor.apply(plan);
		report.publish(plan.reports().summary(), advice.remarks(), advice.step());
		return plan;
	}

	private static String option(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

}
