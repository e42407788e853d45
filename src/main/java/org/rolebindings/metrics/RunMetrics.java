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
import org.rolebindings.report.RunSummary;

/**
 * The end of a run as metrics. All of them are gauges, because each run begins to count
 * anew. What a run has not come to is absent rather than zero; of what it has come to
 * every outcome and every error code is there, with zero where it does not occur.
 */
final class RunMetrics {

	static final String LAST_SUCCESS = "role_bindings_last_success_timestamp_seconds";

	private static final String LAST_RUN = "role_bindings_last_run_";

	private static final double MILLIS_PER_SECOND = 1000;

	private RunMetrics() {
	}

	/**
	 * The metrics of a run.
	 * @param end how it ended
	 * @param lastSuccess the seconds since 1970 at which a run last ended with exit code
	 * 0, or {@code null} where none has
	 */
	static MetricSnapshots of(RunEnd end, @Nullable Double lastSuccess) {
		MetricSnapshots.Builder metrics = MetricSnapshots.builder();
		metrics.metricSnapshot(gauge(LAST_RUN + "exit_code", "The exit code of the last run.", end.exitCode()));
		metrics
			.metricSnapshot(gauge(LAST_RUN + "end_timestamp_seconds", "When the last run ended.", seconds(end.at())));
		metrics.metricSnapshot(gauge(LAST_RUN + "duration_seconds", "How long the last run took, with its waits.",
				end.took().toMillis() / MILLIS_PER_SECOND));
		if (lastSuccess != null) {
			metrics.metricSnapshot(gauge(LAST_SUCCESS, "When a run last ended with exit code 0.", lastSuccess));
		}
		if (end.summary() != null) {
			addRun(metrics, end.summary());
		}
		return metrics.build();
	}

	static double seconds(Instant time) {
		return time.toEpochMilli() / MILLIS_PER_SECOND;
	}

	private static void addRun(MetricSnapshots.Builder metrics, RunSummary summary) {
		if (summary.run() != null) {
			metrics.metricSnapshot(gauge(LAST_RUN + "number", "The number of the last run.", summary.run()));
		}
		metrics.metricSnapshot(gauges(LAST_RUN + "rows", "The rows of the last run by outcome.", "outcome",
				all(summary.kind().outcomes(), summary.outcomes())));
		metrics.metricSnapshot(gauges(LAST_RUN + "failures", "The rows of the last run that failed, by error code.",
				"error_code", all(EnumSet.allOf(ErrorCode.class), summary.errors())));
		metrics.metricSnapshot(gauges(LAST_RUN + "requests", "The requests of the last run by the answer's status.",
				"status", summary.requests().byStatus()));
	}

	private static <E extends Enum<E>> Map<String, Long> all(Set<E> names, Map<E, Long> counts) {
		return names.stream().collect(Collectors.toMap(Enum::name, (name) -> counts.getOrDefault(name, 0L)));
	}

	private static GaugeSnapshot gauge(String name, String help, double value) {
		return GaugeSnapshot.builder()
			.name(name)
			.help(help)
			.dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
			.build();
	}

	private static GaugeSnapshot gauges(String name, String help, String label, Map<String, Long> values) {
		GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
		values.forEach((of, value) -> gauge
			.dataPoint(GaugeDataPointSnapshot.builder().labels(Labels.of(label, of)).value(value).build()));
		return gauge.build();
	}

}
