package org.rolebindings.job.post;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.binding.UpdateJournal;
import org.rolebindings.job.Installation;
import org.rolebindings.job.Start;
import org.rolebindings.job.run.ImportResult;
import org.rolebindings.placing.NoJournal;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopReason.Kind;
import org.rolebindings.stop.StopSwitch;
import org.rolebindings.testing.CsvRows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/** Tests for {@link UpdateLimit}, alone and in an import. */
class UpdateLimitTests {

	private static final int ROWS = 200;

	private final SandboxServer sandbox = SandboxServer.start(0, SandboxProperties.none());

	private final StopSwitch stop = new StopSwitch();

	@TempDir
	Path folder;

	private Installation installation;

	@BeforeEach
	void prepare() {
		this.installation = new Installation(this.folder, this.sandbox.baseUrl()).set("on-conflict", "update");
	}

	@AfterEach
	void stopSandbox() {
		this.sandbox.close();
	}

	@Test
	void runWhenTheNextUpdateIsOneTooManyStopsAndStopsAgainUntilItMayGoOn() {
		this.installation.run(file("1:a", 6));
		Path file = file("2:b", 8);
		this.installation.set("concurrency", "1").set("max-updates", "2");
		ImportResult stopped = this.installation.run(file);
		assertStopped(stopped, 2);
		assertThat(Start.reports(stopped).counts()).containsExactly(entry("PENDING", 6L), entry("UPDATED", 2L));
		ImportResult again = this.installation.run(file);
		assertStopped(again, 2);
		assertThat(again.reports().summary().run()).isEqualTo(stopped.reports().summary().run());
		assertThat(updated()).isEqualTo(2);

		this.installation.set("max-updates", "6");
		assertThat(this.installation.reportsOf(file).counts()).containsExactly(entry("CREATED", 2L),
				entry("UPDATED", 6L));
	}

	@Test
	void runWhenThereAreManySendersNeverUpdatesMore() {
		this.installation.run(file("1:a", ROWS));
		this.installation.set("concurrency", "32").set("max-updates", "5");
		ImportResult stopped = this.installation.run(file("2:b", ROWS));
		assertStopped(stopped, 5);
		assertThat(updated()).isEqualTo(5);
		assertThat(Start.reports(stopped).counts()).containsEntry("UPDATED", 5L);
	}

	@Test
	void runWhenNothingMayBeUpdatedUpdatesNothing() {
		this.installation.run(file("1:a", 1));
		this.installation.set("max-updates", "0");
		assertStopped(this.installation.run(file("2:b", 1)), 0);
		assertThat(updated()).isZero();
	}

	@Test
	void mayUpdateIsTrueForTheSameRowUntilItIsSettled() {
		UpdateJournal guard = limit(1, 0, Set.of());
		assertThat(guard.mayUpdate(2)).isTrue();
		assertThat(guard.mayUpdate(2)).isTrue();
		assertThat(guard.mayUpdate(3)).isFalse();
		assertThat(this.stop.isStopRequested()).isFalse();
		guard.settled(2, true);
		assertStops(guard, 3);
	}

	@Test
	void mayUpdateWhenAnUpdateWasNotMadeLetsAnotherRowHaveIt() {
		UpdateJournal guard = limit(1, 0, Set.of());
		assertThat(guard.mayUpdate(2)).isTrue();
		assertThat(guard.mayUpdate(3)).isFalse();
		guard.settled(2, false);
		assertThat(guard.mayUpdate(3)).isTrue();
	}

	@Test
	void mayUpdateCountsWhatEarlierStartsDidAndLeftInDoubtOnce() {
		UpdateJournal guard = limit(3, 1, Set.of(2L));
		assertThat(guard.mayUpdate(2)).isTrue();
		assertThat(guard.mayUpdate(3)).isTrue();
		guard.settled(2, true);
		guard.settled(3, true);
		assertStops(guard, 4);
	}

	@Test
	void mayUpdateWhenMoreIsInDoubtThanAllowedRefusesEvenThat() {
		assertStops(limit(1, 0, Set.of(2L, 3L)), 2);
	}

	@Test
	void settledOfARowThatAnEarlierStartLeftInDoubtDoesNotGiveItBack() {
		UpdateJournal guard = limit(1, 0, Set.of(2L));
		guard.settled(2, false);
		assertStops(guard, 3);
	}

	@Test
	void settledOfARowThatAnotherRunHadUpdatedCounts() {
		UpdateJournal guard = limit(1, 0, Set.of());
		guard.settled(2, true);
		assertStops(guard, 3);
	}

	@Test
	void guardWithoutALimitIsTheJournalItself() {
		UpdateJournal journal = new NoJournal();
		assertThat(new UpdateLimit(null, this.stop).guard(journal)).isSameAs(journal);
	}

	private UpdateJournal limit(int most, long updated, Set<Long> inDoubt) {
		UpdateLimit limit = new UpdateLimit(most, this.stop);
		limit.begin(updated, inDoubt);
		return limit.guard(new NoJournal());
	}

	private void assertStops(UpdateJournal guard, long line) {
		assertThat(this.stop.isStopRequested()).isFalse();
		assertThatExceptionOfType(SendingStoppedException.class).isThrownBy(() -> guard.mayUpdate(line));
		assertThat(this.stop.reason()).map(StopReason::kind).contains(Kind.TOO_MANY_UPDATES);
	}

	private Path file(String role, int rows) {
		return CsvRows.write(this.folder.resolve("x.csv"),
				IntStream.range(0, rows).mapToObj((i) -> CsvRows.row(role, "u" + i, "1")).toArray(String[]::new));
	}

	/** How many bindings have the second role. */
	private long updated() {
		return this.sandbox.bindings()
			.stream()
			.filter((binding) -> binding.roleId().equals(CsvRows.id("Role:2:b")))
			.count();
	}

	private static void assertStopped(ImportResult result, int most) {
		assertThat(result.stopped()).isEqualTo(new StopReason(Kind.TOO_MANY_UPDATES,
				"The next update would be one too many: --max-updates is " + most + "."));
	}

}
