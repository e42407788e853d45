package org.rolebindings.ledger.remote;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.ledger.OpenLedger;
import org.rolebindings.ledger.run.RunStart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class RangeLedgerTests {

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

	private static final Instant MARKED = OpenLedger.MARKED;

	@Test
	void claimHasAnotherOwnerEachTimeAlsoAfterANewStart() {
		long run = database.begin(2, 3);
		database.cut(0, 1);
		assertThat(database.ranges.claim(database.range(0))).isEqualTo(new RunStart(run, -1));
		assertThat(database.ranges.claim(database.range(1))).isEqualTo(new RunStart(run, -2));
		assertThat(database.ranges.claim(database.range(0))).isEqualTo(new RunStart(run, -3));
		database.cut(1, 2);
		assertThat(database.ranges.claim(new RowRange(database.start(1), 0, 0, 3))).isEqualTo(new RunStart(run, -4));
	}

	@Test
	void claimDoubtsWhatAnEarlierOwnerMayHaveSentOfTheRangeAndNothingElse() {
		long run = database.begin(2, 3, 4, 5, 6, 7, 8, 9);
		database.cut(0, 4);
		RunStart first = database.ranges.claim(database.range(0));
		RunStart second = database.ranges.claim(database.range(1));
		database.ledger.inFlight().mark(first, 0, 3, MARKED);
		database.ledger.inFlight().mark(first, 3, 4, MARKED.plusSeconds(1));
		database.ledger.inFlight().mark(second, 5, 7, MARKED.plusSeconds(2));
		database.ledger.created(run, 2);
		database.ranges.claim(database.range(0));
		assertThat(database.ledger.doubts(run)).containsExactly(entry(3L, MARKED), entry(4L, MARKED.plusSeconds(1)));
		assertThat(database.ledger.count("SELECT COUNT(*) FROM in_flight_mark WHERE run = " + run)).isOne();
		database.ranges.claim(database.range(1));
		assertThat(database.ledger.doubts(run)).containsOnlyKeys(3L, 4L, 6L, 7L);
		assertThat(database.ledger.count("SELECT COUNT(*) FROM in_flight_mark WHERE run = " + run)).isZero();
	}

	/** So a delete of an earlier owner can be told from one of somebody else. */
	@Test
	void claimEndsTheDoubtsOfAnEarlierOwnerAtItsLastSignOfLife() {
		long run = database.begin(2, 3);
		database.cut(0, 1);
		RunStart first = database.ranges.claim(database.range(0));
		RunStart second = database.ranges.claim(database.range(1));
		database.ledger.inFlight().mark(first, 0, 2, MARKED);
		database.ledger.inFlight().mark(second, 2, 3, MARKED);
		database.ledger.inFlight().signOfLife(first, MARKED.plusSeconds(40));
		database.ranges.claim(database.range(0));
		assertThat(latestEffects(run)).containsExactly(MARKED.plusSeconds(40));
	}

	private static List<Instant> latestEffects(long run) {
		return database.ledger.jdbc()
			.query("SELECT latest_effect FROM doubt WHERE run = ? AND latest_effect IS NOT NULL",
					(results, number) -> results.getTimestamp(1).toInstant(), run);
	}

	@Test
	void claimFreesTheUpdatesThatDidNotGetAsFarAsARequest() {
		long run = database.begin(2, 3, 4, 5);
		database.cut(0, 3);
		RunStart owner = database.ranges.claim(database.range(0));
		database.ledger.inFlight().mark(owner, 0, 4, MARKED);
		for (long line = 2; line <= 5; line++) {
			assertThat(database.units.reserve(run, line, 4)).isEqualTo(UpdateUnits.Answer.RESERVED);
		}
		database.ledger.inFlight().journal(run).beforeUpdate(3, "Bnd3", "Rol9");
		database.ledger.created(run, 4);
		database.units.settle(run, 4, true);
		database.ranges.claim(database.range(0));
		assertThat(database.ledger.former(run, 3)).isEqualTo(new ExistingBinding("Bnd3", "Rol9"));
		assertThat(database.updates()).isEqualTo(3);
		assertThat(database.units.reserve(run, 3, 0)).isEqualTo(UpdateUnits.Answer.RESERVED);
		database.lease(0, 0, Duration.ofMinutes(1));
		assertThat(database.units.reserve(run, 2, 3)).isEqualTo(UpdateUnits.Answer.LATER);
		database.ranges.claim(database.range(0));
		assertThat(database.updates()).isEqualTo(3);
	}

	@Test
	void finishEndsARangeOnlyIfAllItsRowsAreDecided() {
		long run = database.begin(2, 3, 4);
		database.cut(0, 2);
		RowRange range = database.range(0);
		database.ledger.created(run, 2);
		database.ranges.finish(range);
		assertThat(database.undecided(range)).isOne();
		assertThat(database.distributions.openRanges(run)).containsExactly(0, 1);
		database.ledger.failed(run, 3, ErrorCode.FORBIDDEN, 403, "No.");
		database.ranges.finish(range);
		assertThat(database.undecided(range)).isZero();
		assertThat(database.distributions.openRanges(run)).containsExactly(1);
	}

	@Test
	void finishOfAnEarlierStartEndsNothing() {
		long run = database.begin(2, 3);
		database.cut(0, 2);
		RowRange old = database.range(0);
		database.cut(1, 1);
		database.ledger.created(run, 2, 3);
		database.ranges.finish(old);
		assertThat(database.distributions.unfinishedRanges(run)).isEqualTo(2);
	}

	@Test
	void addFailedCountsThoseOfEarlierStartsAndOfAllWorkers() {
		long run = database.begin(2, 3, 4);
		database.ledger.failed(run, 2, ErrorCode.FORBIDDEN, 403, "No.");
		database.cut(0, 1);
		database.ledger.write(() -> assertThat(database.ranges.addFailed(run, 2)).isEqualTo(3));
		database.ledger.inVain((status) -> assertThat(database.ranges.addFailed(run, 7)).isEqualTo(10));
		database.ledger.write(() -> assertThat(database.ranges.addFailed(run, 0)).isEqualTo(3));
	}

	@Test
	void refuseLeavesRowsToWorkersThatHaveNotTriedThem() {
		long run = database.begin(2, 3);
		database.cut(0, 2);
		database.join(run, "a", "process 1");
		assertRefused(run, "a", List.of(2L, 3L));
		database.join(run, "b", "process 2");
		database.join(run, "c", "process 3");
		assertRefused(run, "a", List.of(2L, 3L), 2L, 3L);
		assertRefused(run, "b", List.of(2L), 2L);
		assertRefused(run, "c", List.of(2L));
		database.leave("b");
		assertRefused(run, "c", List.of(3L));
		assertRefused(run, "c", List.of());
	}

	private static void assertRefused(long run, String worker, List<Long> lines, Long... leftToOthers) {
		database.ledger.write(
				() -> assertThat(database.ranges.refuse(run, worker, lines)).containsExactlyInAnyOrder(leftToOthers));
	}

}
