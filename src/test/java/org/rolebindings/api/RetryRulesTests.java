package org.rolebindings.api;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link RetryRules}. */
public class RetryRulesTests {

	private static final List<Duration> LIMITS = Stream.of(500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000)
		.map(Duration::ofMillis)
		.toList();

	/** A generator that always draws the most. */
	public static final RandomGenerator MOST = new RandomGenerator() {

		@Override
		public long nextLong() {
			return -1;
		}

		@Override
		public long nextLong(long bound) {
			return bound - 1;
		}

	};

	@Test
	void nextDelayWhenTheMostIsDrawnDoublesFromHalfASecondToHalfAMinute() {
		assertThat(delays(MOST)).isEqualTo(LIMITS);
	}

	@Test
	void nextDelayWhenTheLeastIsDrawnIsNone() {
		assertThat(delays(() -> 0)).containsOnly(Duration.ZERO);
	}

	@Test
	void nextDelayUsesTheWholeRange() {
		Random random = new Random(1);
		List<Duration> first = Stream.generate(() -> new RetryRules(8, random).begin().nextDelay()).limit(500).toList();
		assertThat(first).allMatch((delay) -> delay.compareTo(Duration.ofMillis(500)) <= 0)
			.anyMatch((delay) -> delay.compareTo(Duration.ofMillis(25)) < 0)
			.anyMatch((delay) -> delay.compareTo(Duration.ofMillis(475)) > 0);
	}

	@Test
	void nextDelayWhenAnotherRowBacksOffIsNotLengthenedByIt() {
		RetryRules rules = new RetryRules(8, MOST);
		RetryRules.Attempts one = rules.begin();
		RetryRules.Attempts other = rules.begin();
		assertThat(one.nextDelay()).isEqualTo(Duration.ofMillis(500));
		assertThat(one.nextDelay()).isEqualTo(Duration.ofSeconds(1));
		assertThat(other.nextDelay()).isEqualTo(Duration.ofMillis(500));
	}

	@Test
	void canRetryAfterIsTrueUntilAttemptsRunOut() {
		RetryRules.Attempts attempts = new RetryRules(3, () -> 0).begin();
		ApiException failure = new ApiException(500, "", null, null, null);
		assertThat(attempts.canRetryAfter(failure)).isTrue();
		assertThat(attempts.isExhausted()).isFalse();
		assertThat(attempts.canRetryAfter(failure)).isTrue();
		assertThat(attempts.canRetryAfter(failure)).isFalse();
		assertThat(attempts.isExhausted()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 408, 425, 429, 500, 502, 503, 504, 599, 200, 201, 202, 204 })
	void anotherAttemptIsWorthItWhenTheAnswerMayChange(int status) {
		assertThat(new ApiException(status, "", null, null, null).isRetryable()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 307, 400, 401, 403, 404, 405, 418, 422, 451, 501 })
	void anotherAttemptIsNotWorthItWhenTheAnswerIsTheServersLastWord(int status) {
		assertThat(new ApiException(status, "", null, null, null).isRetryable()).isFalse();
	}

	@Test
	void canRetryAfterWhenOneAttemptIsAllowedIsFalse() {
		RetryRules.Attempts attempts = new RetryRules(1, () -> 0).begin();
		assertThat(attempts.isExhausted()).isFalse();
		assertThat(attempts.canRetryAfter(new ApiException(500, "", null, null, null))).isFalse();
	}

	private static List<Duration> delays(RandomGenerator random) {
		RetryRules.Attempts attempts = new RetryRules(100, random).begin();
		return Stream.generate(attempts::nextDelay).limit(LIMITS.size()).toList();
	}

}
