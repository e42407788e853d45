package org.rolebindings.sandbox;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RateLimitTests {

	private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 7, 100, 1000 })
	void takeWhenAllComeAtOnceLetsOneSecondsWorthThrough(int perSecond) {
		RateLimit limit = new RateLimit(perSecond, this.nanoTime::get);
		assertThat(taken(limit, perSecond * 3)).isEqualTo(perSecond);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 7, 100, 1000 })
	void takeWhenASecondHasPassedLetsAsManyThroughAgain(int perSecond) {
		RateLimit limit = new RateLimit(perSecond, this.nanoTime::get);
		taken(limit, perSecond * 3);
		this.nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
		assertThat(taken(limit, perSecond * 3)).isEqualTo(perSecond);
	}

	@Test
	void takeWhenHalfASecondHasPassedLetsHalfAsManyThrough() {
		RateLimit limit = new RateLimit(100, this.nanoTime::get);
		taken(limit, 300);
		this.nanoTime.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
		assertThat(taken(limit, 300)).isEqualTo(50);
	}

	@Test
	void takeWhenUnusedForLongSavesNoMoreThanOneSecondsWorth() {
		RateLimit limit = new RateLimit(10, this.nanoTime::get);
		this.nanoTime.addAndGet(TimeUnit.HOURS.toNanos(1));
		assertThat(taken(limit, 100)).isEqualTo(10);
	}

	@Test
	void takeWhenThereIsNoLimitLetsAllThrough() {
		assertThat(taken(new RateLimit(null, this.nanoTime::get), 10_000)).isEqualTo(10_000);
	}

	private static long taken(RateLimit limit, int attempts) {
		return IntStream.range(0, attempts).filter((i) -> limit.take()).count();
	}

}
