package org.rolebindings.api.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link ServerClock}. */
class ServerClockTests {

	private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final AtomicReference<Instant> localTime = new AtomicReference<>(NOW);

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);

	private final ServerClock clock = new ServerClock(localClock(), this.nanos::get, TIMEOUT);

	@Test
	void nowWhenNothingWasHeardIsTheOwnClocksTime() {
		assertThat(this.clock.now()).isEqualTo(NOW);
	}

	@Test
	void nowWhenTheServersClockIsAheadIsTheServersTimeWithinHalfASecond() {
		Instant date = NOW.plus(Duration.ofMinutes(7));
		this.clock.set(date);
		assertThat(this.clock.now()).isBetween(date, date.plusSeconds(1));
	}

	@Test
	void nowWhenTheServersClockIsBehindIsTheServersTimeWithinHalfASecond() {
		Instant date = NOW.minus(Duration.ofDays(2));
		this.clock.set(date);
		assertThat(this.clock.now()).isBetween(date, date.plusSeconds(1));
	}

	@Test
	void nowWhenHeardAgainFollowsTheLastAnswer() {
		this.clock.set(NOW.minus(Duration.ofDays(2)));
		this.clock.set(NOW);
		assertThat(this.clock.now()).isBetween(NOW, NOW.plusSeconds(1));
	}

	/** A step between the first answer and the first mark moved the marks. */
	@Test
	void nowWhenThisMachinesClockIsSetGoesOnWithTheMonotonicClock() {
		this.clock.set(NOW);
		Instant before = this.clock.now();
		this.localTime.set(NOW.minus(Duration.ofHours(1)));
		assertThat(this.clock.now()).isEqualTo(before);
		this.nanos.addAndGet(Duration.ofSeconds(90).toNanos());
		assertThat(this.clock.now()).isEqualTo(before.plusSeconds(90));
	}

	@Test
	void nowWhenNothingWasHeardIsNotMovedByThisMachinesClockEither() {
		this.localTime.set(NOW.plus(Duration.ofHours(1)));
		assertThat(this.clock.now()).isEqualTo(NOW);
	}

	@Test
	void latestEffectIsTheTimeoutAndTenSecondsAfterNow() {
		this.clock.set(NOW);
		assertThat(this.clock.latestEffect()).isEqualTo(this.clock.now().plusSeconds(40));
	}

	private Clock localClock() {
		return InstantSource.tick(this.localTime::get, Duration.ofNanos(1)).withZone(ZoneOffset.UTC);
	}

}
