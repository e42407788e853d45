package org.rolebindings.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link ServerClock}. */
class ServerClockTests {

	private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

	private final ServerClock clock = new ServerClock(Clock.fixed(NOW, ZoneOffset.UTC));

	@Test
	void nowWhenNothingWasHeardIsTheOwnClocksTime() {
		assertThat(this.clock.now()).isEqualTo(NOW);
	}

	@Test
	void nowWhenTheServersClockIsAheadIsTheServersTimeWithinHalfASecond() {
		Instant date = NOW.plus(Duration.ofMinutes(7));
		this.clock.heard(date);
		assertThat(this.clock.now()).isBetween(date, date.plusSeconds(1));
	}

	@Test
	void nowWhenTheServersClockIsBehindIsTheServersTimeWithinHalfASecond() {
		Instant date = NOW.minus(Duration.ofDays(2));
		this.clock.heard(date);
		assertThat(this.clock.now()).isBetween(date, date.plusSeconds(1));
	}

	@Test
	void nowWhenHeardAgainFollowsTheLastAnswer() {
		this.clock.heard(NOW.minus(Duration.ofDays(2)));
		this.clock.heard(NOW);
		assertThat(this.clock.now()).isBetween(NOW, NOW.plusSeconds(1));
	}

}
