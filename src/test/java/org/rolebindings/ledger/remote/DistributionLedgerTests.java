package org.rolebindings.ledger.remote;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.ledger.run.RunTotals;

import static org.assertj.core.api.Assertions.assertThat;

class DistributionLedgerTests {

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

	private static final WorkersStop STOP = new WorkersStop("SIGNAL", "It was stopped.");

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 6, 7, 100 })
	void beginCutsTheUndecidedRowsIntoRangesAndLosesNone(int rowsEach) {
		long run = database.begin(2, 3, 7, 8, 20, 21, 22, 1_000_000);
		database.begin(2, 3, 7, 8, 20, 21, 22, 1_000_000);
		database.ledger.created(run + 1, 3, 21);
		int ranges = database.cut(0, rowsEach);
		List<Long> undecided = List.of(2L, 7L, 8L, 20L, 22L, 1_000_000L);
		assertThat(ranges).isEqualTo((undecided.size() + rowsEach - 1) / rowsEach);
		long end = 0;
		for (RowRange range : database.ranges(ranges)) {
			assertThat(range.afterLine()).isEqualTo(end);
			end = range.upToLine();
			assertThat(database.undecided(range)).isBetween(1L, (long) rowsEach);
		}
		assertThat(database.ranges(ranges).stream().mapToLong(database::undecided).sum()).isEqualTo(6);
		assertThat(end).isEqualTo(1_000_000);
		assertThat(database.distributions.openRanges(run + 1)).hasSize(ranges);
		assertThat(database.distributions.unfinishedRanges(run + 1)).isEqualTo(ranges);
		assertThat(database.distributions.openRanges(run)).isEmpty();
	}

	@Test
	void beginWhenNoRowIsUndecidedMakesNoRange() {
		long run = database.begin();
		assertThat(database.cut(0, 500)).isZero();
		assertThat(database.distributions.find(run)).contains(database.distribution(0));
		assertThat(database.distributions.unfinishedRanges(run)).isZero();
		assertThat(database.distributions.openRanges(run)).isEmpty();
	}

	@Test
	void beginWhenOneRowIsUndecidedMakesOneRange() {
		database.begin(2);
		assertThat(database.cut(0, 500)).isOne();
		assertThat(database.range(0)).isEqualTo(new RowRange(database.start(0), 0, 0, 2));
		assertThat(database.range(0).name()).isEqualTo(database.start(0).run() + "/0/0");
	}

	@Test
	void beginForANewStartForgetsTheRangesOfTheOldOne() {
		long run = database.begin(2, 3, 4, 5);
		database.cut(0, 1);
		database.join(run, "a", "process 1");
		database.join(run, "b", "process 2");
		database.refuse("a", 4L);
		database.units.reserve(run, 5, 10);
		database.distributions.stop(run, STOP);
		database.ledger.failed(run, 2, ErrorCode.FORBIDDEN, 403, "No.");
		database.lease(0, 1, Duration.ofSeconds(-1));
		database.lease(0, 2, Duration.ofMinutes(1));
		assertThat(database.distributions.begin(database.distribution(1), 2, 3)).isEqualTo(2);
		assertThat(database.distributions.find(run)).contains(database.distribution(1));
		assertThat(database.distributions.range(database.start(0), 0, "a")).isEmpty();
		assertThat(database.distributions.range(database.start(1), 0, "a"))
			.contains(new RowRange(database.start(1), 0, 0, 4));
		assertThat(database.updates()).isEqualTo(3);
		assertThat(database.ledger.count("SELECT COUNT(*) FROM update_unit WHERE row_id > " + (run << 40))).isZero();
		assertThat(database.ranges.addFailed(run, 0)).isOne();
		assertThat(database.distributions.rangesAtWork(run)).isOne();
		assertThat(database.ledger.count("SELECT COUNT(*) FROM lease WHERE target LIKE 'part " + run + "/%'")).isOne();
		assertThat(database.distributions.openRanges(run)).containsExactly(0, 1);
	}

	@Test
	void openRangesAreThoseWithUndecidedRowsAndNoWorker() {
		long run = database.begin(LongStream.rangeClosed(2, 13).toArray());
		database.cut(0, 1);
		database.lease(0, 1, Duration.ofMinutes(1));
		database.lease(0, 11, Duration.ofMinutes(1));
		database.lease(0, 2, Duration.ofSeconds(-1));
		database.lease(1, 3, Duration.ofMinutes(1));
		database.ledger.created(run, 6);
		database.ranges.finish(database.range(4));
		assertThat(database.distributions.openRanges(run)).containsExactly(0, 2, 3, 5, 6, 7, 8, 9, 10);
		assertThat(database.distributions.rangesAtWork(run)).isEqualTo(3);
		assertThat(database.distributions.unfinishedRanges(run)).isEqualTo(11);
		assertThat(database.distributions.range(database.start(0), 4, "a")).isEmpty();
		assertThat(database.distributions.range(database.start(0), 12, "a")).isEmpty();
	}

	@Test
	void rangeWithRowsThatAKeyMayNotDoGoesToOtherWorkersAsLongAsThereAreSome() {
		long run = database.begin(2, 3, 4, 5);
		database.cut(0, 2);
		database.join(run, "a", "process 1");
		database.refuse("a", 2L, 3L);
		assertThat(isFor("a", 0)).isTrue();
		database.join(run, "b", "process 2");
		assertThat(isFor("a", 0)).isFalse();
		assertThat(isFor("a", 1)).isTrue();
		assertThat(isFor("b", 0)).isTrue();
		database.silence("b");
		assertThat(isFor("a", 0)).isTrue();
		database.workers.seen(run, "b", WorkerState.State.WORKING, true, null);
		assertThat(isFor("a", 0)).isFalse();
		database.leave("b");
		assertThat(isFor("a", 0)).isTrue();
		database.join(run, "c", "process 3");
		assertThat(isFor("a", 0)).isFalse();
		database.refuse("c", 2L);
		assertThat(isFor("a", 0)).isTrue();
	}

	@Test
	void rangeWithRowsThatAKeyMayNotDoIsLeftOnlyForAMomentToAWorkerThatTheApiDoesNotAnswer() {
		long run = database.begin(2, 3);
		database.cut(0, 2);
		database.join(run, "a", "process 1");
		database.refuse("a", 2L, 3L);
		database.workers.join(run, "cut off", "process 2");
		assertThat(isFor("a", 0)).isFalse();
		database.ledger.update("UPDATE worker SET joined_at = joined_at - INTERVAL '11 seconds' WHERE id = ?",
				"cut off");
		assertThat(isFor("a", 0)).isTrue();
		database.workers.seen(run, "cut off", WorkerState.State.WAITING, true, null);
		assertThat(isFor("a", 0)).isFalse();
	}

	@Test
	void rangeWithARowThatAKeyMayDoIsForItsWorkerToo() {
		long run = database.begin(2, 3);
		database.cut(0, 2);
		database.join(run, "a", "process 1");
		database.join(run, "b", "process 2");
		database.refuse("a", 3L);
		assertThat(isFor("a", 0)).isTrue();
		database.ledger.created(run, 2);
		assertThat(isFor("a", 0)).isFalse();
		database.ledger.created(run, 3);
		assertThat(isFor("a", 0)).isTrue();
	}

	private static boolean isFor(String worker, int range) {
		return database.distributions.range(database.start(0), range, worker).isPresent();
	}

	@Test
	void stopKeepsTheFirstReasonAndLetsNobodyTakeARange() {
		long run = database.begin(2);
		database.cut(0, 1);
		assertThat(isFor("a", 0)).isTrue();
		database.distributions.stop(run, STOP);
		database.distributions.stop(run, new WorkersStop("OUTAGE", "Later."));
		assertThat(database.distributions.find(run)).map(Distribution::stop).contains(STOP);
		assertThat(isFor("a", 0)).isFalse();
	}

	@Test
	void endForgetsAllButWorkersAndWhatTheyHaveDone() {
		long run = database.begin(2);
		long other = database.begin(2);
		database.cut(0, 1);
		database.join(other, "a", "process 1");
		database.refuse("a", 2L);
		database.units.reserve(other, 2, 10);
		database.ledger.write(() -> database.workers.add(other, "a", new WorkerProgress(RunTotals.NONE, 1, List.of())));
		database.lease(0, 0, Duration.ZERO);
		database.distributions.end(run);
		assertThat(database.distributions.find(other)).isPresent();
		database.distributions.end(other);
		assertThat(database.distributions.find(other)).isEmpty();
		assertThat(database.distributions.unfinishedRanges(other)).isZero();
		assertThat(database.workers.of(other)).hasSize(1);
		assertThat(database.ledger.count("SELECT COUNT(*) FROM lease WHERE target LIKE 'part " + other + "/%'"))
			.isZero();
		database.ledger.write(() -> assertThat(database.workers.take(other)).hasSize(1));
	}

	@Test
	void databaseIdStaysTheSame() {
		String id = database.distributions.databaseId();
		assertThat(id).isNotBlank();
		assertThat(database.distributions.databaseId()).isEqualTo(id);
	}

}
