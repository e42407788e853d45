package org.rolebindings.report.page;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class TopCountsTests {

	private final TopCounts counts = new TopCounts();

	@Test
	void topWhenThereAreFewValuesIsExact() {
		add("b", 2);
		add("a", 2);
		this.counts.add("c", 5);
		assertThat(this.counts.isExact()).isTrue();
		assertThat(this.counts.values()).isEqualTo(3);
		assertThat(this.counts.top(2)).containsExactly(entry("c", 5L), entry("a", 2L));
	}

	@Test
	void topWhenThereAreMillionsOfValuesFindsTheFrequentOnesInBoundedMemory() {
		for (int i = 0; i < 1_000_000; i++) {
			this.counts.add("rare " + i);
			if (i % 100 == 0) {
				this.counts.add("frequent");
			}
		}
		assertThat(this.counts.values()).isLessThanOrEqualTo(TopCounts.MOST_VALUES);
		assertThat(this.counts.isExact()).isFalse();
		assertThat(this.counts.top(1)).singleElement().satisfies((top) -> {
			assertThat(top.getKey()).isEqualTo("frequent");
			assertThat(top.getValue()).isBetween(9_000L, 10_000L);
		});
	}

	private void add(String value, int times) {
		for (int i = 0; i < times; i++) {
			this.counts.add(value);
		}
	}

}
