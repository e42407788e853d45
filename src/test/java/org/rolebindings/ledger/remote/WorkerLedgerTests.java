package org.rolebindings.ledger.remote;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;<<<<<<<HEAD

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
=======
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
			assertThat(worker.state()).isEqualTo(WorkerState.State.WAITING);
			assertThat(worker.answeredAt()).isNull();
			assertThat(worker.isAtWork()).isTrue();
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
		database.workers.join(run, "s", "process 1");
		database.silence("s");
		assertThat(worker(run).silent()).isTrue();
		assertThat(worker(run).isAtWork()).isFalse();
		database.workers.seen(run, "s", WorkerState.State.WAITING, false, null);
		assertThat(worker(run).isAtWork()).isTrue();
	}

	@Test
	void takeReturnsOnceWhatWasAdded() {
		long run = database.begin(2);
		long other = database.begin(2);
		database.workers.join(run, "a", "process 1");
		WorkerProgress first = new WorkerProgress(new RunTotals(3, Map.of("201", 2L, "none", 1L), 1, 0, "", 0), 2, 1,
				List.of(new WorkerProgress.Failure(7, "FORBIDDEN", "No.")));
		WorkerProgress second = new WorkerProgress(RunTotals.NONE, 5, 0, List.of());
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
		database.workers.join(run, "a", "process 1");
		database.ledger
			.inVain((status) -> database.workers.add(run, "a", new WorkerProgress(RunTotals.NONE, 5, 0, List.of())));
		assertThat(worker(run).decided()).isZero();
		database.ledger.write(() -> assertThat(database.workers.take(run)).isEmpty());
	}

	@Test
	void takeOfVeryMuchTakesItInPartsAndInOrder() {
		long run = database.begin(2);
		database.ledger.write(() -> IntStream.rangeClosed(1, 1_001)
			.forEach((decided) -> database.workers.add(run, "a",
					new WorkerProgress(RunTotals.NONE, decided, 0, List.of()))));
		database.ledger.write(() -> assertThat(database.workers.take(run)).hasSize(1_000)
			.extracting(WorkerProgress::decided)
			.isSorted());
		database.ledger.write(() -> assertThat(database.workers.take(run)).extracting(WorkerProgress::decided)
			.containsExactly(1_001L));
>>>>>>> tests21
	}

}
