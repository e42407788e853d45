package org.rolebindings.api.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link DateHeader}. */
class DateHeaderTests {

	private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.500Z");

	private final ServerClock serverClock = new ServerClock(Clock.fixed(NOW, ZoneOffset.UTC), () -> 0,
			Duration.ofSeconds(30));

	private final DateHeader date = new DateHeader(this.serverClock);

	@Test
	void readTellsTheServersClock() {
		assertThat(read("Sun, 01 Mar 2026 13:00:00 GMT")).isEqualTo(Instant.parse("2026-03-01T13:00:00Z"));
		assertThat(this.serverClock.now()).isEqualTo(NOW.plusSeconds(3600));
	}

	@Test
	void readWhenTheDateChangesFollowsIt() {
		assertThat(read("Sun, 01 Mar 2026 13:00:00 GMT")).isEqualTo(read("Sun, 01 Mar 2026 13:00:00 GMT"));
		assertThat(read("Sun, 01 Mar 2026 11:00:00 GMT")).isEqualTo(Instant.parse("2026-03-01T11:00:00Z"));
		assertThat(this.serverClock.now()).isEqualTo(NOW.minusSeconds(3600));
	}

	@Test
	void readWhenThereIsNoneOrNoneThatCanBeReadLeavesTheClockAlone() {
		assertThat(read(null)).isNull();
		assertThat(read("yesterday")).isNull();
		assertThat(read("yesterday")).isNull();
		assertThat(this.serverClock.now()).isEqualTo(NOW);
	}

	private @Nullable Instant read(@Nullable String value) {
		BasicClassicHttpResponse response = new BasicClassicHttpResponse(201);
		if (value != null) {
			response.setHeader("Date", value);
		}
		return this.date.read(response);
	}

}
