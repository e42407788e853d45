package org.rolebindings.store.pace;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseClockTests {

	private static final long MS = Duration.ofMillis(1).toNanos();

	private static final long HOUR = Duration.ofHours(1).toNanos();

	private long now = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();

	private final DatabaseClock clock = new DatabaseClock(() -> this.now);

	@Test
	void narrowWhenOneReadingTakesLongTrustsTheOther() {
		read(1_000_000 * MS, 40 * MS);
		read(1_000_040 * MS, 2 * MS);
		assertThat(this.clock.currentTimeNanos() - 1_000_042 * MS).isBetween(-3 * MS, MS);
		read(1_000_043 * MS, 60 * MS);
		assertThat(this.clock.currentTimeNanos() - 1_000_103 * MS).isBetween(-3 * MS, MS);
	}

	@Test
	void narrowWhenTheClocksDriftFollows() {
		for (int second = 0; second < 3600; second++) {
			long drifted = second * (1000 * MS + MS / 5);
			read(HOUR + drifted, MS);
			assertThat(this.clock.currentTimeNanos() - HOUR - drifted).isBetween(-MS, 2 * MS);
			this.now += 999 * MS;
		}
	}

	@Test
	void narrowWhenAClockWasSetBelievesIt() {
		read(HOUR, MS);
		read(HOUR / 2, MS);
		assertThat(this.clock.currentTimeNanos() - HOUR / 2).isBetween(0L, 2 * MS);
		assertThat(this.clock.here(HOUR / 2) - this.now).isBetween(-2 * MS, 0L);
	}

	/** The answer comes at once, and takes its time on the way back. */
	private void read(long time, long takes) {
		long before = this.now;
		this.now += takes;
		this.clock.narrow(time, before, this.now);
	}

}
