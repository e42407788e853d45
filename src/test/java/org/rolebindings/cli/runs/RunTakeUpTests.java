package org.rolebindings.cli.runs;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rolebindings.ledger.OpenLedger;
import org.rolebindings.ledger.Run;
import org.rolebindings.ledger.RunIdentity;
import org.rolebindings.ledger.RunRequest;
import org.rolebindings.ledger.RunStatus;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link TakeUp}. */
class RunTakeUpTests {

	private static final String PROGRAM = "java -jar role-binding-import.jar ";

	private static final Duration WEEK = Duration.ofDays(7);

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
		assertThat(takeUp(WEEK, "--state", "s").command(run))
			.isEqualTo(PROGRAM + "import '/a b/x.csv' --quiet --state s");
		assertThat(takeUp(WEEK).describe(run)).isEqualTo("Next: " + PROGRAM + "import '/a b/x.csv' --quiet");
	}

	@ParameterizedTest
	@EnumSource(names = { "COMPLETED", "FAILED", "ABANDONED" })
	void commandOfARunThatHasEndedIsNone(RunStatus status) {
		Run run = ended(start(OpenLedger.IDENTITY, "import", "x.csv"), status);
		assertThat(takeUp(WEEK).command(run)).isNull();
		assertThat(takeUp(WEEK).describe(run)).isNull();
	}

	@Test
	void commandWhenANewerRunWentToTheTargetIsNone() {
		Run run = start(OpenLedger.IDENTITY, "import", "x.csv");
		RunIdentity other = new RunIdentity("cd".repeat(32), OpenLedger.IDENTITY.target(), "fail", "skip", ",");
		start(other, "import", "y.csv");
		assertThat(takeUp(WEEK).command(run)).isNull();
		assertThat(takeUp(WEEK).describe(run)).isEqualTo("It does not go on, because there is a newer run.");
	}

	@Test
	void commandWhenTheFileWasClaimedIsTheWatchersWhateverCameAfterIt() {
		Run run = start(OpenLedger.IDENTITY.claimed("a"), "watch");
		start(OpenLedger.IDENTITY.claimed("b"), "watch");
		assertThat(takeUp(Duration.ZERO).command(run)).isEqualTo(PROGRAM + "watch");
	}

	@Test
	void commandWhenTheRunIsTooOldIsNoneUnlessItTakesOlderOnes() {
		Run run = start(OpenLedger.IDENTITY, "import", "x.csv");
		assertThat(takeUp(Duration.ZERO).command(run)).isNull();
		assertThat(takeUp(Duration.ZERO).describe(run)).isEqualTo("It goes on only with a longer --resume-within.");
		Run patient = start(OpenLedger.IDENTITY, "import", "x.csv", "--resume-within", "1d");
		assertThat(takeUp(Duration.ZERO).command(patient)).endsWith(" --resume-within 1d");
	}

	@Test
	void describeWhenTheCommandIsNotKnownSaysThatItGoesOn() {
		Run run = start(OpenLedger.IDENTITY);
		assertThat(takeUp(WEEK).command(run)).isNull();
		assertThat(takeUp(WEEK).describe(run)).isEqualTo("It goes on with the command that began it.");
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
		return new TakeUp(this.ledger.runs(), resumeWithin, new ArrayList<>(List.of(state)), now().plusSeconds(60));
	}

	private static Instant now() {
		return OpenLedger.STARTED;
	}

}
