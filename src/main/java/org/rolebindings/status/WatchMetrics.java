package org.rolebindings.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;
import org.rolebindings.api.outage.Outage;
import org.rolebindings.binding.Outcome;
import org.rolebindings.inbox.Backlog;
import org.rolebindings.ledger.remote.WorkerState;
import org.rolebindings.status.model.HealthComponent;
import org.rolebindings.status.model.History;
import org.rolebindings.status.model.RunningImport;
import org.rolebindings.status.model.WatchStatus;

/**
 * The status as metrics for Prometheus, read together at each scrape. No label contains
 * text that a user chose. A metric without a value at present is left out.
 */
final class WatchMetrics implements MultiCollector {

	private static final String PREFIX = "role_bindings_";

	private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

	private static final double MILLIS_PER_SECOND = 1_000;

	private final WatchStatus status;

	WatchMetrics(WatchStatus status) {
		this.status = status;
	}

	@Override
	public MetricSnapshots collect() {
		MetricSnapshots.Builder all = MetricSnapshots.builder();
		health(all);
		sums(all);
		backlog(all, this.status.backlog());
		RunningImport.Snapshot running = this.status.imports().snapshot();
		all.metricSnapshot(
				gauge("import_running", "Whether a file is being imported (1) or not (0).", (running != null) ? 1 : 0));
		if (running != null) {
			running(all, running);
		}
		return all.build();
	}

	private void health(MetricSnapshots.Builder all) {
		all.metricSnapshot(gauge("up", "Whether files can be imported, as far as is known (1), or not (0).",
				this.status.healthy() ? 1 : 0));
		GaugeSnapshot.Builder parts = named(GaugeSnapshot.builder(), "part_up",
				"Whether a part is in order, as far as is known (1), or not (0).");
		for (HealthComponent component : HealthComponent.values()) {
			parts.dataPoint(point(Labels.of("part", component.label()),
					(this.status.condition(component).problem() == null) ? 1 : 0));
		}
		all.metricSnapshot(parts.build());
	}

	private void sums(MetricSnapshots.Builder all) {
		History.Sums sums = this.status.history().sums();
		CounterSnapshot.Builder rows = named(CounterSnapshot.builder(), "rows",
				"Rows of the runs that have ended, by outcome.");
		for (Map.Entry<Outcome, Long> row : sums.rows().entrySet()) {
			rows.dataPoint(count("outcome", row.getKey().name(), row.getValue()));
		}
		CounterSnapshot.Builder files = named(CounterSnapshot.builder(), "files",
				"Files that were filed away, by fate.");
		files.dataPoint(count("fate", "done", sums.done())).dataPoint(count("fate", "failed", sums.failed()));
		CounterSnapshot.Builder requests = named(CounterSnapshot.builder(), "requests",
				"Requests of all imports, by the status of the answer; none if there was no answer.");
		this.status.imports().sent().forEach((answer, count) -> requests.dataPoint(count("status", answer, count)));
		all.metricSnapshot(rows.build()).metricSnapshot(files.build()).metricSnapshot(requests.build());
		Instant success = sums.lastSuccess();
		if (success != null) {
			all.metricSnapshot(gauge("last_success_timestamp_seconds", "When a file was last imported, in Unix time.",
					success.toEpochMilli() / MILLIS_PER_SECOND));
		}
	}

	private static void backlog(MetricSnapshots.Builder all, Backlog.Snapshot backlog) {
		all.metricSnapshot(gauge("files_waiting", "Files that wait to be imported.", backlog.files()));
		all.metricSnapshot(gauge("oldest_waiting_file_age_seconds",
				"For how long the first of the waiting files has been seen waiting; 0 if none waits.",
				backlog.oldest().toNanos() / NANOS_PER_SECOND));
	}

	private static void running(MetricSnapshots.Builder all, RunningImport.Snapshot running) {
		all.metricSnapshot(gauge("import_rows_done", "Rows done in the phase that the running import is at.",
				(double) running.done()));
		if (running.rows() >= 0) {
			all.metricSnapshot(
					gauge("import_rows", "Rows in the phase that the running import is at.", (double) running.rows()));
		}
		all.metricSnapshot(
				gauge("requests_in_flight", "Requests of the running import in flight.", running.inFlight()));
		all.metricSnapshot(gauge("gate_closed_seconds", "How long the server has asked to wait, from now on.",
				running.pause().toNanos() / NANOS_PER_SECOND));
		Outage outage = running.outage();
		all.metricSnapshot(gauge("outage_seconds", "For how long the service has given no proper answer; 0 if it does.",
				(outage != null) ? outage.lasted().toNanos() / NANOS_PER_SECOND : 0));
		if (running.workers() != null) {
			all.metricSnapshot(workers(running.workers()));
		}
		if (Double.isFinite(running.requestsPerSecond())) {
			all.metricSnapshot(gauge("gate_requests_per_second", "How many requests may leave a second.",
					running.requestsPerSecond()));
		}
	}

	/** With zero for each state in which none is. */
	private static MetricSnapshot workers(List<WorkerState> workers) {
		GaugeSnapshot.Builder states = named(GaugeSnapshot.builder(), "workers",
				"Workers of the running import, by what they do; those that have left it, too.");
		for (WorkerState.State state : WorkerState.State.values()) {
			long count = workers.stream().filter((worker) -> worker.state() == state).count();
			states.dataPoint(point(Labels.of("state", state.name().toLowerCase(Locale.ROOT)), (double) count));
		}
		return states.build();
	}

	private static MetricSnapshot gauge(String name, String help, double value) {
		return named(GaugeSnapshot.builder(), name, help).dataPoint(point(Labels.EMPTY, value)).build();
	}

	private static <B extends MetricSnapshot.Builder<B>> B named(B builder, String name, String help) {
		return builder.name(PREFIX + name).help(help);
	}

	private static GaugeSnapshot.GaugeDataPointSnapshot point(Labels labels, double value) {
		return GaugeSnapshot.GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
	}

	private static CounterSnapshot.CounterDataPointSnapshot count(String label, String name, @Nullable Long value) {
		return CounterSnapshot.CounterDataPointSnapshot.builder()
			.labels(Labels.of(label, name))
			.value((value != null) ? value.doubleValue() : 0)
			.build();
	}

}
