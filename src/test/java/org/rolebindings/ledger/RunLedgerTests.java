package org.rolebindings.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.UnsettledRow;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.ledger.run.RunIdentity;
import org.rolebindings.ledger.run.RunPosition;
import org.rolebindings.ledger.run.RunRequest;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.ledger.run.RunTotals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

class RunLedgerTests {

	private static final RunIdentity IDENTITY = OpenLedger.IDENTITY;

	private static final Instant STARTED = OpenLedger.STARTED;

	private static final RunRequest REQUEST = new RunRequest("TICKET-7 \u00e4", List.of("import", "/a b/x.csv"));

	private static final Instant LONG_AGO = STARTED.minus(Duration.ofDays(7));

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

	private void reopen() {
		close();
		open();
	}

	@Test
	void startCountsRunsFromOneAlsoAfterTheStateWasClosed() {
		assertThat(this.ledger.start()).isEqualTo(1);
		assertThat(this.ledger.start()).isEqualTo(2);
		reopen();
		assertThat(this.ledger.start()).isEqualTo(3);
	}

	@Test
	void getWhenTheStateWasClosedReadsWhatWasStarted() {
		RunIdentity identity = new RunIdentity("0f".repeat(32), "http://127.0.0.1:8080", "update", "abort", "\t")
			.applying("1f".repeat(32));
		Run started = this.ledger.runs()
			.start(identity, "t\u00e4m.csv", "\"a,b\",c", REQUEST, STARTED.plusNanos(1_999_999),
					(number) -> "t\u00e4m-" + number);
		reopen();
		assertThat(this.ledger.runs().get(1)).isEqualTo(started)
			.isEqualTo(new Run(1, RunStatus.RUNNING, identity, "t\u00e4m.csv", "\"a,b\",c", "t\u00e4m-1",
					STARTED.plusMillis(1), null, 0, RunPosition.STAGING, RunTotals.NONE, REQUEST));
	}

	@Test
	void allHasTheNewestFirst() {
		assertThat(this.ledger.runs().all()).isEmpty();
		this.ledger.start();
		this.ledger.start();
		assertThat(this.ledger.runs().all()).extracting(Run::number).containsExactly(2L, 1L);
	}

	@Test
	void getWhenThereIsNoneSaysSo() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.ledger.runs().get(7))
			.withMessage("There is no run 7.");
	}

	@Test
	void startWhenNoFolderCanBeReservedStartsNothing() {
		this.ledger.start();
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> this.ledger.runs().start(IDENTITY, "x.csv", "", RunRequest.NONE, STARTED, (number) -> {
				throw new IllegalStateException("full");
			}));
		assertThat(this.ledger.runs().get(1).status()).isEqualTo(RunStatus.RUNNING);
		assertThat(this.ledger.start()).isEqualTo(2);
	}

	@Test
	void toResumeWhenThereIsNoRunFindsNone() {
		assertThat(this.ledger.runs().toResume(IDENTITY, LONG_AGO)).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void toResumeFindsTheNewestRunIfItIsUnfinished(RunStatus status) {
		this.ledger.start();
		this.ledger.runs().end(1, status, STARTED.plusSeconds(5));
		boolean unfinished = status == RunStatus.RUNNING || status == RunStatus.STOPPED;
		assertThat(this.ledger.runs().toResume(IDENTITY, LONG_AGO).isPresent()).isEqualTo(unfinished);
	}

	static List<RunIdentity> otherIdentities() {
		return List.of(new RunIdentity("cd".repeat(32), IDENTITY.target(), "fail", "skip", ","),
				new RunIdentity(IDENTITY.sha256(), "https://api.eu.arize.com", "fail", "skip", ","),
				new RunIdentity(IDENTITY.sha256(), IDENTITY.target(), "keep", "skip", ","),
				new RunIdentity(IDENTITY.sha256(), IDENTITY.target(), "fail", "abort", ","),
				new RunIdentity(IDENTITY.sha256(), IDENTITY.target(), "fail", "skip", ";"),
				IDENTITY.applying("cd".repeat(32)));
	}

	@ParameterizedTest
	@MethodSource("otherIdentities")
	void toResumeWhenAnythingOfTheIdentityDiffersFindsNone(RunIdentity other) {
		this.ledger.start();
		assertThat(this.ledger.runs().toResume(other, LONG_AGO)).isEmpty();
	}

	@Test
	void toResumeWhenAnotherImportWentToTheTargetSinceFindsNone() {
		this.ledger.start();
		this.ledger.start(otherIdentities().get(0), STARTED);
		this.ledger.runs().end(2, RunStatus.COMPLETED, STARTED);
		assertThat(this.ledger.runs().toResume(IDENTITY, LONG_AGO)).isEmpty();
	}

	@Test
	void toResumeWhenAnotherImportWentToAnotherTargetFindsTheRun() {
		this.ledger.start();
		this.ledger.start(otherIdentities().get(1), STARTED);
		assertThat(this.ledger.runs().toResume(IDENTITY, LONG_AGO)).map(Run::number).contains(1L);
	}

	@Test
	void toResumeWhenTheRunIsJustTooOldFindsNone() {
		this.ledger.start();
		assertThat(this.ledger.runs().toResume(IDENTITY, STARTED.minusMillis(1))).isPresent();
		assertThat(this.ledger.runs().toResume(IDENTITY, STARTED)).isEmpty();
	}

	@Test
	void resumeCountsAndForgetsTheEnd() {
		Run run = this.ledger.start(IDENTITY, STARTED);
		this.ledger.runs().end(1, RunStatus.STOPPED, STARTED.plusSeconds(5));
		assertThat(this.ledger.runs().get(1).endedAt()).isEqualTo(STARTED.plusSeconds(5));
		Run resumed = this.ledger.runs().resume(run, RunRequest.NONE);
		assertThat(resumed.status()).isEqualTo(RunStatus.RUNNING);
		assertThat(resumed.endedAt()).isNull();
		assertThat(resumed.resumes()).isEqualTo(1);
		assertThat(resumed.startedAt()).isEqualTo(STARTED);
		assertThat(this.ledger.runs().resume(run, RunRequest.NONE).resumes()).isEqualTo(2);
	}

	@Test
	void resumeKeepsTheNoteUntilThereIsAnother() {
		Run run = this.ledger.runs().start(IDENTITY, "x.csv", "", REQUEST, STARTED, (number) -> "x-" + number);
		List<String> command = List.of("import", "/y.csv");
		assertThat(this.ledger.runs().resume(run, new RunRequest(null, command)).request())
			.isEqualTo(new RunRequest(REQUEST.note(), command));
		assertThat(this.ledger.runs().resume(run, new RunRequest("TICKET-8", command)).request())
			.isEqualTo(new RunRequest("TICKET-8", command));
	}

	@Test
	void saveTotalsWhenReadAgainAreTheSame() {
		this.ledger.start();
		RunTotals totals = new RunTotals(12, Map.of("201", 9L, "409", 2L, "none", 1L), 3, 2, "HISTFAAA+/=", 12_345);
		this.ledger.runs().saveTotals(1, totals);
		reopen();
		assertThat(this.ledger.runs().get(1).totals()).isEqualTo(totals);
	}

	@Test
	void moveReportsWhenReadAgainIsTheOtherFolder() {
		this.ledger.start();
		this.ledger.runs().moveReports(1, "x-1-2");
		assertThat(this.ledger.runs().get(1).reportFolder()).isEqualTo("x-1-2");
	}

	@Test
	void startWhenAnUnfinishedRunIsOfTheSameImportAbandonsIt() {
		this.ledger.start();
		Run second = this.ledger.start(IDENTITY, STARTED.plusSeconds(60));
		Run first = this.ledger.runs().get(1);
		assertThat(first.status()).isEqualTo(RunStatus.ABANDONED);
		assertThat(first.endedAt()).isEqualTo(STARTED.plusSeconds(60));
		assertThat(second.status()).isEqualTo(RunStatus.RUNNING);
		assertThat(this.ledger.runs().toResume(IDENTITY, LONG_AGO)).map(Run::number).contains(2L);
	}

	@Test
	void startWhenAStoppedRunIsAbandonedKeepsWhenItStopped() {
		this.ledger.start();
		this.ledger.runs().end(1, RunStatus.STOPPED, STARTED.plusSeconds(5));
		this.ledger.start(IDENTITY, STARTED.plusSeconds(60));
		assertThat(this.ledger.runs().get(1).endedAt()).isEqualTo(STARTED.plusSeconds(5));
	}

	@Test
	void startWhenTheClockWasSetBackAbandonsTheFormerRunNoEarlierThanItStarted() {
		this.ledger.start();
		this.ledger.start(IDENTITY, STARTED.minusSeconds(60));
		assertThat(this.ledger.runs().get(1).endedAt()).isEqualTo(STARTED);
	}

	@ParameterizedTest
	@EnumSource(names = { "COMPLETED", "FAILED" })
	void startWhenTheFormerRunHasEndedLeavesItAlone(RunStatus status) {
		this.ledger.start();
		this.ledger.runs().end(1, status, STARTED);
		this.ledger.start();
		assertThat(this.ledger.runs().get(1).status()).isEqualTo(status);
	}

	@ParameterizedTest
	@MethodSource("otherIdentities")
	void startWhenAnUnfinishedRunIsOfAnotherImportLeavesItAlone(RunIdentity other) {
		leaveInDoubt(this.ledger.start(), 2);
		this.ledger.start(other, STARTED);
		assertThat(this.ledger.runs().get(1).status()).isEqualTo(RunStatus.RUNNING);
		assertThat(this.ledger.marks()).isEqualTo(1);
	}

	@Test
	void startWhenTheAbandonedRunHadRowsInFlightHandsTheirDoubtOn() {
		long first = this.ledger.start();
		this.ledger.stage(first, 2, 3, 4, 5);
		this.ledger.mark(first, 4, OpenLedger.MARKED);
		this.ledger.inFlight().journal(first).beforeUpdate(3, "Bnd3", "Rol9");
		this.ledger.created(first, 2);
		long second = this.ledger.start();
		this.ledger.stage(second, 2, 3, 4, 5);
		this.ledger.inFlight().recover(OpenLedger.IDENTITY.target());
		assertThat(this.ledger.doubts(second)).containsExactly(entry(3L, OpenLedger.MARKED),
				entry(4L, OpenLedger.MARKED));
		assertThat(this.ledger.former(second, 3)).isEqualTo(new ExistingBinding("Bnd3", "Rol9"));
		assertThat(this.ledger.former(second, 4)).isNull();
		assertThat(this.ledger.marks()).isZero();
	}

	@Test
	void startWhenTheAbandonedRunWasStoppedInGoodOrderHandsOnOnlyWhatIsInDoubt() {
		long first = this.ledger.start();
		this.ledger.stage(first, 2, 3, 4);
		this.ledger.mark(first, 4, OpenLedger.MARKED);
		this.ledger.inFlight()
			.settle(OpenLedger.firstStart(first), List.of(new UnsettledRow(3, 2, OpenLedger.MARKED.plusSeconds(9))));
		this.ledger.runs().end(first, RunStatus.STOPPED, STARTED);
		long second = this.ledger.start();
		this.ledger.stage(second, 2, 3, 4);
		this.ledger.inFlight().recover(OpenLedger.IDENTITY.target());
		assertThat(this.ledger.doubts(second)).containsExactly(entry(3L, OpenLedger.MARKED.plusSeconds(9)));
	}

	@Test
	void startWhenTheSuccessorIsAbandonedTooHandsBothDoubtsOn() {
		long first = this.ledger.start();
		leaveInDoubt(first, 2, 3);
		long second = this.ledger.start();
		this.ledger.stage(second, 2, 3, 4);
		this.ledger.inFlight().recover(OpenLedger.IDENTITY.target());
		this.ledger.created(second, 2);
		this.ledger.mark(second, 4, OpenLedger.MARKED.plusSeconds(100));
		long third = this.ledger.start();
		this.ledger.stage(third, 2, 3, 4);
		this.ledger.inFlight().recover(OpenLedger.IDENTITY.target());
		assertThat(this.ledger.doubts(third)).containsExactly(entry(3L, OpenLedger.MARKED),
				entry(4L, OpenLedger.MARKED.plusSeconds(100)));
	}

	@Test
	void startWhenTheSuccessorWasAbandonedBeforeItsRowsWereStagedStillHandsTheDoubtOn() {
		leaveInDoubt(this.ledger.start(), 2);
		this.ledger.start();
		reopen();
		long third = this.ledger.start();
		this.ledger.stage(third, 2, 3);
		this.ledger.inFlight().recover(OpenLedger.IDENTITY.target());
		assertThat(this.ledger.doubts(third)).containsExactly(entry(2L, OpenLedger.MARKED));
	}

	@Test
	void startWhenTheSuccessorWasAbandonedBeforeItPostedStillHandsTheDoubtOn() {
		leaveInDoubt(this.ledger.start(), 2);
		this.ledger.stage(this.ledger.start(), 2);
		long third = this.ledger.start();
		this.ledger.stage(third, 2, 3);
		this.ledger.inFlight().recover(OpenLedger.IDENTITY.target());
		assertThat(this.ledger.doubts(third)).containsExactly(entry(2L, OpenLedger.MARKED));
	}

	@ParameterizedTest
	@EnumSource(names = { "FAILED", "STOPPED" })
	void startWhenTheFormerRunEndedInDoubtHandsThatOnOnce(RunStatus status) {
		long first = this.ledger.start();
		leaveInDoubt(first, 2);
		this.ledger.runs().end(first, status, STARTED);
		long second = this.ledger.start();
		this.ledger.stage(second, 2);
		this.ledger.inFlight().recover(OpenLedger.IDENTITY.target());
		assertThat(this.ledger.doubts(second)).containsExactly(entry(2L, OpenLedger.MARKED));
		this.ledger.created(second, 2);
		this.ledger.runs().end(second, RunStatus.COMPLETED, STARTED);
		long third = this.ledger.start();
		this.ledger.stage(third, 2);
		this.ledger.inFlight().recover(OpenLedger.IDENTITY.target());
		assertThat(this.ledger.doubts(third)).isEmpty();
	}

	@Test
	void startWhenItFailsLeavesTheDoubtWithTheFormerRun() {
		long first = this.ledger.start();
		leaveInDoubt(first, 2);
		this.ledger.inVain((status) -> this.ledger.start());
		assertThat(this.ledger.runs().get(first).status()).isEqualTo(RunStatus.RUNNING);
		this.ledger.inFlight().recover(OpenLedger.IDENTITY.target());
		assertThat(this.ledger.doubts(first)).containsExactly(entry(2L, OpenLedger.MARKED));
	}

	private void leaveInDoubt(long run, long... lines) {
		this.ledger.stage(run, lines);
		this.ledger.mark(run, lines[lines.length - 1], OpenLedger.MARKED);
	}

}
