package org.rolebindings.status;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import org.junit.jupiter.api.Test;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.ledger.remote.WorkerState;
import org.rolebindings.ledger.remote.WorkerState.State;
import org.rolebindings.status.model.WatchStatus;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link WatchMetrics}: the workers of a distributed import. */
class WatchMetricsTests {

	private final WatchStatus status = new WatchStatus(Clock.systemUTC());

	private final WatchMetrics metrics = new WatchMetrics(this.status);

	@Test
	void collectWhileOtherProcessesPostHasTheirNumberInEachState() throws IOException {
		try (TestClient client = new TestClient(50)) {
			ImportProgress progress = this.status.imports().begins(client.gate(), client.meter(), client.watch());
			progress.begin(ImportProgress.Phase.POSTING, 10);
			assertThat(workers()).isEmpty();
			progress.workers(List.of());
			assertThat(workers()).containsExactly("{state=\"connecting\"} 0.0", "{state=\"left\"} 0.0",
					"{state=\"silent\"} 0.0", "{state=\"waiting\"} 0.0", "{state=\"working\"} 0.0");
			progress.workers(List.of(worker(State.WORKING), worker(State.WORKING), worker(State.SILENT)));
			assertThat(workers()).containsExactly("{state=\"connecting\"} 0.0", "{state=\"left\"} 0.0",
					"{state=\"silent\"} 1.0", "{state=\"waiting\"} 0.0", "{state=\"working\"} 2.0");
			progress.begin(ImportProgress.Phase.REPORTING, 10);
			assertThat(workers()).isEmpty();
		}
	}

	private static WorkerState worker(State state) {
		return new WorkerState("1", "process 1 on a", Instant.EPOCH, Instant.EPOCH, null, 5, state, null);
	}

	private List<String> workers() throws IOException {
		ByteArrayOutputStream text = new ByteArrayOutputStream();
		PrometheusTextFormatWriter.create().write(text, this.metrics.collect());
		String name = "role_bindings_workers";
		return text.toString(StandardCharsets.UTF_8)
			.lines()
			.filter((line) -> line.startsWith(name))
			.map((line) -> line.substring(name.length()))
			.toList();
	}

}
