package org.rolebindings.ledger;

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
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.Doubt;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.Repeat;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.binding.UnsettledRow;
import org.rolebindings.binding.UpdateJournal;
import org.rolebindings.binding.validation.CheckedRow;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.ledger.run.RunIdentity;
import org.rolebindings.ledger.run.RunTotals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

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
		this.inFlight.recover(OpenLedger.IDENTITY.target());
		assertThat(this.ledger.doubts(this.run)).isEmpty();
	}

	@Test
	void recoverGivesEachUndecidedRowTheTimeOfItsOwnBlock() {
		this.ledger.stage(this.run, 2, 3, 5, 8, 9, 12, 13);
		this.ledger.mark(this.run, 3, FIRST);
		this.ledger.mark(this.run, 8, SECOND);
		this.ledger.mark(this.run, 12, THIRD);
		this.ledger.created(this.run, 2, 9);
		this.inFlight.recover(OpenLedger.IDENTITY.target());
		assertThat(this.ledger.doubts(this.run)).containsExactly(entry(3L, FIRST), entry(5L, SECOND), entry(8L, SECOND),
				entry(12L, THIRD));
		assertThat(this.ledger.marks()).isZero();
	}

	/** A Date header may tell between two blocks that the clock was ahead. */
	@Test
	void recoverWhenTheClockWasSetBackStillGivesEachRowTheTimeOfItsOwnBlock() {
		this.ledger.stage(this.run, 2, 3);
		this.ledger.mark(this.run, 2, THIRD);
		this.ledger.mark(this.run, 3, FIRST);
		this.inFlight.recover(OpenLedger.IDENTITY.target());
		assertThat(this.ledger.doubts(this.run)).containsExactly(entry(2L, THIRD), entry(3L, FIRST));
	}

	@Test
	void recoverWhenRepeatedKeepsTheEarlierDoubt() {
		this.ledger.stage(this.run, 2, 3, 4);
		this.ledger.mark(this.run, 3, FIRST);
		this.inFlight.recover(OpenLedger.IDENTITY.target());
		this.ledger.mark(this.run, 4, SECOND);
		this.inFlight.recover(OpenLedger.IDENTITY.target());
		assertThat(this.ledger.doubts(this.run)).containsExactly(entry(2L, FIRST), entry(3L, FIRST), entry(4L, SECOND));
	}

	@Test
	void recoverCutsTheTimeDownToMilliseconds() {
		this.ledger.stage(this.run, 2);
		this.ledger.mark(this.run, 2, FIRST.plusNanos(999_999));
		this.inFlight.recover(OpenLedger.IDENTITY.target());
		assertThat(this.ledger.doubts(this.run)).containsExactly(entry(2L, FIRST));
	}

	@Test
	void recoverNeverDoubtsRowsThatWereNotSent() {
		this.ledger.stage(this.run, List.of(OpenLedger.valid(2), OpenLedger.invalid(3, ErrorCode.MISSING_VALUE, "x."),
				OpenLedger.valid(4)));
		this.ledger.repeats().write(this.run, List.of(new Repeat(4, 2, true)));
		this.ledger.mark(this.run, 4, FIRST);
		this.inFlight.recover(OpenLedger.IDENTITY.target());
		assertThat(this.ledger.count("SELECT COUNT(*) FROM doubt")).isEqualTo(1);
		assertThat(this.ledger.doubts(this.run)).containsOnlyKeys(2L);
	}

	@Test
	void recoverTurnsTheMarksOfAllRunsOnATargetIntoDoubt() {
		long second = this.ledger.start();
		long other = startElsewhere();
		for (long started : new long[] { this.run, second, other }) {
			this.ledger.stage(started, 2);
		}
		this.ledger.mark(this.run, 2, FIRST);
		this.ledger.mark(other, 2, SECOND);
		this.inFlight.recover(OpenLedger.IDENTITY.target());
		assertThat(this.ledger.doubts(this.run)).containsExactly(entry(2L, FIRST));
		assertThat(this.ledger.doubts(second)).containsExactly(entry(2L, FIRST));
		assertThat(this.ledger.doubts(other)).isEmpty();
		this.inFlight.recover("http://localhost");
		assertThat(this.ledger.doubts(other)).containsExactly(entry(2L, SECOND));
		assertThat(this.ledger.marks()).isZero();
	}

	private long startElsewhere() {
		return this.ledger
			.start(new RunIdentity("00".repeat(32), "http://localhost", "fail", "skip", ","), OpenLedger.STARTED)
			.number();
	}

	@Test
	void undecidedAfterHasTheDoubtsAboutTheSameBindingOfWhicheverRunAndSpelling() {
		Binding binding = binding("Um9sZTox", "VXNlcjo/Pz8+", "U3BhY2U6MQ==");
		stage(this.run, 2, binding);
		this.inFlight.signOfLife(OpenLedger.firstStart(this.run), THIRD);
		this.ledger.mark(this.run, 2, FIRST);
		long other = this.ledger
			.start(new RunIdentity("00".repeat(32), OpenLedger.IDENTITY.target(), "update", "abort", ";"),
					OpenLedger.STARTED)
			.number();
		stage(other, 9, binding("Um9sZTox", "VXNlcjo_Pz8-", "U3BhY2U6MQ"));
		stage(other, 10, binding("Um9sZToy", "VXNlcjo_Pz8-", "U3BhY2U6MQ"));
		this.inFlight.recover(OpenLedger.IDENTITY.target());
		assertThat(this.ledger.undecided(other, 9).doubts()).singleElement()
			.returns(FIRST, Doubt::since)
			.returns(THIRD, Doubt::until);
		assertThat(this.ledger.undecided(other, 10).doubts()).isEmpty();
	}

	/** One pair in 2^64 shares a hash by chance. */
	@Test
	void undecidedAfterWhenOnlyTheHashIsTheSameHasNoDoubt() {
		this.ledger.stage(this.run, 2, 3);
		this.ledger.mark(this.run, 2, FIRST);
		this.inFlight.recover(OpenLedger.IDENTITY.target());
		this.ledger.update("UPDATE doubt SET binding_hash = ?", OpenLedger.binding(3).hash());
		assertThat(this.ledger.undecided(this.run, 3).doubts()).isEmpty();
	}

	@Test
	void recoverGivesEachStartsDoubtTheUpperBoundOfThatStart() {
		this.ledger.stage(this.run, 2);
		this.inFlight.signOfLife(OpenLedger.firstStart(this.run), SECOND);
		this.ledger.mark(this.run, 2, FIRST);
		this.inFlight.recover(OpenLedger.IDENTITY.target());
		this.inFlight.signOfLife(OpenLedger.firstStart(this.run), THIRD.plusSeconds(40));
		this.inFlight.signOfLife(OpenLedger.firstStart(this.run), THIRD.plusSeconds(50));
		this.ledger.mark(this.run, 2, THIRD);
		this.inFlight.recover(OpenLedger.IDENTITY.target());
		assertThat(this.ledger.undecided(this.run, 2).doubts()).extracting(Doubt::since, Doubt::until)
			.containsExactly(tuple(FIRST, SECOND), tuple(THIRD, THIRD.plusSeconds(50)));
	}

	@Test
	void decideWhenARowFailedInDoubtKeepsThatForALaterRun() {
		this.ledger.stage(this.run, 2);
		this.inFlight.signOfLife(OpenLedger.firstStart(this.run), THIRD);
		this.inFlight.journal(this.run).beforeUpdate(2, "Bnd2", "Rol9");
		this.ledger.decide(this.run, new Decision(2, Outcome.FAILED, null, null, ErrorCode.FORBIDDEN, 403, "No.", null,
				1, SECOND, List.of()));
		long later = this.ledger.start();
		this.ledger.stage(later, 2);
		this.inFlight.recover(OpenLedger.IDENTITY.target());
		assertThat(this.ledger.undecided(later, 2).doubts()).singleElement()
			.returns(SECOND, Doubt::since)
			.returns(THIRD, Doubt::until)
			.returns(new ExistingBinding("Bnd2", "Rol9"), Doubt::former);
		this.ledger.oldRuns().remove(this.run);
		assertThat(this.ledger.undecided(later, 2).doubts()).isEmpty();
	}

	/**
	 * An update that was refused must not look like a later doubt.
	 */
	@Test
	void settleForgetsWhatARowThatIsNotInDoubtSetOutToReplace() {
		this.ledger.stage(this.run, 2);
		this.inFlight.journal(this.run).beforeUpdate(2, "Bnd2", "Rol9");
		this.inFlight.settle(OpenLedger.firstStart(this.run), List.of(new UnsettledRow(2, 1, null)));
		this.ledger.mark(this.run, 2, SECOND);
		this.inFlight.recover(OpenLedger.IDENTITY.target());
		assertThat(this.ledger.former(this.run, 2)).isNull();
	}

	/** More than a page of rows below the marks, and of rows that are drawn. */
	@Test
	void recoverWhenManyRowsAreInDoubtKeepsAllOfThem() {
		this.ledger.stage(this.run, LongStream.rangeClosed(2, 2_501).toArray());
		this.ledger.mark(this.run, 2_501, FIRST);
		this.inFlight.recover(OpenLedger.IDENTITY.target());
		assertThat(this.ledger.doubts(this.run)).hasSize(2_500);
		assertThat(this.ledger.plan("SELECT * FROM doubt WHERE binding_hash = ANY(ARRAY[1, 2])"))
			.contains("doubt_binding");
	}

	private void stage(long run, long line, Binding binding) {
		this.ledger.stage(run,
				List.of(new CheckedRow(new InputRow(line, "row " + line, "", "", "", "", null), binding, null)));
	}

	private static Binding binding(String role, String user, String space) {
		return new Binding(OpenLedger.id(role), OpenLedger.id(user), ResourceType.SPACE, OpenLedger.id(space));
	}

	@Test
	void decideEndsADoubt() {
		this.ledger.stage(this.run, 2, 3);
		this.ledger.mark(this.run, 3, FIRST);
		this.inFlight.recover(OpenLedger.IDENTITY.target());
		this.ledger.created(this.run, 2);
		assertThat(this.ledger.count("SELECT COUNT(*) FROM doubt")).isEqualTo(1);
		assertThat(this.ledger.doubts(this.run)).containsOnlyKeys(3L);
	}

	@Test
	void settleSavesAttemptsAndDoubtAndClearsTheMarks() {
		this.ledger.stage(this.run, 2, 3, 4, 5);
		this.ledger.mark(this.run, 5, FIRST);
		this.inFlight.settle(OpenLedger.firstStart(this.run),
				List.of(new UnsettledRow(3, 4, SECOND), new UnsettledRow(4, 2, null)));
		this.inFlight.recover(OpenLedger.IDENTITY.target());
		assertThat(this.ledger.doubts(this.run)).containsExactly(entry(3L, SECOND));
		assertThat(this.ledger.undecided(this.run)).extracting(UndecidedRow::attempts).containsExactly(0, 4, 2, 0);
		assertThat(this.ledger.marks()).isZero();
	}

	@Test
	void settleWhenNothingIsUnsettledKeepsEarlierDoubt() {
		this.ledger.stage(this.run, 2, 3);
		this.ledger.mark(this.run, 2, FIRST);
		this.inFlight.recover(OpenLedger.IDENTITY.target());
		this.ledger.mark(this.run, 3, SECOND);
		this.inFlight.settle(OpenLedger.firstStart(this.run), List.of());
		assertThat(this.ledger.doubts(this.run)).containsExactly(entry(2L, FIRST));
		assertThat(this.ledger.marks()).isZero();
	}

	@Test
	void settleKeepsWhatAnUpdateSetOutToReplace() {
		this.ledger.stage(this.run, 2);
		this.ledger.mark(this.run, 2, FIRST);
		this.inFlight.journal(this.run).beforeUpdate(2, "Bnd2", "Rol9");
		this.inFlight.settle(OpenLedger.firstStart(this.run), List.of(new UnsettledRow(2, 1, FIRST)));
		assertThat(this.ledger.former(this.run, 2)).isEqualTo(new ExistingBinding("Bnd2", "Rol9"));
	}

	@Test
	void settleNeverTouchesADecidedRow() {
		this.ledger.stage(this.run, 2);
		this.ledger.created(this.run, 2);
		ReportRow before = this.ledger.report(this.run, 2);
		this.inFlight.settle(OpenLedger.firstStart(this.run), List.of(new UnsettledRow(2, 7, FIRST)));
		assertThat(this.ledger.report(this.run, 2)).isEqualTo(before);
		assertThat(this.ledger.count("SELECT COUNT(*) FROM doubt")).isZero();
	}

	@Test
	void nothingToUpdateTakesBackWhatWasToBeReplaced() {
		this.ledger.stage(this.run, 2);
		UpdateJournal journal = this.inFlight.journal(this.run);
		journal.beforeUpdate(2, "Bnd2", "Rol9");
		journal.nothingToUpdate(2);
		assertThat(this.ledger.journalled(this.run, 2)).isNull();
		assertThat(this.ledger.count("SELECT COUNT(*) FROM import_row WHERE previous_role_id IS NOT NULL")).isZero();
	}

	/** A copy of the file is what a crash at that moment would leave. */
	@Test
	@DisabledIfSystemProperty(named = "test.database", matches = "postgres", disabledReason = "It is about H2's file")
	void whatIsMarkedAndJournalledIsInTheFileAtOnce() {
		this.ledger.stage(this.run, 2, 3, 4);
		Path crashed = this.folder.resolve("crashed");
		this.ledger.mark(this.run, 3, FIRST);
		this.inFlight.journal(this.run).beforeUpdate(3, "Bnd3", "Rol9");
		copyState(crashed);
		try (OpenLedger copy = new OpenLedger(crashed)) {
			copy.inFlight().recover(OpenLedger.IDENTITY.target());
			assertThat(copy.doubts(this.run)).containsOnlyKeys(2L, 3L);
			assertThat(copy.former(this.run, 3)).isEqualTo(new ExistingBinding("Bnd3", "Rol9"));
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

	@Test
	void updatesInDoubtAreThoseOfTheRunThatMayHaveHappenedAndAreNotUpdated() {
		this.ledger.stage(this.run, 2, 3, 4, 5);
		this.ledger.mark(this.run, 5, FIRST);
		UpdateJournal journal = this.inFlight.journal(this.run);
		for (long line = 3; line <= 5; line++) {
			journal.beforeUpdate(line, "Bnd" + line, "Rol9");
		}
		assertThat(this.ledger.rows().updatesInDoubt(this.run)).isEmpty();
		this.inFlight.recover(OpenLedger.IDENTITY.target());
		assertThat(this.ledger.rows().updatesInDoubt(this.run)).containsExactlyInAnyOrder(3L, 4L, 5L);
		this.ledger.decide(this.run, new Decision(3, Outcome.UPDATED, "Bnd3", "Rol9", null, null, null, null, 1),
				new Decision(4, Outcome.FAILED, null, null, ErrorCode.FORBIDDEN, 403, "No.", null, 1));
		assertThat(this.ledger.rows().updatesInDoubt(this.run)).containsExactlyInAnyOrder(4L, 5L);
		assertThat(this.ledger.rows().updatedRows(this.run)).isEqualTo(1);
		assertThat(this.ledger.rows().updatesInDoubt(this.ledger.start())).isEmpty();
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
				this.ledger.mark(this.run, 513, FIRST);
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
				.isEqualTo(new ExistingBinding("Bnd" + row.line(), "Rol" + row.line())));
	}

}
