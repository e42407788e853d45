package org.rolebindings.ledger;

import org.rolebindings.binding.UnsettledRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.binding.FormerBinding;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Repeat;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.binding.UpdateJournal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class InFlightLedgerTests {

	private static final Instant FIRST = OpenLedger.MARKED;

	private static final Instant SECOND = FIRST.plusSeconds(10);

	private static final Instant THIRD = FIRST.plusSeconds(20);

	@TempDir
	private Path folder;

	private OpenLedger ledger;

	private InFlightLedger inFlight;

	private long run;

	@BeforeEach
	void open() {
		this.ledger = new OpenLedger(this.folder.resolve("state"));
		this.inFlight = this.ledger.inFlight();
		this.run = this.ledger.start();
	}

	@AfterEach
	void close() {
		this.ledger.close();
	}

	@Test
	void recoverWhenNothingWasMarkedDoubtsNothing() {
		this.ledger.stage(this.run, 2, 3);
		this.inFlight.recover();
		assertThat(this.ledger.doubts(this.run)).isEmpty();
	}

	@Test
	void recoverGivesEachUndecidedRowTheTimeOfItsOwnBlock() {
		this.ledger.stage(this.run, 2, 3, 5, 8, 9, 12, 13);
		this.inFlight.mark(this.run, 3, FIRST);
		this.inFlight.mark(this.run, 8, SECOND);
		this.inFlight.mark(this.run, 12, THIRD);
		this.ledger.created(this.run, 2, 9);
		this.inFlight.recover();
		assertThat(this.ledger.doubts(this.run)).containsExactly(entry(3L, FIRST), entry(5L, SECOND), entry(8L, SECOND),
				entry(12L, THIRD));
		assertThat(this.ledger.marks()).isZero();
	}

	/** A Date header may tell between two blocks that the clock was ahead. */
	@Test
	void recoverWhenTheClockWasSetBackStillGivesEachRowTheTimeOfItsOwnBlock() {
		this.ledger.stage(this.run, 2, 3);
		this.inFlight.mark(this.run, 2, THIRD);
		this.inFlight.mark(this.run, 3, FIRST);
		this.inFlight.recover();
		assertThat(this.ledger.doubts(this.run)).containsExactly(entry(2L, THIRD), entry(3L, FIRST));
	}

	@Test
	void recoverWhenRepeatedKeepsTheEarlierDoubt() {
		this.ledger.stage(this.run, 2, 3, 4);
		this.inFlight.mark(this.run, 3, FIRST);
		this.inFlight.recover();
		this.inFlight.mark(this.run, 4, SECOND);
		this.inFlight.recover();
		assertThat(this.ledger.doubts(this.run)).containsExactly(entry(2L, FIRST), entry(3L, FIRST), entry(4L, SECOND));
	}

	@Test
	void recoverCutsTheTimeDownToMilliseconds() {
		this.ledger.stage(this.run, 2);
		this.inFlight.mark(this.run, 2, FIRST.plusNanos(999_999));
		this.inFlight.recover();
		assertThat(this.ledger.doubts(this.run)).containsExactly(entry(2L, FIRST));
	}

	@Test
	void recoverNeverDoubtsRowsThatWereNotSent() {
		this.ledger.rows()
			.stage(this.run, List.of(OpenLedger.valid(2), OpenLedger.invalid(3, ErrorCode.MISSING_VALUE, "x."),
					OpenLedger.valid(4)));
		this.ledger.repeats().write(this.run, List.of(new Repeat(4, 2, true)));
		this.inFlight.mark(this.run, 4, FIRST);
		this.inFlight.recover();
		assertThat(this.ledger.count("SELECT COUNT(*) FROM import_row WHERE doubt_since IS NOT NULL")).isEqualTo(1);
		assertThat(this.ledger.doubts(this.run)).containsOnlyKeys(2L);
	}

	@Test
	void recoverLeavesOtherRunsAlone() {
		long other = this.ledger
			.start(new RunIdentity("00".repeat(32), "http://localhost", "fail", "skip", ","), OpenLedger.STARTED)
			.number();
		this.ledger.stage(this.run, 2);
		this.ledger.stage(other, 2);
		this.inFlight.mark(this.run, 2, FIRST);
		this.inFlight.mark(other, 2, SECOND);
		this.inFlight.recover();
		assertThat(this.ledger.doubts(this.run)).isEmpty();
		assertThat(this.ledger.doubts(other)).containsExactly(entry(2L, SECOND));
		assertThat(this.ledger.marks()).isEqualTo(1);
	}

	@Test
	void decideEndsADoubt() {
		this.ledger.stage(this.run, 2, 3);
		this.inFlight.mark(this.run, 3, FIRST);
		this.inFlight.recover();
		this.ledger.created(this.run, 2);
		assertThat(this.ledger.count("SELECT COUNT(*) FROM import_row WHERE doubt_since IS NOT NULL")).isEqualTo(1);
		assertThat(this.ledger.doubts(this.run)).containsOnlyKeys(3L);
	}

	@Test
	void settleSavesAttemptsAndDoubtAndClearsTheMarks() {
		this.ledger.stage(this.run, 2, 3, 4, 5);
		this.inFlight.mark(this.run, 5, FIRST);
		this.inFlight.settle(this.run, List.of(new UnsettledRow(3, 4, SECOND),
				new UnsettledRow(4, 2, null)));
		this.inFlight.recover();
		assertThat(this.ledger.doubts(this.run)).containsExactly(entry(3L, SECOND));
		assertThat(this.ledger.undecided(this.run)).extracting(UndecidedRow::attempts).containsExactly(0, 4, 2, 0);
		assertThat(this.ledger.marks()).isZero();
	}

	@Test
	void settleWhenNothingIsUnsettledKeepsEarlierDoubt() {
		this.ledger.stage(this.run, 2, 3);
		this.inFlight.mark(this.run, 2, FIRST);
		this.inFlight.recover();
		this.inFlight.mark(this.run, 3, SECOND);
		this.inFlight.settle(this.run, List.of());
		assertThat(this.ledger.doubts(this.run)).containsExactly(entry(2L, FIRST));
		assertThat(this.ledger.marks()).isZero();
	}

	@Test
	void settleKeepsWhatAnUpdateSetOutToReplace() {
		this.ledger.stage(this.run, 2);
		this.inFlight.mark(this.run, 2, FIRST);
		this.inFlight.journal(this.run).beforeUpdate(2, "Bnd2", "Rol9");
		this.inFlight.settle(this.run, List.of(new UnsettledRow(2, 1, FIRST)));
		assertThat(this.ledger.former(this.run, 2)).isEqualTo(new FormerBinding("Bnd2", "Rol9"));
	}

	@Test
	void settleNeverTouchesADecidedRow() {
		this.ledger.stage(this.run, 2);
		this.ledger.created(this.run, 2);
		ReportRow before = this.ledger.report(this.run, 2);
		this.inFlight.settle(this.run, List.of(new UnsettledRow(2, 7, FIRST)));
		assertThat(this.ledger.report(this.run, 2)).isEqualTo(before);
		assertThat(this.ledger.count("SELECT COUNT(*) FROM import_row WHERE doubt_since IS NOT NULL")).isZero();
	}

	@Test
	void nothingToUpdateTakesBackWhatWasToBeReplaced() {
		this.ledger.stage(this.run, 2);
		UpdateJournal journal = this.inFlight.journal(this.run);
		journal.beforeUpdate(2, "Bnd2", "Rol9");
		journal.nothingToUpdate(2);
		assertThat(this.ledger.journalled(this.run, 2)).isNull();
		assertThat(this.ledger.count("SELECT COUNT(*) FROM import_row WHERE binding_id IS NOT NULL")).isZero();
	}

	@Test
	void whatIsMarkedAndJournalledOutlivesTheRollbackOfTheChunk() {
		this.ledger.stage(this.run, 2, 3, 4);
		this.ledger.inVain((status) -> {
			this.ledger.created(this.run, 2);
			this.inFlight.mark(this.run, 4, FIRST);
			this.inFlight.journal(this.run).beforeUpdate(3, "Bnd3", "Rol9");
		});
		assertThat(this.ledger.undecided(this.run)).extracting(UndecidedRow::line).containsExactly(2L, 3L, 4L);
		assertThat(this.ledger.journalled(this.run, 3)).isEqualTo(new FormerBinding("Bnd3", "Rol9"));
		this.inFlight.recover();
		assertThat(this.ledger.doubts(this.run)).containsOnlyKeys(2L, 3L, 4L);
	}

	/** A copy of the file is what a crash at that moment would leave. */
	@Test
	void whatIsMarkedAndJournalledIsInTheFileWhileTheChunkIsOpen() {
		this.ledger.stage(this.run, 2, 3, 4);
		Path crashed = this.folder.resolve("crashed");
		this.ledger.inVain((status) -> {
			this.ledger.created(this.run, 2);
			this.inFlight.mark(this.run, 3, FIRST);
			this.inFlight.journal(this.run).beforeUpdate(3, "Bnd3", "Rol9");
			copyState(crashed);
		});
		try (OpenLedger copy = new OpenLedger(crashed)) {
			copy.inFlight().recover();
			assertThat(copy.doubts(this.run)).containsOnlyKeys(2L, 3L);
			assertThat(copy.former(this.run, 3)).isEqualTo(new FormerBinding("Bnd3", "Rol9"));
		}
	}

	private void copyState(Path target) {
		try {
			Files.createDirectories(target);
			Files.copy(this.folder.resolve("state/ledger.mv.db"), target.resolve("ledger.mv.db"));
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	/** As many as {@code --concurrency} allows, and a pool of ten connections. */
	@Test
	void journalWhenEverySenderUpdatesAtOnceKeepsAll() throws Exception {
		long[] lines = LongStream.rangeClosed(2, 513).toArray();
		this.ledger.stage(this.run, lines);
		UpdateJournal journal = this.inFlight.journal(this.run);
		CountDownLatch ready = new CountDownLatch(lines.length);
		ExecutorService senders = Executors.newFixedThreadPool(lines.length);
		try {
			List<Future<?>> updates = new ArrayList<>();
			for (long line : lines) {
				updates.add(senders.submit(() -> {
					ready.countDown();
					ready.await();
					journal.beforeUpdate(line, "Bnd" + line, "Rol" + line);
					return null;
				}));
			}
			this.ledger.transaction().executeWithoutResult((status) -> {
				this.ledger.runs().saveTotals(this.run, RunTotals.NONE);
				this.inFlight.mark(this.run, 513, FIRST);
			});
			for (Future<?> update : updates) {
				update.get(2, TimeUnit.MINUTES);
			}
		}
		finally {
			senders.shutdownNow();
		}
		assertThat(this.ledger.undecided(this.run)).hasSize(lines.length)
			.allSatisfy((row) -> assertThat(this.ledger.journalled(this.run, row.line()))
				.isEqualTo(new FormerBinding("Bnd" + row.line(), "Rol" + row.line())));
	}

}
