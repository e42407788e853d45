package org.rolebindings.job.remote.worker;

import java.time.Duration;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.UpdateJournal;
import org.rolebindings.ledger.remote.DistributedRun;
import org.rolebindings.ledger.remote.Distribution;
import org.rolebindings.ledger.remote.WorkersStop;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopSwitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SharedLimitsTests {

	@TempDir
	private static Path folder;

	private static DistributedRun database;

	private final StopSwitch stop = new StopSwitch();

	private long run;

	@BeforeAll
	static void open() {
		database = new DistributedRun(folder);
	}

	@AfterAll
	static void close() {
		database.close();
	}

	private UpdateJournal guard(UpdateJournal journal, @Nullable Integer maxUpdates) {
		return new SharedLimits(this.run, new SharedLimits.Most(null, maxUpdates), database.distributions,
				database.ranges, database.units, this.stop)
			.guard(journal);
	}

	private UpdateJournal guard(@Nullable Integer maxUpdates) {
		return guard(database.ledger.inFlight().journal(this.run), maxUpdates);
	}

	private void begin() {
		this.run = database.begin(2, 3, 4, 5);
		database.cut(0, 4);
		database.lease(0, 0, Duration.ofMinutes(1));
	}

	@Test
	void guardWithoutALimitIsTheJournal() {
		begin();
		UpdateJournal journal = database.ledger.inFlight().journal(this.run);
		assertThat(guard(journal, null)).isSameAs(journal);
	}

	@Test
	void guardOfTwoWorkersLetsOnlySoManyUpdatesPass() {
		begin();
		UpdateJournal first = guard(2);
		UpdateJournal second = guard(2);
		assertThat(first.mayUpdate(2)).isTrue();
		assertThat(first.mayUpdate(2)).isTrue();
		assertThat(second.mayUpdate(3)).isTrue();
		assertThat(second.mayUpdate(4)).isFalse();
		first.settled(2, false);
		first.settled(2, false);
		assertThat(second.mayUpdate(4)).isTrue();
		assertThat(this.stop.isStopRequested()).isFalse();
		second.settled(3, true);
		second.settled(4, true);
		assertThatExceptionOfType(SendingStoppedException.class).isThrownBy(() -> first.mayUpdate(5));
		assertThat(this.stop.reason()).contains(new StopReason(StopReason.Kind.TOO_MANY_UPDATES,
				"The next update would be one too many: --max-updates is 2."));
		assertThat(database.distributions.find(this.run)).map(Distribution::stop)
			.map(WorkersStop::kind)
			.contains("TOO_MANY_UPDATES");
		assertThat(database.updates()).isEqualTo(2);
	}

	@Test
	void guardWithALimitOfNoneStopsAtTheFirstUpdate() {
		begin();
		assertThatExceptionOfType(SendingStoppedException.class).isThrownBy(() -> guard(0).mayUpdate(2));
	}

	@Test
	void guardStoresWhatAnUpdateIsAboutToReplace() {
		begin();
		UpdateJournal guard = guard(1);
		assertThat(guard.mayUpdate(2)).isTrue();
		guard.beforeUpdate(2, "Bnd2", "Rol9");
		assertThat(database.ledger.journalled(this.run, 2)).isEqualTo(new ExistingBinding("Bnd2", "Rol9"));
		guard.nothingToUpdate(2);
		assertThat(database.ledger.journalled(this.run, 2)).isNull();
	}

	@Test
	void settledRowThatReservedNothingGivesNothingBack() {
		begin();
		UpdateJournal guard = guard(1);
		assertThat(guard.mayUpdate(2)).isTrue();
		guard(1).settled(2, false);
		guard.settled(3, false);
		assertThat(database.updates()).isOne();
	}

}
