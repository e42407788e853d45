package org.rolebindings.api;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link CursorTrail}. */
class CursorTrailTests {

	@Test
	void hasBeenAtWhenCursorsAreNewIsNever() {
		CursorTrail trail = new CursorTrail();
		for (int i = 0; i < 100_000; i++) {
			assertThat(trail.hasBeenAt("c" + i)).isFalse();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 7, 9_999, 30_000 })
	void hasBeenAtWhenTheListingGoesRoundTellsInTime(int circle) {
		CursorTrail trail = new CursorTrail();
		int before = 15_000;
		int step = 0;
		while (!trail.hasBeenAt("c" + ((step < before) ? step : before + (step - before) % circle))) {
			step++;
			assertThat(step).isLessThan(4 * (before + circle));
		}
		assertThat(step).isGreaterThanOrEqualTo(before + circle);
	}

}
