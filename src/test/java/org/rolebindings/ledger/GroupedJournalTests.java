package org.rolebindings.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rolebindings.ledger.sql.RowId;

import org.springframework.dao.DataAccessResourceFailureException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GroupedJournalTests {

	private static final int SENDERS = 64;

	private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);

	private final List<List<GroupedJournal.Entry>> groups = Collections.synchronizedList(new ArrayList<>());

	@AfterEach
	void close() {
		this.senders.shutdownNow();
	}

	/**
	 * A thread that writes to the database's file keeps a buffer of the size of what it
	 * wrote outside the heap. With one for each sender, 64 MiB are not enough.
	 */
	@Test
	void entriesOfAllSendersAreWrittenByOneThread() throws Exception {
		Set<Thread> writers = ConcurrentHashMap.newKeySet();
		GroupedJournal journal = new GroupedJournal(1, (entries) -> {
			writers.add(Thread.currentThread());
			this.groups.add(entries);
		});
		List<Future<?>> updates = new ArrayList<>();
		for (int line = 2; line < SENDERS + 2; line++) {
			long row = line;
			updates.add(this.senders.submit(() -> journal.beforeUpdate(row, "Bnd" + row, "Rol" + row)));
		}
		await(updates);
		assertThat(writers).hasSize(1);
		assertThat(this.groups.stream().flatMap(List::stream).map(GroupedJournal.Entry::bindingId)).hasSize(SENDERS)
			.doesNotHaveDuplicates();
	}

	@Test
	void entriesThatComeDuringAWriteAreWrittenTogether() throws Exception {
		CountDownLatch writing = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		GroupedJournal journal = new GroupedJournal(1, (entries) -> {
			this.groups.add(entries);
			writing.countDown();
			await(goOn);
		});
		List<Future<?>> updates = new ArrayList<>();
		updates.add(this.senders.submit(() -> journal.beforeUpdate(2, "Bnd2", "Rol2")));
		await(writing);
		for (int line = 3; line < SENDERS + 2; line++) {
			long row = line;
			updates.add(this.senders.submit(() -> journal.beforeUpdate(row, "Bnd" + row, "Rol" + row)));
		}
		while (journal.waiting() < SENDERS - 1) {
			Thread.onSpinWait();
		}
		goOn.countDown();
		await(updates);
		assertThat(this.groups).extracting(List::size).containsExactly(1, SENDERS - 1);
	}

	@Test
	void nothingToUpdateIsAnEntryWithoutABinding() {
		GroupedJournal journal = new GroupedJournal(7, this.groups::add);
		journal.nothingToUpdate(5);
		GroupedJournal.Entry entry = this.groups.get(0).get(0);
		assertThat(entry.rowId()).isEqualTo(RowId.of(7, 5));
		assertThat(entry.bindingId()).isNull();
		assertThat(entry.formerRoleId()).isNull();
	}

	@Test
	void whatIsNotWrittenFailsAndTheNextIsTried() {
		List<String> failures = new ArrayList<>(List.of("full"));
		GroupedJournal journal = new GroupedJournal(1, (entries) -> {
			if (!failures.isEmpty()) {
				throw new DataAccessResourceFailureException(failures.remove(0));
			}
			this.groups.add(entries);
		});
		assertThatExceptionOfType(DataAccessResourceFailureException.class)
			.isThrownBy(() -> journal.beforeUpdate(2, "Bnd2", "Rol2"))
			.withMessage("full");
		journal.beforeUpdate(3, "Bnd3", "Rol3");
		assertThat(this.groups).hasSize(1);
	}

	private static void await(List<Future<?>> updates) throws Exception {
		for (Future<?> update : updates) {
			update.get(2, TimeUnit.MINUTES);
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

}
