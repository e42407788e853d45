package org.rolebindings.metrics;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.report.summary.RunSummary;

/**
 * The end of a run as metrics. All of them are gauges, because each run counts from zero.
 * A run without a summary has no row counts. A run with one has a count for every outcome
 * and every error code, with zero if it does not occur.
 */
final class RunMetrics {

	static final String LAST_SUCCESS = "role_bindings_last_success_timestamp_seconds";

	private static final String LAST_RUN = "role_bindings_last_run_";

	private static final double MILLIS_PER_SECOND = 1000;

	/**
	 * The label of all metrics. It is unique for each file, because node_exporter refuses
	 * a metric that two files have with the same labels.
	 */
	static final String FILE = "file";

	private final MetricSnapshots.Builder metrics = MetricSnapshots.builder();

	private final Labels labels;

	private RunMetrics(String file) {
		this.labels = Labels.of(FILE, file);
	}

	/**
	 * The metrics of a run.
	 * @param file the name of the file that they stand in, which no other import on the
	 * machine has
	 * @param end how it ended
	 * @param lastSuccess the seconds since 1970 at which a run last ended with exit code
	 * 0, or {@code null} if none has
	 */
	static MetricSnapshots of(String file, RunEnd end, @Nullable Double lastSuccess) {
		RunMetrics run = new RunMetrics(file);
		run.add(LAST_RUN + "exit_code", "The exit code of the last run.", end.exitCode());
		run.add(LAST_RUN + "end_timestamp_seconds", "When the last run ended.", seconds(end.at()));
		run.add(LAST_RUN + "duration_seconds", "How long the last run took, with its waits.",
				end.took().toMillis() / MILLIS_PER_SECOND);
		if (lastSuccess != null) {
			run.add(LAST_SUCCESS, "When a run last ended with exit code 0.", lastSuccess);
		}
		if (end.summary() != null) {
			run.addRun(end.summary());
		}
		if (end.workers() > 0) {
			run.add(LAST_RUN + "workers", "The workers that took part in the last run.", end.workers());
		}
		return run.metrics.build();
	}

	static double seconds(Instant time) {
		return time.toEpochMilli() / MILLIS_PER_SECOND;
	}

	private void addRun(RunSummary summary) {
		if (summary.run() != null) {
			add(LAST_RUN + "number", "The number of the last run.", summary.run());
		}
		addAll(LAST_RUN + "rows", "The rows of the last run by outcome.", "outcome",
				all(summary.kind().outcomes(), summary.outcomes()));
		addAll(LAST_RUN + "failures", "The rows of the last run that failed, by error code.", "error_code",
				all(EnumSet.allOf(ErrorCode.class), summary.errors()));
		addAll(LAST_RUN + "requests", "The requests of the last run by the answer's status.", "status",
				summary.requests().byStatus());
	}

	private static <E extends Enum<E>> Map<String, Long> all(Set<E> names, Map<E, Long> counts) {
		return names.stream().collect(Collectors.toMap(Enum::name, (name) -> counts.getOrDefault(name, 0L)));
	}

	private void add(String name, String help, double value) {
		this.metrics.metricSnapshot(GaugeSnapshot.builder()
			.name(name)
			.help(help)
			.dataPoint(GaugeDataPointSnapshot.builder().labels(this.labels).value(value).build())
			.build());
	}

	private void addAll(String name, String help, String label, Map<String, Long> values) {
		GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
		values.forEach((of, value) -> gauge
			.dataPoint(GaugeDataPointSnapshot.builder().labels(this.labels.add(label, of)).value(value).build()));
		this.metrics.metricSnapshot(gauge.build());
	}

}
