package org.rolebindings.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.Doubt;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.Removal;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.binding.RunKind;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.binding.UnsettledRow;
import org.rolebindings.binding.UpdateJournal;
import org.rolebindings.binding.validation.CheckedRow;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.binding.validation.TakenBackRow;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.ledger.run.RunIdentity;
import org.rolebindings.ledger.run.RunStart;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.ledger.run.RunTask;
import org.rolebindings.store.DamagedStateException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/** Tests for {@link RemovalLedger} and {@link DeletedBindings}, on a database file. */
class RemovalLedgerTests {

	private static final Instant STARTED = OpenLedger.STARTED;

	private static final Instant MARKED = OpenLedger.MARKED;

	private static final Instant LATEST = MARKED.plusSeconds(40);

	@TempDir
	private Path folder;

	private OpenLedger ledger;

	private long run;

	@BeforeEach
	void open() {
		this.ledger = new OpenLedger(this.folder.resolve("state"));
		this.run = this.ledger.start();
	}

	@AfterEach
	void close() {
		this.ledger.close();
	}

	@Test
	void undoneAfterHasWhatTheRunMadeOrChangedInTheOrderOfTheFile() {
		this.ledger.stage(this.run, 2, 3, 4, 5, 6, 7);
		decide(this.run, created(7), updated(3), outcome(2, Outcome.UNCHANGED), outcome(4, Outcome.KEPT),
				failed(5, null), created(6));
		assertThat(undone(0, 10)).containsExactly(
				new TakenBackRow(3, "row 3", OpenLedger.binding(3), new ExistingBinding("Bnd3", "Rol1"), "Rol9"),
				new TakenBackRow(6, "row 6", OpenLedger.binding(6), new ExistingBinding("Bnd6", "Rol1"), null),
				new TakenBackRow(7, "row 7", OpenLedger.binding(7), new ExistingBinding("Bnd7", "Rol1"), null));
		assertThat(undone(3, 1)).extracting(TakenBackRow::line).containsExactly(6L);
		assertThat(undone(7, 10)).isEmpty();
	}

	@Test
	void undoneAfterHasWhatTheRunLeftInDoubtAlsoIfItIsFailed() {
		this.ledger.stage(this.run, 2, 3, 4, 5);
		this.ledger.mark(this.run, 4, MARKED);
		this.ledger.inFlight().journal(this.run).beforeUpdate(3, "Bnd3", "Rol9");
		decide(this.run, failed(2, MARKED), failed(4, null));
		assertThat(undone(0, 10)).extracting(TakenBackRow::line).containsExactly(2L);
		recover(this.run);
		assertThat(undone(0, 10)).containsExactly(new TakenBackRow(2, "row 2", OpenLedger.binding(2), null, null),
				new TakenBackRow(3, "row 3", OpenLedger.binding(3), null, null));
	}

	@Test
	void undoneAfterHasNoRowsOfOtherRunsAndNoDoubtThatAnotherRunHasDecided() {
		this.ledger.stage(this.run, 2, 3);
		this.ledger.mark(this.run, 3, MARKED);
		recover(this.run);
		long later = this.ledger.start();
		this.ledger.stage(later, 2);
		this.ledger.created(later, 2);
		assertThat(undone(0, 10)).extracting(TakenBackRow::line).containsExactly(3L);
		assertThat(this.ledger.removals().undoneAfter(later, 0, 10)).extracting(TakenBackRow::line).containsExactly(2L);
	}

	@Test
	void undoneAfterWhenThereAreManyRowsGoesOnPageByPage() {
		long[] lines = LongStream.rangeClosed(2, 2_501).toArray();
		this.ledger.stage(this.run, lines);
		this.ledger.created(this.run, lines);
		long after = 0;
		long count = 0;
		List<TakenBackRow> page = undone(0, 1_000);
		while (!page.isEmpty()) {
			assertThat(page).extracting(TakenBackRow::line).isSorted();
			assertThat(page.get(0).line()).isGreaterThan(after);
			count += page.size();
			after = page.get(page.size() - 1).line();
			page = undone(after, 1_000);
		}
		assertThat(count).isEqualTo(2_500);
	}

	@Test
	void undecidedAfterGivesEachRowOfAnUndoWhatIsKnownAboutItsBinding() {
		this.ledger.stage(this.run, 2, 3, 4, 5);
		this.ledger.mark(this.run, 5, MARKED);
		this.ledger.inFlight().journal(this.run).beforeUpdate(5, "Bnd5", "Rol9");
		decide(this.run, created(2), updated(3));
		recover(this.run);
		Run undo = undo(this.run);
		List<UndecidedRow> rows = undecided(undo);
		assertThat(rows).extracting(UndecidedRow::line).containsExactly(2L, 3L, 4L, 5L);
		assertThat(rows).extracting(UndecidedRow::binding)
			.containsExactly(OpenLedger.binding(2), OpenLedger.binding(3), OpenLedger.binding(4),
					OpenLedger.binding(5));
		assertThat(rows).allSatisfy((row) -> assertThat(row.doubts()).isEmpty());
		assertThat(removals(undo).subList(0, 2)).containsExactly(new Removal("Bnd2", null),
				new Removal("Bnd3", "Rol9"));
		assertThat(removals(undo).subList(2, 4)).extracting(Removal::bindingId, Removal::ofAnybody)
			.containsOnly(tuple(null, false));
		assertThat(placed(undo, 2)).extracting(Doubt::since, Doubt::until, Doubt::former)
			.containsExactly(tuple(MARKED, LATEST, null));
		assertThat(placed(undo, 3)).extracting(Doubt::since, Doubt::until, Doubt::former)
			.containsExactly(tuple(MARKED, LATEST, new ExistingBinding("Bnd5", "Rol9")));
		assertThat(this.ledger.removals().undecidedAfter(undo, 4, 1)).extracting(UndecidedRow::line)
			.containsExactly(5L);
	}

	/** Otherwise the undo would take whatever is in place for what the run made. */
	@Test
	void undecidedAfterWhenTheDoubtIsGoneByNowKnowsNoBinding() {
		this.ledger.stage(this.run, 2);
		this.ledger.mark(this.run, 2, MARKED);
		recover(this.run);
		Run undo = undo(this.run);
		this.ledger.update("DELETE FROM doubt");
		assertThat(removals(undo)).containsExactly(Removal.placedIn(List.of()));
	}

	@Test
	void undecidedAfterGivesARevokeNothingButItsRow() {
		Run revoke = start(RunTask.REVOKE);
		this.ledger.stage(revoke.number(), 2);
		assertThat(removals(revoke)).containsExactly(Removal.OF_ROW);
		decide(revoke.number(), deleted(2, "Bnd2"));
		assertThat(undecided(revoke)).isEmpty();
	}

	@Test
	void doubtsOfImportsUndosAndRevokesNeverMix() {
		long other = this.ledger.start();
		this.ledger.stage(this.run, 2);
		this.ledger.stage(other, 2);
		created(this.run);
		created(other);
		Run undo = undo(this.run);
		Run undoOfOther = undo(other);
		Run revoke = start(RunTask.REVOKE);
		this.ledger.stage(revoke.number(), 2);
		for (Run some : List.of(undo, undoOfOther, revoke)) {
			this.ledger.mark(some.number(), 2, MARKED.plusSeconds(some.number()));
			this.ledger.inFlight().journal(some.number()).beforeUpdate(2, "Bnd" + some.number(), "Rol1");
		}
		recover(undo.number());
		Run again = undo(this.run);
		Run revokeAgain = start(RunTask.REVOKE);
		this.ledger.stage(revokeAgain.number(), 2);
		long imported = this.ledger.start();
		this.ledger.stage(imported, 2);
		assertThat(formers(undo)).containsExactly("Bnd" + undo.number());
		assertThat(formers(again)).containsExactly("Bnd" + undo.number());
		assertThat(formers(undoOfOther)).containsExactly("Bnd" + undoOfOther.number());
		assertThat(formers(revoke)).containsExactly("Bnd" + revoke.number());
		assertThat(formers(revokeAgain)).containsExactly("Bnd" + revoke.number());
		assertThat(this.ledger.undecided(imported, 2).doubts()).isEmpty();
	}

	@Test
	void undecidedAfterWhenAnImportIsInDoubtDoesNotTakeThatForItsOwnDoubt() {
		this.ledger.stage(this.run, 2);
		this.ledger.mark(this.run, 2, MARKED);
		recover(this.run);
		Run undo = undo(this.run);
		assertThat(undecided(undo).get(0).doubts()).isEmpty();
		assertThat(placed(undo, 0)).hasSize(1);
	}

	/** As without a crash, the row knows that the key sees something there. */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void seenByHasARowWhoseDeleteWasRefusedBeforeTheStartEnded(boolean stopped) {
		this.ledger.stage(this.run, 2);
		created(this.run);
		Run undo = undo(this.run);
		this.ledger.mark(undo.number(), 2, MARKED);
		assertThat(this.ledger.removals().seenBy(undo.number())).isEmpty();
		UpdateJournal journal = this.ledger.inFlight().journal(undo.number());
		journal.beforeUpdate(2, "Bnd2", "Rol1");
		journal.nothingToUpdate(2);
		if (stopped) {
			this.ledger.inFlight()
				.settle(OpenLedger.firstStart(undo.number()), List.of(new UnsettledRow(2, 1, MARKED)));
		}
		recover(undo.number());
		assertThat(this.ledger.removals().seenBy(undo.number())).containsExactly(OpenLedger.binding(2));
		assertThat(undecided(undo).get(0).doubts()).extracting(Doubt::former).containsOnlyNulls();
	}

	@Test
	void settleKeepsWhichBindingADeleteInDoubtWasAbout() {
		this.ledger.stage(this.run, 2, 3);
		this.ledger.created(this.run, 2, 3);
		Run undo = undo(this.run);
		this.ledger.mark(undo.number(), 3, MARKED);
		this.ledger.inFlight().journal(undo.number()).beforeUpdate(2, "Bnd2", "Rol1");
		this.ledger.inFlight().journal(undo.number()).beforeUpdate(3, "Bnd3", "Rol1");
		this.ledger.inFlight().journal(undo.number()).nothingToUpdate(3);
		this.ledger.inFlight()
			.settle(OpenLedger.firstStart(undo.number()),
					List.of(new UnsettledRow(2, 1, MARKED), new UnsettledRow(3, 1, MARKED)));
		assertThat(undecided(undo)).extracting((row) -> row.doubts().get(0).former())
			.containsExactly(new ExistingBinding("Bnd2", "Rol1"), null);
	}

	@Test
	void decideEndsTheDoubtsOfTheUndoneRun() {
		this.ledger.stage(this.run, 2, 3);
		this.ledger.mark(this.run, 3, MARKED);
		recover(this.run);
		Run undo = undo(this.run);
		long doubt = placed(undo, 0).get(0).id();
		decide(undo.number(),
				new Decision(2, Outcome.DELETED, "Bnd2", "Rol1", null, null, null, null, 1, null, List.of(doubt)));
		assertThat(undone(0, 10)).extracting(TakenBackRow::line).containsExactly(3L);
		assertThat(this.ledger.removals().notTakenBack(this.run)).isEqualTo(1);
	}

	@Test
	void notTakenBackCountsOverAllUndoRunsOfTheRun() {
		this.ledger.stage(this.run, 2, 3, 4, 5, 6, 7);
		this.ledger.created(this.run, 2, 3, 4, 5);
		decide(this.run, updated(6), outcome(7, Outcome.UNCHANGED));
		assertThat(notTakenBack()).isEqualTo(5);
		Run first = undo(this.run);
		assertThat(notTakenBack()).isEqualTo(5);
		decide(first.number(), deleted(2, "Bnd2"), outcome(3, Outcome.GONE), changedSince(4), failed(5, MARKED),
				outcome(6, Outcome.UNCHANGED));
		assertThat(notTakenBack()).isEqualTo(2);
		Run second = undo(this.run);
		decide(second.number(), outcome(2, Outcome.GONE), deleted(4, "Bnd4"));
		assertThat(notTakenBack()).isEqualTo(1);
		Run third = undo(this.run);
		decide(third.number(), deleted(5, "Bnd5"), changedSince(6));
		assertThat(notTakenBack()).isZero();
		assertThat(this.ledger.runs().undoing(this.run)).extracting(Run::number)
			.containsExactly(third.number(), second.number(), first.number());
	}

	@Test
	void notTakenBackDoesNotCountWhatAnUndoOfAnotherRunOrARevokeDid() {
		this.ledger.stage(this.run, 2);
		this.ledger.created(this.run, 2);
		long other = this.ledger.start();
		this.ledger.stage(other, 2);
		this.ledger.created(other, 2);
		decide(undo(other).number(), deleted(2, "Bnd2"));
		Run revoke = start(RunTask.REVOKE);
		this.ledger.stage(revoke.number(), 2);
		decide(revoke.number(), deleted(2, "Bnd2"));
		assertThat(notTakenBack()).isEqualTo(1);
		assertThat(this.ledger.removals().notTakenBack(other)).isZero();
	}

	@Test
	void missingHasTheLinesThatTheRunDoesNotHave() {
		this.ledger.stage(this.run, 2, 5);
		long other = this.ledger.start();
		this.ledger.stage(other, 3);
		assertThat(this.ledger.removals().missing(this.run, List.of(2L, 3L, 4L, 5L, 6L))).containsExactly(3L, 4L, 6L);
		assertThat(this.ledger.removals().missing(this.run, List.of(5L, 2L))).isEmpty();
		assertThat(this.ledger.removals().missing(this.run, List.of())).isEmpty();
	}

	/** The role may have been another one when it was deleted. */
	@Test
	void undecidedAfterKnowsByItsIdThatARunInThisStateDeletedTheBinding() {
		this.ledger.stage(this.run, 2, 3, 4);
		decide(this.run, created(2), created(3), updated(4));
		revoked(binding("Rol7", "Usr2"), "Bnd2");
		revoked(binding("Rol1", "Usr3"), "Bnd8");
		revoked(binding("Rol1", "Usr4"), "Bnd4");
		assertThat(removals(undo(this.run))).containsExactly(new Removal("Bnd2", null).ofDeleted(),
				new Removal("Bnd3", null), new Removal("Bnd4", "Rol9").ofDeleted());
	}

	@Test
	void undecidedAfterKnowsByTheWholeBindingThatARunInThisStateRevokedTheRole() {
		revoked(binding("Rol1", "Usr2"), "Bnd2");
		revoked(binding("Rol7", "Usr3"), "Bnd3");
		Run revoke = start(RunTask.REVOKE);
		this.ledger.stage(revoke.number(), 2, 3, 4);
		assertThat(removals(revoke)).extracting(Removal::deletedBefore).containsExactly(true, false, false);
	}

	@Test
	void undecidedAfterKnowsWhatWasDeletedInAnotherSpelling() {
		revoked(new Binding(OpenLedger.id("Um9sZTox"), OpenLedger.id("VXNlcjoxMg=="), ResourceType.SPACE,
				OpenLedger.id("U3BhY2U6MTI")), "Um9sZUJpbmRpbmc6MTphYg==");
		Binding spelled = new Binding(OpenLedger.id("Um9sZTox"), OpenLedger.id("VXNlcjoxMg"), ResourceType.SPACE,
				OpenLedger.id("U3BhY2U6MTI="));
		Run revoke = start(RunTask.REVOKE);
		stage(revoke.number(), 2, spelled);
		assertThat(removals(revoke)).extracting(Removal::deletedBefore).containsExactly(true);
		stage(this.run, 2, spelled);
		decide(this.run, new Decision(2, Outcome.CREATED, "Um9sZUJpbmRpbmc6MTphYg", null, null, null, null, null, 1));
		assertThat(removals(undo(this.run))).extracting(Removal::deletedBefore).containsExactly(true);
	}

	@ParameterizedTest
	@EnumSource(value = Outcome.class,
			names = { "RESTORED", "UNCHANGED", "GONE", "CHANGED_SINCE", "FAILED", "DUPLICATE" })
	void undecidedAfterWhenNothingWasDeletedKnowsOfNoDeletion(Outcome outcome) {
		Run before = start(RunTask.REVOKE);
		this.ledger.stage(before.number(), 2);
		decide(before.number(), outcome(2, outcome));
		Run revoke = start(RunTask.REVOKE);
		this.ledger.stage(revoke.number(), 2);
		assertThat(removals(revoke)).containsExactly(Removal.OF_ROW);
		assertThat(this.ledger.removals().hasDeletedOn(OpenLedger.IDENTITY.target())).isFalse();
	}

	@Test
	void undecidedAfterDoesNotCountWhatWasDeletedOnAnotherTarget() {
		RunIdentity elsewhere = new RunIdentity("ab".repeat(32), "https://api.eu.arize.com", "fail", "skip", ",")
			.doing(RunTask.REVOKE);
		Run before = this.ledger.start(elsewhere, STARTED);
		this.ledger.stage(before.number(), 2);
		decide(before.number(), deleted(2, "Bnd2"));
		Run revoke = start(RunTask.REVOKE);
		this.ledger.stage(revoke.number(), 2);
		assertThat(removals(revoke)).containsExactly(Removal.OF_ROW);
		assertThat(this.ledger.removals().hasDeletedOn("https://api.eu.arize.com")).isTrue();
		assertThat(this.ledger.removals().hasDeletedOn(OpenLedger.IDENTITY.target())).isFalse();
	}

	@Test
	void removeTakesWhatTheRunDeletedAndNothingElse() {
		Run old = revoked(binding("Rol1", "Usr2"), "Bnd2");
		revoked(binding("Rol1", "Usr3"), "Bnd3");
		this.ledger.oldRuns().remove(old.number());
		Run revoke = start(RunTask.REVOKE);
		this.ledger.stage(revoke.number(), 2, 3);
		assertThat(removals(revoke)).extracting(Removal::deletedBefore).containsExactly(false, true);
		while (this.ledger.oldRuns().removeSomeRows()) {
			// Until none is left
		}
		assertThat(this.ledger.count("SELECT COUNT(*) FROM deleted_binding")).isEqualTo(1);
		assertThat(removals(revoke)).extracting(Removal::deletedBefore).containsExactly(false, true);
	}

	@Test
	void deletedBindingsAreFoundByAnIndex() {
		assertThat(this.ledger.plan("SELECT * FROM deleted_binding WHERE slot_hash = ANY(ARRAY[1, 2])"))
			.contains("deleted_binding_slot");
	}

	@Test
	void forEachRowOfAnUndoPassesTheChecksums() {
		this.ledger.stage(this.run, 2, 3, 4);
		this.ledger.mark(this.run, 4, MARKED);
		decide(this.run, created(2), updated(3));
		recover(this.run);
		Run undo = undo(this.run);
		assertThat(this.ledger.report(undo.number())).extracting(ReportRow::line).containsExactly(2L, 3L, 4L);
		decide(undo.number(), deleted(2, "Bnd2"), changedSince(3), outcome(4, Outcome.GONE));
		assertThat(this.ledger.report(undo.number())).extracting(ReportRow::outcome)
			.containsExactly(Outcome.DELETED, Outcome.CHANGED_SINCE, Outcome.GONE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "UPDATE expectation SET former_role_id = NULL",
			"UPDATE expectation SET former_role_id = 'Rol8'", "UPDATE expectation SET binding_id = 'Bnd9'",
			"DELETE FROM expectation" })
	void forEachRowWhenWhatAnUndoTakesBackIsDamagedSaysSo(String damage) {
		this.ledger.stage(this.run, 3);
		decide(this.run, updated(3));
		Run undo = undo(this.run);
		this.ledger.update(damage);
		assertThatExceptionOfType(DamagedStateException.class).isThrownBy(() -> this.ledger.report(undo.number()));
	}

	@ParameterizedTest
	@EnumSource
	void startOfAnUndoAbandonsTheUndoneRunIfItIsUnfinished(RunStatus status) {
		this.ledger.runs().end(this.run, status, STARTED.plusSeconds(5));
		boolean unfinished = this.ledger.runs().get(this.run).isUnfinished();
		Run undo = undo(this.run);
		assertThat(this.ledger.runs().get(this.run).status()).isEqualTo(unfinished ? RunStatus.ABANDONED : status);
		assertThat(undo.status()).isEqualTo(RunStatus.RUNNING);
		assertThat(this.ledger.runs().toResume(undo.identity(), STARTED.minus(Duration.ofDays(1)))).contains(undo);
		assertThat(this.ledger.runs().toResume(OpenLedger.IDENTITY, STARTED.minus(Duration.ofDays(1)))).isEmpty();
	}

	@Test
	void startOfAnUndoLeavesOtherUnfinishedRunsAndTakesNoOtherTaskForItself() {
		Run other = this.ledger
			.start(new RunIdentity("cd".repeat(32), OpenLedger.IDENTITY.target(), "fail", "skip", ","), STARTED);
		Run undo = undo(this.run);
		assertThat(this.ledger.runs().get(other.number()).status()).isEqualTo(RunStatus.RUNNING);
		Instant before = STARTED.minus(Duration.ofDays(1));
		for (RunTask task : List.of(RunTask.REVOKE, new RunTask(RunKind.UNDO, other.number(), null),
				new RunTask(RunKind.UNDO, this.run, "ef".repeat(32)), new RunTask(RunKind.UNDO, null, null))) {
			assertThat(this.ledger.runs().toResume(OpenLedger.IDENTITY.doing(task), before)).isEmpty();
		}
		assertThat(this.ledger.runs().toResume(undo.identity(), before)).contains(undo);
	}

	@ParameterizedTest
	@EnumSource(value = RunStatus.class, names = { "RUNNING", "STOPPED", "COMPLETED" })
	void endedBeforeKeepsARunThatAnUnfinishedRunUndoes(RunStatus status) {
		this.ledger.runs().end(this.run, RunStatus.COMPLETED, STARTED);
		Run undo = undo(this.run);
		this.ledger.runs().end(undo.number(), status, STARTED.plus(Duration.ofDays(2)));
		this.ledger.start(OpenLedger.IDENTITY, STARTED.plus(Duration.ofDays(2)));
		assertThat(this.ledger.oldRuns().endedBefore(STARTED.plus(Duration.ofDays(1)), null))
			.extracting(OldRuns.OldRun::number)
			.isEqualTo((status == RunStatus.COMPLETED) ? List.of(this.run) : List.of());
	}

	private List<TakenBackRow> undone(long afterLine, int limit) {
		return this.ledger.removals().undoneAfter(this.run, afterLine, limit);
	}

	private long notTakenBack() {
		return this.ledger.removals().notTakenBack(this.run);
	}

	/** Starts an undo, and stages what it takes back. */
	private Run undo(long undone) {
		Run undo = start(new RunTask(RunKind.UNDO, undone, null));
		this.ledger.write(() -> this.ledger.removals()
			.stage(undo.number(), this.ledger.removals().undoneAfter(undone, 0, 10_000)));
		return undo;
	}

	private Run start(RunTask task) {
		return this.ledger.start(OpenLedger.IDENTITY.doing(task), STARTED);
	}

	/** Makes a run that has deleted a binding. */
	private Run revoked(Binding binding, String bindingId) {
		Run revoke = start(RunTask.REVOKE);
		stage(revoke.number(), 9, binding);
		decide(revoke.number(), deleted(9, bindingId));
		return revoke;
	}

	private void stage(long number, long line, Binding binding) {
		this.ledger.stage(number,
				List.of(new CheckedRow(new InputRow(line, "row " + line, "", "", "", "", null), binding, null)));
	}

	private static Binding binding(String role, String user) {
		return new Binding(OpenLedger.id(role), OpenLedger.id(user), ResourceType.SPACE, OpenLedger.id("Spa1"));
	}

	/** Ends a start as a crash does. */
	private void recover(long number) {
		this.ledger.inFlight().signOfLife(new RunStart(number, 0), LATEST);
		this.ledger.inFlight().recover(OpenLedger.IDENTITY.target());
	}

	private List<UndecidedRow> undecided(Run taker) {
		return this.ledger.removals().undecidedAfter(taker, 0, 10_000);
	}

	private List<Removal> removals(Run taker) {
		return undecided(taker).stream().map((row) -> Objects.requireNonNull(row.removal())).toList();
	}

	private List<Doubt> placed(Run taker, int index) {
		return removals(taker).get(index).placed();
	}

	private List<String> formers(Run taker) {
		return undecided(taker).stream()
			.flatMap((row) -> row.doubts().stream())
			.map((doubt) -> Objects.requireNonNull(doubt.former()).id())
			.toList();
	}

	private void created(long number) {
		this.ledger.created(number, 2);
	}

	private void decide(long number, Decision... decisions) {
		this.ledger.decide(number, decisions);
	}

	private static Decision created(int line) {
		return new Decision(line, Outcome.CREATED, "Bnd" + line, null, null, null, null, null, 1);
	}

	private static Decision updated(long line) {
		return new Decision(line, Outcome.UPDATED, "Bnd" + line, "Rol9", null, null, null, null, 1);
	}

	private static Decision deleted(long line, String bindingId) {
		return new Decision(line, Outcome.DELETED, bindingId, "Rol1", null, null, null, null, 1);
	}

	private static Decision changedSince(long line) {
		return new Decision(line, Outcome.CHANGED_SINCE, "Bnd9", "Rol9", ErrorCode.CHANGED_SINCE, null, "x.", null, 1);
	}

	private static Decision outcome(long line, Outcome outcome) {
		return new Decision(line, outcome, null, null, null, null, null, null, 1);
	}

	private static Decision failed(long line, @Nullable Instant doubtSince) {
		return new Decision(line, Outcome.FAILED, null, null, ErrorCode.RETRIES_EXHAUSTED, 500, "x.", null, 1,
				doubtSince, List.of());
	}

}
