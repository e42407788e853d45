package org.rolebindings.report.summary;

import java.math.BigDecimal;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rolebindings.report.Histograms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

class LatencySummaryTests {

	@Test
	void decodeWhenThereWereExchangesGivesMillisecondsToTwoDigits() {
		LatencySummary latencies = LatencySummary
			.decode(Histograms.encoded(LongStream.rangeClosed(1, 1000).map((n) -> n * 1000).toArray()));
		assertClose(latencies.p50(), 500);
		assertClose(latencies.p95(), 950);
		assertClose(latencies.p99(), 990);
		assertClose(latencies.max(), 1000);
	}

	@Test
	void decodeWhenThereWasNoExchangeGivesNothing() {
		assertThat(LatencySummary.decode("")).isEqualTo(new LatencySummary(null, null, null, null));
	}

	private static void assertClose(@Nullable BigDecimal actual, double expected) {
		assertThat(actual).isCloseTo(BigDecimal.valueOf(expected), withinPercentage(1));
		assertThat(actual).extracting(BigDecimal::scale).satisfies((scale) -> assertThat(scale).isLessThanOrEqualTo(3));
	}

}
