package org.rolebindings.api;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link RetryAfter}. */
class RetryAfterTests {

	private static final Instant ANSWERED_AT = Instant.parse("2026-03-01T12:00:00Z");

	@Test
	void parseWhenSecondsReturnsSeconds() {
		assertThat(RetryAfter.parse("7", ANSWERED_AT)).isEqualTo(Duration.ofSeconds(7));
	}

	@Test
	void parseWhenBlanksAroundSecondsReturnsSeconds() {
		assertThat(RetryAfter.parse(" 7 ", ANSWERED_AT)).isEqualTo(Duration.ofSeconds(7));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Sun, 01 Mar 2026 12:01:30 GMT", "Sunday, 01-Mar-26 12:01:30 GMT" })
	void parseWhenDateCountsFromTheAnswersDate(String date) {
		assertThat(RetryAfter.parse(date, ANSWERED_AT)).isEqualTo(Duration.ofSeconds(90));
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "  ", "0", "00", "-5", "1.5", "soon", "7 s", "Sun, 01 Mar 2026 12:00:00 GMT",
			"Sun, 01 Mar 2026 11:59:59 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "2026-03-01T12:01:30Z" })
	void parseWhenZeroOrPastOrUnreadableReturnsNull(String value) {
		assertThat(RetryAfter.parse(value, ANSWERED_AT)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "1000000000000", "99999999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT" })
	void parseWhenBeyondAllReasonReturnsWhatAClockCanCount(String value) {
		assertThat(RetryAfter.parse(value, ANSWERED_AT)).isEqualTo(Duration.ofDays(3650));
	}

}
