package org.rolebindings.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.ledger.InFlightLedger;
import org.rolebindings.ledger.OpenLedger;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DurabilityTests {

	@TempDir
	private Path folder;

	private OpenLedger ledger;

	@BeforeEach
	void open() {
		this.ledger = new OpenLedger(this.folder.resolve("state"));
	}

	@AfterEach
	void close() {
		this.ledger.close();
	}

	/** The order in which it has to happen: commit, force, and only then return. */
	@Test
	void forceComesAfterTheCommitOfWhatIsMarked() {
		List<Long> committed = new ArrayList<>();
		Durability durability = new Durability(
				() -> committed.add(onAnotherConnection("SELECT COUNT(*) FROM in_flight_mark")));
		TransactionTemplate transaction = this.ledger.transaction();
		new InFlightLedger(this.ledger.jdbc(), transaction, durability).mark(OpenLedger.firstStart(1), 0, 2,
				OpenLedger.MARKED);
		assertThat(committed).containsExactly(1L);
	}

	private long onAnotherConnection(String sql) {
		List<Long> counts = new ArrayList<>();
		Thread thread = new Thread(() -> counts.add(this.ledger.count(sql)));
		thread.start();
		join(thread);
		return counts.get(0);
	}

	@Test
	void forceWhenAskedInATransactionNeitherCommitsNorEndsIt() {
		long run = this.ledger.start();
		this.ledger.inVain((status) -> {
			this.ledger.stage(run, 2);
			this.ledger.durability().force();
			this.ledger.stage(run, 3);
		});
		assertThat(this.ledger.undecided(run)).isEmpty();
	}

	@Test
	void forceWhenManyAskDuringOneServesThemAllWithTheNext() {
		AtomicInteger forces = new AtomicInteger();
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		Durability durability = new Durability(() -> {
			forces.incrementAndGet();
			begun.countDown();
			await(goOn);
		});
		Thread first = start(durability);
		await(begun);
		List<Thread> others = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			others.add(start(durability));
		}
		others.forEach(DurabilityTests::awaitThatItWaits);
		goOn.countDown();
		join(first);
		others.forEach(DurabilityTests::join);
		assertThat(forces).hasValue(2);
	}

	@Test
	void forceWhenAskedAgainForcesAgain() {
		AtomicInteger forces = new AtomicInteger();
		Durability durability = new Durability(forces::incrementAndGet);
		durability.force();
		durability.force();
		assertThat(forces).hasValue(2);
	}

	@Test
	void forceWhenTheDiskFailsSaysSoAndTriesAgain() {
		AtomicInteger forces = new AtomicInteger();
		Durability durability = new Durability(() -> {
			if (forces.incrementAndGet() == 1) {
				throw new DataAccessResourceFailureException("full");
			}
		});
		assertThatExceptionOfType(DataAccessResourceFailureException.class).isThrownBy(durability::force);
		durability.force();
		assertThat(forces).hasValue(2);
	}

	private static Thread start(Durability durability) {
		Thread thread = new Thread(durability::force);
		thread.start();
		return thread;
	}

	private static void awaitThatItWaits(Thread thread) {
		while (thread.getState() != Thread.State.WAITING) {
			Thread.onSpinWait();
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	private static void join(Thread thread) {
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

}
