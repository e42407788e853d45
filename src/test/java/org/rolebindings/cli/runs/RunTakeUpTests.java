package org.rolebindings.cli.runs;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.RunKind;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.ledger.OpenLedger;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.ledger.run.RunIdentity;
import org.rolebindings.ledger.run.RunRequest;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.ledger.run.RunTask;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link TakeUp}. */
class RunTakeUpTests {

	private static final String PROGRAM = "java -jar role-binding-import.jar ";

	private static final Duration WEEK = Duration.ofDays(7);

	private static final Map<Outcome, Long> ROWS = Map.of(Outcome.UPDATED, 5L, Outcome.FAILED, 1L);

	@TempDir
	Path folder;

	private OpenLedger ledger;

	@BeforeEach
	void open() {
		this.ledger = new OpenLedger(this.folder);
	}

	@AfterEach
	void close() {
		this.ledger.close();
	}

	@ParameterizedTest
	@EnumSource(names = { "RUNNING", "STOPPED" })
	void commandOfAnUnfinishedRunIsTheOneItWasAskedForWithAndNamesTheState(RunStatus status) {
		Run run = ended(start(OpenLedger.IDENTITY, "import", "/a b/x.csv", "--quiet"), status);
		assertThat(takeUp(WEEK, "--state", "s").command(run, ROWS))
			.isEqualTo(PROGRAM + "import '/a b/x.csv' --quiet --state s");
		assertThat(takeUp(WEEK).describe(run, ROWS)).isEqualTo("Next: " + PROGRAM + "import '/a b/x.csv' --quiet");
	}

	@ParameterizedTest
	@EnumSource(names = { "COMPLETED", "FAILED", "ABANDONED" })
	void commandOfARunThatHasEndedIsNone(RunStatus status) {
		Run run = ended(start(OpenLedger.IDENTITY, "import", "x.csv"), status);
		assertThat(takeUp(WEEK).command(run, ROWS)).isNull();
		assertThat(takeUp(WEEK).describe(run, ROWS)).isNull();
	}

	@Test
	void commandWhenANewerRunWentToTheTargetIsNone() {
		Run run = start(OpenLedger.IDENTITY, "import", "x.csv");
		RunIdentity other = new RunIdentity("cd".repeat(32), OpenLedger.IDENTITY.target(), "fail", "skip", ",");
		start(other, "import", "y.csv");
		assertThat(takeUp(WEEK).command(run, ROWS)).isNull();
		assertThat(takeUp(WEEK).describe(run, ROWS))
			.isEqualTo("It does not go on, because there is a newer run; the same command starts over.");
	}

	@Test
	void commandWhenTheFileWasClaimedIsTheWatchersWhateverCameAfterIt() {
		Run run = start(OpenLedger.IDENTITY.claimed("a"), "watch");
		start(OpenLedger.IDENTITY.claimed("b"), "watch");
		assertThat(takeUp(Duration.ZERO).command(run, ROWS)).isEqualTo(PROGRAM + "watch");
	}

	@Test
	void commandWhenTheWatcherHasPutTheFileAwayIsNone() {
		Run run = start(OpenLedger.IDENTITY.claimed("a"), "watch", "--max-failures", "1");
		assertThat(takeUp(WEEK).command(run, ROWS)).isEqualTo(PROGRAM + "watch --max-failures 1");
		this.ledger.runs().filed("a");
		assertThat(takeUp(WEEK).command(run, ROWS)).isNull();
		assertThat(takeUp(WEEK).describe(run, ROWS))
			.isEqualTo("It does not go on, because the watcher has put its file away; import that file.");
	}

	@Test
	void commandWhenTheRunIsTooOldIsNoneUnlessItTakesOlderOnes() {
		Run run = start(OpenLedger.IDENTITY, "import", "x.csv");
		assertThat(takeUp(Duration.ZERO).command(run, ROWS)).isNull();
		assertThat(takeUp(Duration.ZERO).describe(run, ROWS))
			.isEqualTo("It goes on only with a longer --resume-within.");
		Run patient = start(OpenLedger.IDENTITY, "import", "x.csv", "--resume-within", "1d");
		assertThat(takeUp(Duration.ZERO).command(patient, ROWS)).endsWith(" --resume-within 1d");
	}

	@Test
	void describeWhenTheCommandIsNotKnownSaysThatItGoesOn() {
		Run run = start(OpenLedger.IDENTITY);
		assertThat(takeUp(WEEK).command(run, ROWS)).isNull();
		assertThat(takeUp(WEEK).describe(run, ROWS)).isEqualTo("It goes on with the command that began it.");
	}

	@Test
	void commandWhenALimitIsReachedHasAHigherOne() {
		Run run = start(OpenLedger.IDENTITY, "import", "x.csv", "--max-updates", "5", "--max-failures", "2", "--quiet");
		assertThat(takeUp(WEEK).command(run, ROWS))
			.isEqualTo(PROGRAM + "import x.csv --max-updates 10 --max-failures 2 --quiet");
		assertThat(takeUp(WEEK).describe(run, ROWS)).isEqualTo("Next, with a higher --max-updates: " + PROGRAM
				+ "import x.csv --max-updates 10 --max-failures 2 --quiet");
		assertThat(takeUp(WEEK).describe(run, Map.of(Outcome.UPDATED, 6L, Outcome.FAILED, 3L)))
			.isEqualTo("Next, with a higher --max-failures, with a higher --max-updates: " + PROGRAM
					+ "import x.csv --max-updates 12 --max-failures 6 --quiet");
		assertThat(takeUp(WEEK).command(run, Map.of(Outcome.UPDATED, 4L)))
			.isEqualTo(PROGRAM + "import x.csv --max-updates 5 --max-failures 2 --quiet");
	}

	@Test
	void commandWhenAnUpdateIsInDoubtCountsIt() {
		Run run = start(OpenLedger.IDENTITY, "import", "x.csv", "--max-updates", "6");
		this.ledger.stage(run.number(), 2);
		this.ledger.mark(run.number(), 2, now());
		this.ledger.inFlight().journal(run.number()).beforeUpdate(2, "Bnd2", "Rol9");
		assertThat(takeUp(WEEK).command(run, ROWS)).isEqualTo(PROGRAM + "import x.csv --max-updates 6");
		this.ledger.inFlight().recover(OpenLedger.IDENTITY.target());
		assertThat(takeUp(WEEK).command(run, ROWS)).isEqualTo(PROGRAM + "import x.csv --max-updates 12");
	}

	@Test
	void commandWhenTheLimitOfTheEnvironmentIsReachedNamesAHigherOne() {
		Run run = start(OpenLedger.IDENTITY, "import", "x.csv");
		assertThat(takeUp(properties(WEEK, 5)).command(run, ROWS)).isEqualTo(PROGRAM + "import x.csv --max-updates 10");
		assertThat(takeUp(properties(WEEK, 6)).command(run, ROWS)).isEqualTo(PROGRAM + "import x.csv");
		assertThat(takeUp(properties(WEEK, 0)).command(run, Map.of())).endsWith(" --max-updates 2");
	}

	@Test
	void commandWhenTheRunWasUndoneIsThatOfTheUndoAlone() {
		Run run = start(OpenLedger.IDENTITY, "import", "x.csv");
		RunTask task = new RunTask(RunKind.UNDO, run.number(), null);
		Run undo = start(OpenLedger.IDENTITY.doing(task), "undo", "1", "--yes");
		Run undone = this.ledger.runs().get(run.number());
		assertThat(undone.status()).isEqualTo(RunStatus.ABANDONED);
		assertThat(takeUp(WEEK).command(undone, ROWS)).isNull();
		assertThat(takeUp(WEEK).describe(undone, ROWS)).isNull();
		assertThat(takeUp(WEEK).command(undo, Map.of())).isEqualTo(PROGRAM + "undo 1 --yes");
	}

	@Test
	void commandOfAnUndoHasNoLimitOfUpdates() {
		Run undo = start(OpenLedger.IDENTITY.doing(new RunTask(RunKind.UNDO, 9L, null)), "undo", "9");
		this.ledger.stageUndo(undo.number(), "Rol9", 2);
		this.ledger.mark(undo.number(), 2, now());
		this.ledger.inFlight().journal(undo.number()).beforeUpdate(2, "Bnd2", "Rol1");
		this.ledger.inFlight().recover(OpenLedger.IDENTITY.target());
		assertThat(takeUp(properties(WEEK, 1)).command(undo, Map.of())).isEqualTo(PROGRAM + "undo 9");
	}

	private Run start(RunIdentity identity, String... command) {
		return this.ledger.runs()
			.start(identity, "x.csv", "", new RunRequest(null, List.of(command)), now(), (number) -> "x-" + number);
	}

	private Run ended(Run run, RunStatus status) {
		this.ledger.runs().end(run.number(), status, now());
		return this.ledger.runs().get(run.number());
	}

	private TakeUp takeUp(Duration resumeWithin, String... state) {
		return takeUp(properties(resumeWithin, null), state);
	}

	private TakeUp takeUp(ImportProperties properties, String... state) {
		return new TakeUp(this.ledger.runs(), this.ledger.rows(), properties, List.of(state), now().plusSeconds(60));
	}

	private static ImportProperties properties(Duration resumeWithin, @Nullable Integer maxUpdates) {
		Map<String, Object> values = new HashMap<>();
		values.put("role-bindings.resume-within", resumeWithin);
		if (maxUpdates != null) {
			values.put("role-bindings.max-updates", maxUpdates);
		}
		return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("role-bindings",
				ImportProperties.class);
	}

	private static Instant now() {
		return OpenLedger.STARTED;
	}

}
