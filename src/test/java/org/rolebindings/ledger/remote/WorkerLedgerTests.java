package org.rolebindings.ledger.remote;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.ledger.OpenLedger;
import org.rolebindings.ledger.remote.WorkerState.State;
import org.rolebindings.ledger.run.RunTotals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Tests for {@link WorkerLedger}. */
class WorkerLedgerTests {

	@TempDir
	Path state;

	private OpenLedger ledger;

	private WorkerLedger workers;

	private long run;

	@BeforeEach
	void open() {
		this.ledger = OpenLedger.onPostgres(this.state.resolve("ledger"));
		this.workers = this.ledger.workers();
		this.run = this.ledger.start();
	}

	@AfterEach
	void close() {
		this.ledger.close();
	}

	@Test
	void ofTellsWhatEachWorkerDoesAndHowManyRowsItHasDecided() {
		this.workers.join(this.run, "1", "process 1 on a");
		this.workers.join(this.run, "2", "process 1 on b");
		this.workers.join(this.ledger.start(), "3", "process 1 on c");
		this.workers.seen(this.run, "2", State.WORKING, true, null);
		RunTotals sent = new RunTotals(1, Map.of("201", 1L), 0, 0, "", 0);
		this.ledger.write(() -> this.workers.add(this.run, "2", new WorkerProgress(sent, 7, 1, List.of())));
		assertThat(this.workers.of(this.run)).extracting(WorkerState::name, WorkerState::state, WorkerState::decided)
			.containsExactly(tuple("process 1 on a", State.WAITING, 0L), tuple("process 1 on b", State.WORKING, 7L));
		assertThat(this.workers.of(this.run)).allMatch(WorkerState::isAtWork)
			.extracting((worker) -> worker.answeredAt() != null)
			.containsExactly(false, true);
	}

	@Test
	void ofWhenAWorkerGivesNoSignOfLifeTellsThatItIsSilent() {
		this.workers.join(this.run, "1", "process 1 on a");
		this.workers.join(this.run, "2", "process 1 on b");
		this.workers.seen(this.run, "2", State.LEFT, false, "Stopped by SIGTERM.");
		this.ledger.update("UPDATE worker SET seen_at = seen_at - INTERVAL '11 seconds'");
		assertThat(this.workers.of(this.run)).noneMatch(WorkerState::isAtWork)
			.extracting(WorkerState::state, WorkerState::message)
			.containsExactly(tuple(State.SILENT, null), tuple(State.LEFT, "Stopped by SIGTERM."));
		this.workers.seen(this.run, "1", State.WORKING, false, null);
		assertThat(this.workers.of(this.run).get(0).isAtWork()).isTrue();
	}

	@Test
	void countWhenAProcessJoinedAgainCountsItOnce() {
		assertThat(this.workers.count(this.run)).isZero();
		this.workers.join(this.run, "1", "process 1 on a");
		this.workers.join(this.run, "2", "process 1 on a");
		this.workers.join(this.run, "3", "process 1 on b");
		assertThat(this.workers.count(this.run)).isEqualTo(2);
	}

}
