package org.rolebindings.status.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.api.outage.Outage;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.RunKind;
import org.rolebindings.inbox.Backlog;
import org.rolebindings.inbox.FileOutcome;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.ledger.remote.WorkerState;
import org.rolebindings.ledger.remote.WorkerState.State;
import org.rolebindings.status.TestClient;
import org.rolebindings.status.page.DisplayTime;
import org.rolebindings.status.page.FileLine;
import org.rolebindings.status.page.RunningFile;
import org.rolebindings.status.page.StatusPage;
import org.rolebindings.status.page.WorkerLines;
import org.rolebindings.stop.StopReason;

import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/** Tests for {@link WatchStatus}, and of how the page words it. */
class WatchStatusTests {

	private static final Instant NOW = Instant.parse("2030-01-02T03:04:05.678Z");

	@TempDir
	Path reports;

	private final WatchStatus status = new WatchStatus(Clock.fixed(NOW, ZoneOffset.UTC));

	private static TestRun run(long number, Map<Outcome, Long> outcomes) {
		return new TestRun(number, "x" + number + ".csv", outcomes);
	}

	@Test
	void pageWhenNothingHasHappenedIsQuiet() {
		StatusPage page = StatusPage.of(this.status);
		assertThat(page.headline()).isEqualTo("All is well; nothing is being imported.");
		assertThat(page.running()).isNull();
		assertThat(page.files()).isEmpty();
		assertThat(page.inbox()).isNull();
	}

	@Test
	void pageSaysWhereTheFilesGoAndWhichVersionImportsThem() {
		this.status.started("https://api.example", "role-binding-import 1.2.3");
		assertThat(StatusPage.of(this.status)).extracting(StatusPage::target, StatusPage::program)
			.containsExactly("https://api.example", "role-binding-import 1.2.3");
	}

	@Test
	void pageAfterFailuresIsNotWell() {
		run(1, Map.of(Outcome.CREATED, 2L)).tell(this.status, this.reports);
		assertThat(StatusPage.of(this.status).mood()).isEqualTo(StatusPage.Mood.WELL);
		run(2, Map.of(Outcome.CREATED, 2L, Outcome.INVALID, 1L)).tell(this.status, this.reports);
		StatusPage page = StatusPage.of(this.status);
		assertThat(page.mood()).isEqualTo(StatusPage.Mood.FAILURES);
		assertThat(page.headline())
			.isEqualTo("Nothing is being imported. 1 of the last files had failures: see below.");
		assertThat(page.files()).extracting(FileLine::failures).containsExactly(true, false);
	}

	@Test
	void pageAfterAFileHasItsOutcomesItsPlaceAndTheReportsThatAreThere() throws IOException {
		Files.createFile(this.reports.resolve("summary.json"));
		Files.createFile(this.reports.resolve("failed.csv"));
		Files.createFile(this.reports.resolve("another.txt"));
		run(7, Map.of(Outcome.CREATED, 1_234L, Outcome.FAILED, 1L)).tell(this.status, this.reports);
		assertThat(StatusPage.of(this.status).files()).singleElement().satisfies((line) -> {
			assertThat(line.file()).isEqualTo("x7.csv");
			assertThat(line.run()).isEqualTo(7);
			assertThat(line.result()).isEqualTo("Imported: 1,234 CREATED, 1 FAILED");
			assertThat(line.place()).isEqualTo("done/x7.csv");
			assertThat(line.reports()).containsExactly("failed.csv", "summary.json");
			assertThat(line.at()).isEqualTo(new DisplayTime("2030-01-02T03:04:05Z", "2030-01-02 03:04:05 UTC"));
		});
	}

	@Test
	void sumsAddUpTheRunsOfAllFiles() {
		run(1, Map.of(Outcome.CREATED, 2L)).tell(this.status, this.reports);
		run(2, Map.of(Outcome.CREATED, 3L, Outcome.INVALID, 1L)).tell(this.status, this.reports);
		History.Sums sums = this.status.history().sums();
		assertThat(sums.rows()).containsOnlyKeys(RunKind.IMPORT.outcomes())
			.contains(entry(Outcome.CREATED, 5L), entry(Outcome.INVALID, 1L), entry(Outcome.KEPT, 0L));
		assertThat(sums.done()).isEqualTo(2);
		assertThat(sums.lastSuccess()).isEqualTo(NOW);
	}

	@Test
	void historyWhenThereAreManyKeepsTheLastFifty() {
		for (long number = 1; number <= 60; number++) {
			run(number, Map.of()).tell(this.status, this.reports);
		}
		assertThat(this.status.history().latest()).hasSize(50)
			.first()
			.satisfies((attempt) -> assertThat(attempt.file().name()).isEqualTo("x60.csv"));
		assertThat(this.status.history().reports(60)).isPresent();
		assertThat(this.status.history().reports(10)).isEmpty();
		assertThat(this.status.history().sums().done()).isEqualTo(60);
	}

	@Test
	void historyWhenAFileIsTriedAgainHasItOnce() {
		TestRun run = run(1, Map.of(Outcome.CREATED, 1L));
		run.tell(this.status, this.reports);
		this.status.begins(run(2, Map.of()).file());
		for (int i = 0; i < 3; i++) {
			this.status.ended(run(2, Map.of()).file(),
					new FileOutcome(FileOutcome.Fate.WAIT, null, "No answer.", FileOutcome.Cause.API));
		}
		assertThat(StatusPage.of(this.status).files()).extracting(FileLine::file).containsExactly("x2.csv", "x1.csv");
		assertThat(StatusPage.of(this.status).files().get(0).result()).isEqualTo("Waits");
		assertThat(StatusPage.of(this.status).files().get(0).sentence()).isEqualTo("No answer.");
		assertThat(StatusPage.of(this.status).troubles()).containsExactly(new StatusPage.Trouble("API", "No answer."));
	}

	@Test
	void endedWhenThereIsNoRunHasNoReportsOfTheFileBefore() {
		run(1, Map.of(Outcome.CREATED, 1L)).tell(this.status, this.reports);
		TestRun unreadable = run(2, Map.of());
		this.status.begins(unreadable.file());
		FileOutcome outcome = new FileOutcome(FileOutcome.Fate.FAILED, null, "No header.");
		this.status.ended(unreadable.file(), outcome);
		this.status.filed(unreadable.file(), outcome, Path.of("failed", "x2.csv"));
		assertThat(this.status.history().latest().get(0).reports()).isNull();
		assertThat(this.status.history().sums().rows()).contains(entry(Outcome.CREATED, 1L));
		assertThat(this.status.history().sums().failed()).isEqualTo(1);
	}

	@Test
	void pageWhileAFileIsImportedShowsHowItGetsOn() {
		try (TestClient client = new TestClient(50)) {
			this.status.begins(run(3, Map.of()).file());
			ImportProgress progress = this.status.imports().begins(client.gate(), client.meter(), client.watch());
			client.send();
			progress.running(3);
			progress.begin(ImportProgress.Phase.POSTING, 2_000);
			progress.advance();
			progress.failed(9, ErrorCode.NOT_FOUND, "no");
			progress.note("Going on.");
			StatusPage page = StatusPage.of(this.status);
			assertThat(page.headline()).isEqualTo("Importing x3.csv.");
			assertThat(page.mood()).isEqualTo(StatusPage.Mood.FAILURES);
			RunningFile running = page.running();
			Objects.requireNonNull(running);
			assertThat(running.phase()).isEqualTo("Posting");
			assertThat(running.progress()).startsWith("1 of 2,000 rows, ").endsWith(" left");
			assertThat(running.failures()).isEqualTo("1");
			assertThat(running.requests()).isEqualTo("0 in flight, at most 50 a second");
			assertThat(running.run()).isEqualTo(3);
			assertThat(running.note()).isEqualTo("Going on.");
			assertThat(running.pause()).isNull();
			this.status.ended(run(3, Map.of()).file(), new FileOutcome(FileOutcome.Fate.DONE, 3L, ""));
			assertThat(StatusPage.of(this.status).running()).isNull();
		}
	}

	@Test
	void pageWhenOtherProcessesPostShowsThoseAtWorkFirst() {
		try (TestClient client = new TestClient(50)) {
			this.status.begins(run(3, Map.of()).file());
			ImportProgress progress = this.status.imports().begins(client.gate(), client.meter(), client.watch());
			progress.begin(ImportProgress.Phase.POSTING, 2_000);
			progress.advance();
			progress.workers(List.of());
			assertThat(running().progress()).isEqualTo("1 of 2,000 rows");
			assertThat(running().requests()).isEqualTo("none, because no worker is at work");
			progress.workers(List.of(worker("gone", State.LEFT, 0), worker("later gone", State.LEFT, 5),
					worker("frozen", State.SILENT, 9), worker("idle\u202e", State.WAITING, 1),
					worker("cut off", State.CONNECTING, 1), worker("busy", State.WORKING, 2)));
			assertThat(running().requests()).isEqualTo("sent by 2 workers");
			assertThat(running().workers().shown()).extracting(WorkerLines.WorkerLine::name)
				.containsExactly("idle\\u202E", "busy", "cut off", "frozen", "later gone", "gone");
			assertThat(running().workers().shown().get(5))
				.isEqualTo(new WorkerLines.WorkerLine("gone", "gone", "Has left", "left", "Refused.", "1,234",
						new DisplayTime("2030-01-02T03:04:05Z", "2030-01-02 03:04:05 UTC")));
			assertThat(running().workers().more()).isZero();
			progress.workers(Collections.nCopies(25, worker("busy", State.WORKING, 2)));
			assertThat(running().workers().shown()).hasSize(20);
			assertThat(running().workers().more()).isEqualTo(5);
			progress.begin(ImportProgress.Phase.REPORTING, -1);
			assertThat(running().workers()).isEqualTo(new WorkerLines(List.of(), 0));
		}
	}

	private RunningFile running() {
		return Objects.requireNonNull(StatusPage.of(this.status).running());
	}

	private static WorkerState worker(String name, State state, int seenAfterSeconds) {
		return new WorkerState(name, name, NOW, NOW.plusSeconds(seenAfterSeconds), null, 1_234, state,
				(state == State.LEFT) ? "Refused." : null);
	}

	@Test
	void sentAddsUpTheRequestsOfAllImports() {
		try (TestClient client = new TestClient(50); TestClient next = new TestClient(50)) {
			this.status.imports().begins(client.gate(), client.meter(), client.watch());
			client.send();
			this.status.imports().ends();
			this.status.imports().begins(next.gate(), next.meter(), next.watch());
			next.send();
			next.send();
			assertThat(this.status.imports().sent()).containsExactly(entry("200", 3L));
			this.status.imports().ends();
			assertThat(this.status.imports().sent()).containsExactly(entry("200", 3L));
		}
	}

	@Test
	void inboxScannedShowsWhatWaits() {
		this.status.inboxScanned(new Backlog.Snapshot(25, Duration.ofSeconds(3_723), List.of("a\u202e.csv"), null));
		StatusPage page = StatusPage.of(this.status);
		assertThat(page.waiting()).isEqualTo(25);
		assertThat(page.age()).isEqualTo("1 h 2 min");
		assertThat(page.first()).singleElement().asString().doesNotContain("\u202e");
	}

	@Test
	void conditionWhenTheRunningImportMeetsAnOutageIsAwayAndSaysSinceWhenWhyAndUntilWhen() {
		Instant since = Instant.parse("2026-03-01T12:00:00Z");
		Outage outage = new Outage(since, Duration.ofSeconds(40), "status 503", since.plusSeconds(120));
		RunningImport.Snapshot view = new RunningImport.Snapshot(ImportProgress.Phase.POSTING, 1, 2, 0.5, 0, 7L, null,
				1, Double.POSITIVE_INFINITY, Duration.ZERO, true, outage, null);
		assertThat(view.condition())
			.isEqualTo(Condition.away("No proper answer since 2026-03-01T12:00:00Z: status 503; "
					+ "trying again until 2026-03-01T12:02:00Z."));
	}

	@Test
	void conditionWhenTheRunningImportIsAnsweredIsUpWhateverWasSeenBefore() {
		this.status.conditions().probed(new StopReason(StopReason.Kind.OUTAGE, "Away."));
		try (TestClient client = new TestClient(50)) {
			ImportProgress unused = this.status.imports().begins(client.gate(), client.meter(), client.watch());
			assertThat(this.status.condition(HealthComponent.API)).isEqualTo(Condition.away("Away."));
			assertThat(this.status.healthy()).isFalse();
			client.send();
			assertThat(this.status.condition(HealthComponent.API)).isEqualTo(Condition.UP);
			assertThat(this.status.healthy()).isTrue();
		}
	}

	@Test
	void inboxScannedWhenTheInboxIsInTroubleDoesNotHideWhatTheWatcherSays() {
		this.status.watching(Path.of("inbox"));
		this.status.inboxScanned(new Backlog.Snapshot(0, Duration.ZERO, List.of(), "gone"));
		assertThat(this.status.conditions().of(HealthComponent.INBOX).status()).isEqualTo(Status.DOWN);
		this.status.trouble("Read-only.");
		this.status.inboxScanned(Backlog.Snapshot.NONE);
		assertThat(this.status.conditions().of(HealthComponent.INBOX)).isEqualTo(Condition.down("Read-only."));
		this.status.recovered();
		this.status.inboxScanned(Backlog.Snapshot.NONE);
		assertThat(this.status.conditions().of(HealthComponent.INBOX)).isEqualTo(Condition.UP);
	}

}
