package org.rolebindings.store.pace;

import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TokenGridTests {

	private static final long SOME_TIME = 1_790_000_000L;

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 7, 10, 97, 150, 1_000, 12_345, 1_000_000 })
	void departuresOfTheTokensOfAPeriodFillIt(int perSecond) {
		TokenGrid grid = new TokenGrid(perSecond);
		int frame = grid.frame();
		long first = SOME_TIME * perSecond / frame * frame;
		List<Long> departures = departures(grid, first, 2 * frame);
		long space = TokenGrid.PERIOD.toNanos() / perSecond;
		for (int i = 1; i < departures.size(); i++) {
			assertThat(departures.get(i) - departures.get(i - 1)).isBetween(space, space + 1);
		}
		assertThat(departures.get(0)).isEqualTo(grid.earnedAt(first + frame));
	}

	@ParameterizedTest
	@ValueSource(ints = { 50, 150, 1_000 })
	void departuresOfAFewTokensAreSpreadOverTheFrame(int perSecond) {
		TokenGrid grid = new TokenGrid(perSecond);
		int frame = grid.frame();
		long first = SOME_TIME * perSecond / frame * frame;
		for (int part = 2; part <= 5; part++) {
			int count = frame / part;
			List<Long> departures = departures(grid, first + frame / 7, count);
			long mean = TokenGrid.PERIOD.toNanos() / perSecond * part;
			for (int i = 1; i < count; i++) {
				assertThat(departures.get(i) - departures.get(i - 1)).isLessThan(3 * mean);
			}
		}
	}

	private static List<Long> departures(TokenGrid grid, long first, int count) {
		return LongStream.range(first, first + count).map(grid::departure).sorted().boxed().toList();
	}

}
