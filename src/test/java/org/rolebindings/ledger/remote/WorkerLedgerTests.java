package org.rolebindings.ledger.remote;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.ledger.run.RunTotals;

import static org.assertj.core.api.Assertions.assertThat;

class WorkerLedgerTests {

	@TempDir
	private static Path folder;

	private static DistributedRun database;

	@BeforeAll
	static void open() {
		database = new DistributedRun(folder);
	}

	@AfterAll
	static void close() {
		database.close();
	}

	@Test
	void workersAreThoseThatJoinedInOrder() {
		long run = database.begin(2);
		long other = database.begin(2);
		database.workers.join(run, "b", "process 2 on x");
		database.workers.join(run, "a", "process 1 on y");
		database.workers.join(other, "a", "process 1 on y");
		assertThat(database.workers.of(run)).extracting(WorkerState::id).containsExactlyInAnyOrder("a", "b");
		assertThat(database.workers.of(other)).singleElement().satisfies((worker) -> {
			assertThat(worker.name()).isEqualTo("process 1 on y");
			assertThat(worker.state()).isEqualTo(WorkerState.State.CONNECTING);
			assertThat(worker.answeredAt()).isNull();
			assertThat(worker.isAtWork()).isFalse();
			assertThat(worker.isThere()).isTrue();
		});
	}

	@Test
	void seenKeepsWhenTheApiAnsweredLast() {
		long run = database.begin(2);
		database.workers.join(run, "a", "process 1");
		database.workers.seen(run, "a", WorkerState.State.WORKING, true, null);
		WorkerState answered = worker(run);
		assertThat(answered.answeredAt()).isNotNull();
		database.workers.seen(run, "a", WorkerState.State.WORKING, false, null);
		assertThat(worker(run).answeredAt()).isEqualTo(answered.answeredAt());
		assertThat(worker(run).state()).isEqualTo(WorkerState.State.WORKING);
		database.workers.seen(run, "a", WorkerState.State.LEFT, false, "The key is dead.");
		assertThat(worker(run).message()).isEqualTo("The key is dead.");
		assertThat(worker(run).isAtWork()).isFalse();
	}

	private static WorkerState worker(long run) {
		return database.workers.of(run).get(0);
	}

	@Test
	void workerThatGivesNoSignOfLifeIsSilentUntilItDoes() {
		long run = database.begin(2);
		database.join(run, "s", "process 1");
		database.silence("s");
		assertThat(worker(run).state()).isEqualTo(WorkerState.State.SILENT);
		assertThat(worker(run).isAtWork()).isFalse();
		assertThat(worker(run).isThere()).isFalse();
		database.workers.seen(run, "s", WorkerState.State.WAITING, false, null);
		assertThat(worker(run).isAtWork()).isTrue();
		assertThat(worker(run).isThere()).isTrue();
	}

	@Test
	void takeReturnsOnceWhatWasAdded() {
		long run = database.begin(2);
		long other = database.begin(2);
		database.join(run, "a", "process 1");
		WorkerProgress first = new WorkerProgress(new RunTotals(3, Map.of("201", 2L, "none", 1L), 1, 0, "", 0), 2,
				List.of(new WorkerProgress.Failure(7, "FORBIDDEN", "No.")));
		WorkerProgress second = new WorkerProgress(RunTotals.NONE, 5, List.of());
		database.ledger.write(() -> database.workers.add(run, "a", first));
		database.ledger.write(() -> database.workers.add(run, "a", second));
		database.ledger.write(() -> database.workers.add(other, "a", second));
		assertThat(worker(run).decided()).isEqualTo(7);
		database.ledger.inVain((status) -> assertThat(database.workers.take(run)).containsExactly(first, second));
		database.ledger.write(() -> assertThat(database.workers.take(run)).containsExactly(first, second));
		database.ledger.write(() -> assertThat(database.workers.take(run)).isEmpty());
		database.ledger.write(() -> assertThat(database.workers.take(other)).containsExactly(second));
	}

	@Test
	void addThatIsRolledBackIsNotTaken() {
		long run = database.begin(2);
		database.join(run, "a", "process 1");
		database.ledger
			.inVain((status) -> database.workers.add(run, "a", new WorkerProgress(RunTotals.NONE, 5, List.of())));
		assertThat(worker(run).decided()).isZero();
		database.ledger.write(() -> assertThat(database.workers.take(run)).isEmpty());
	}

	@Test
	void takeOfVeryMuchTakesItInPartsAndInOrder() {
		long run = database.begin(2);
		database.ledger.write(() -> IntStream.rangeClosed(1, 1_001)
			.forEach((decided) -> database.workers.add(run, "a",
					new WorkerProgress(RunTotals.NONE, decided, List.of()))));
		database.ledger.write(() -> assertThat(database.workers.take(run)).hasSize(1_000)
			.extracting(WorkerProgress::decided)
			.isSorted());
		database.ledger.write(() -> assertThat(database.workers.take(run)).extracting(WorkerProgress::decided)
			.containsExactly(1_001L));
	}

	@Test
	void countWhenAProcessJoinedAgainCountsItOnce() {
		long run = database.begin(2);
		assertThat(database.workers.count(run)).isZero();
		database.join(run, "c1", "process 1 on a");
		database.join(run, "c2", "process 1 on a");
		database.join(run, "c3", "process 1 on b");
		assertThat(database.workers.count(run)).isEqualTo(2);
	}

}
