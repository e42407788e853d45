package org.rolebindings.store.pace;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link SharedPauses} on PostgreSQL. */
@Timeout(60)
class SharedPausesTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final Duration HOUR = Duration.ofHours(1);

	@TempDir
	private Path folder;

	private TestPace pace;

	private SharedPauses pauses;

	private SharedPauses others;

	@BeforeEach
	void open() {
		this.pace = new TestPace(this.folder.resolve("state"));
		this.pauses = this.pace.database().pauses(TestPace.TARGET);
		this.others = this.pace.database().pauses(TestPace.TARGET);
	}

	@AfterEach
	void close() {
		this.pauses.close();
		this.others.close();
	}

	@Test
	void readWhenNothingWasToldReturnsNothing() {
		assertThat(this.pauses.read()).isEqualTo(new SharedPauses.Reading(Duration.ZERO, null));
	}

	@Test
	void pauseHoldsForAllOnTheTarget() {
		this.pauses.pause(HOUR);
		assertThat(this.others.read().pauseLeft()).isBetween(HOUR.minus(MINUTE), HOUR);
		assertThat(this.others.read().outageAge()).isNull();
		try (SharedPauses elsewhere = this.pace.database().pauses("https://api.eu-west-1a.arize.com")) {
			assertThat(elsewhere.read().pauseLeft()).isZero();
		}
	}

	@Test
	void pauseWhenThereIsALongerOneChangesNothing() {
		this.pauses.pause(HOUR);
		this.others.pause(MINUTE);
		assertThat(this.others.read().pauseLeft()).isGreaterThan(MINUTE);
		this.others.pause(HOUR.multipliedBy(2));
		assertThat(this.pauses.read().pauseLeft()).isGreaterThan(HOUR);
	}

	@Test
	void pauseOfManyYearsIsStored() {
		this.pauses.pause(Duration.ofSeconds(Long.MAX_VALUE));
		assertThat(this.others.read().pauseLeft()).isGreaterThan(Duration.ofDays(300));
	}

	@Test
	void readWhenThePauseIsOverReturnsNone() {
		this.pauses.pause(HOUR);
		this.pace.jdbc().update("UPDATE shared_pause SET paused_until = clock_timestamp()");
		assertThat(this.others.read().pauseLeft()).isZero();
	}

	@Test
	void outageWhenToldAgainGoesOn() {
		this.pauses.outage(MINUTE);
		this.pace.jdbc().update("UPDATE shared_pause SET outage_since = outage_since - INTERVAL '1 hour'");
		this.others.outage(HOUR);
		assertThat(this.others.read().outageAge()).isBetween(HOUR, HOUR.plus(MINUTE));
		assertThat(this.others.read().pauseLeft()).isZero();
	}

	@Test
	void outageWhenNobodyTellsOfItEnds() {
		this.pauses.outage(MINUTE);
		this.pace.jdbc()
			.update("UPDATE shared_pause SET outage_since = outage_since - INTERVAL '1 hour',"
					+ " outage_until = clock_timestamp()");
		assertThat(this.others.read().outageAge()).isNull();
		this.others.outage(MINUTE);
		assertThat(this.pauses.read().outageAge()).isLessThan(MINUTE);
	}

}
