package org.rolebindings.ledger.remote;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.ledger.remote.UpdateUnits.Answer;

import static org.assertj.core.api.Assertions.assertThat;

class UpdateUnitsTests {

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

	private static final int THREADS = 5;

	@Test
	void reserveWhenARowHasItAlreadyCountsNothing() {
		long run = database.begin(2, 3);
		database.cut(0, 2);
		assertThat(database.units.reserve(run, 2, 1)).isEqualTo(Answer.RESERVED);
		assertThat(database.units.reserve(run, 2, 1)).isEqualTo(Answer.RESERVED);
		assertThat(database.updates()).isOne();
	}

	@Test
	void reserveWhenNoneIsLeftSaysWhetherOneMayBeGivenBack() {
		long run = database.begin(2, 3, 4);
		database.cut(0, 3);
		database.lease(0, 0, Duration.ofMinutes(1));
		assertThat(database.units.reserve(run, 2, 2)).isEqualTo(Answer.RESERVED);
		assertThat(database.units.reserve(run, 3, 2)).isEqualTo(Answer.RESERVED);
		assertThat(database.units.reserve(run, 4, 2)).isEqualTo(Answer.LATER);
		database.units.settle(run, 2, true);
		assertThat(database.units.reserve(run, 4, 2)).isEqualTo(Answer.LATER);
		database.units.settle(run, 3, true);
		assertThat(database.units.reserve(run, 4, 2)).isEqualTo(Answer.NEVER);
		assertThat(database.units.reserve(run, 4, 3)).isEqualTo(Answer.RESERVED);
	}

	/** All workers that are left may wait, so that none takes its range. */
	@Test
	void reserveWhenOnlyADeadWorkerCouldGiveOneBackDoesNotWaitForIt() {
		long run = database.begin(2, 3);
		database.cut(0, 1);
		database.lease(0, 0, Duration.ofSeconds(-1));
		assertThat(database.units.reserve(run, 2, 1)).isEqualTo(Answer.RESERVED);
		assertThat(database.units.reserve(run, 3, 1)).isEqualTo(Answer.NEVER);
	}

	@Test
	void settleOfARowWithoutAnUpdateGivesItsUnitBackOnce() {
		long run = database.begin(2, 3);
		database.cut(0, 2);
		assertThat(database.units.reserve(run, 2, 1)).isEqualTo(Answer.RESERVED);
		database.units.settle(run, 2, false);
		database.units.settle(run, 2, false);
		assertThat(database.updates()).isZero();
		assertThat(database.units.reserve(run, 3, 1)).isEqualTo(Answer.RESERVED);
		database.units.settle(run, 3, true);
		database.units.settle(run, 3, false);
		assertThat(database.updates()).isOne();
	}

	@Test
	void beginCountsRowsInDoubtThatMayBeUpdatedAgain() {
		long run = database.begin(2, 3, 4);
		database.distributions.begin(database.distribution(0), 3, 2);
		database.units.begin(run, Set.of(2L, 3L));
		assertThat(database.units.reserve(run, 2, 2)).isEqualTo(Answer.RESERVED);
		assertThat(database.units.reserve(run, 4, 2)).isEqualTo(Answer.NEVER);
		database.units.begin(run, Set.of());
		assertThat(database.updates()).isEqualTo(2);
	}

	@Test
	void reserveOfManyWorkersNeverGivesMoreThanTheLimit() throws Exception {
		long run = database.begin();
		database.cut(0, 1);
		Set<Long> reserved = ConcurrentHashMap.newKeySet();
		inThreads((thread) -> {
			LongStream.range(2, 12).map((line) -> line * THREADS + thread).forEach((line) -> {
				if (database.units.reserve(run, line, 23) == Answer.RESERVED) {
					reserved.add(line);
				}
			});
		});
		assertThat(reserved).hasSize(23);
		assertThat(database.updates()).isEqualTo(23);
		assertThat(database.units.reserve(run, 1_000, 23)).isEqualTo(Answer.LATER);
	}

	@Test
	void reserveNeverSaysThatNoneIsLeftWhileOneIsGivenBack() throws Exception {
		long run = database.begin();
		database.cut(0, 1);
		Set<Answer> answers = ConcurrentHashMap.newKeySet();
		inThreads((thread) -> {
			for (int i = 0; i < 60; i++) {
				Answer answer = database.units.reserve(run, 2 + thread, 1);
				answers.add(answer);
				if (answer == Answer.RESERVED) {
					database.units.settle(run, 2 + thread, false);
				}
			}
		});
		assertThat(answers).contains(Answer.RESERVED).doesNotContain(Answer.NEVER);
		assertThat(database.updates()).isZero();
	}

	private static void inThreads(LongConsumer work) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			List<Future<?>> all = new ArrayList<>();
			for (int thread = 0; thread < THREADS; thread++) {
				long number = thread;
				all.add(threads.submit(() -> work.accept(number)));
			}
			for (Future<?> each : all) {
				each.get(1, TimeUnit.MINUTES);
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

}
