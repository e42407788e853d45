package org.rolebindings.api.pace;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The pauses of a gate, on a clock whose values overflow on the way. */
class PauseTrackerTests {

	private static final long START = Long.MAX_VALUE - 50;

	private final PauseTracker pauses = new PauseTracker(at(0));

	private static long at(long nanos) {
		return START + nanos;
	}

	@Test
	void thereIsNoneAtFirst() {
		assertThat(this.pauses.isOver()).isTrue();
		assertThat(this.pauses.remaining(at(0))).isZero();
		assertThat(this.pauses.total(at(10))).isZero();
		assertThat(this.pauses.isAfterLast(at(0))).isTrue();
		assertThat(this.pauses.isAfterLast(at(-1))).isFalse();
	}

	@Test
	void onePassesAndIsCountedOnce() {
		assertThat(this.pauses.begin(at(0), 100)).isEqualTo(at(100));

		assertThat(this.pauses.isOver()).isFalse();
		assertThat(this.pauses.remaining(at(30))).isEqualTo(70);
		assertThat(this.pauses.total(at(30))).isEqualTo(30);
		assertThat(this.pauses.isAfterLast(at(99))).isFalse();
		assertThat(this.pauses.remaining(at(100))).isZero();
		assertThat(this.pauses.isOver()).isTrue();
		assertThat(this.pauses.isAfterLast(at(100))).isTrue();
		assertThat(this.pauses.total(at(500))).isEqualTo(100);
	}

	@Test
	void oneThatEndedWhileNobodyLookedIsCountedTillItsEnd() {
		this.pauses.begin(at(0), 100);

		assertThat(this.pauses.total(at(500))).isEqualTo(100);
	}

	@Test
	void oneThatGoesOnGetsLongerAndNeverShorter() {
		this.pauses.begin(at(0), 100);

		assertThat(this.pauses.begin(at(50), 10)).isEqualTo(at(100));
		assertThat(this.pauses.begin(at(50), 80)).isEqualTo(at(130));
		assertThat(this.pauses.total(at(200))).isEqualTo(130);
	}

	@Test
	void theNextOneBeginsWhenItIsToldOf() {
		this.pauses.begin(at(0), 100);

		assertThat(this.pauses.begin(at(200), 10)).isEqualTo(at(210));
		assertThat(this.pauses.total(at(205))).isEqualTo(105);
	}

}
