package org.rolebindings.job.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.ledger.sample.TimeSample;

import static org.assertj.core.api.Assertions.assertThat;

class RunSamplerTests {

	private static TimeSample sample(int start, long at, long rows, long... micros) {
		Histogram latencies = new Histogram(Duration.ofHours(1).toNanos() / 1_000, 2);
		for (long one : micros) {
			latencies.recordValue(one);
		}
		return new TimeSample(start, at, 1_000, rows, rows / 10, 1, 100, RequestMeter.encode(latencies));
	}

	@Test
	void mergePairsAddsUpEachTwoSamples() {
		List<TimeSample> merged = RunSampler
			.mergePairs(List.of(sample(0, 0, 10, 5_000), sample(1, 2_000, 30, 7_000, 9_000), sample(1, 3_000, 20)));
		assertThat(merged).hasSize(2);
		assertThat(merged.get(0)).isEqualTo(new TimeSample(1, 0, 3_000, 40, 4, 2, 200, merged.get(0).latencies()));
		Histogram latencies = RequestMeter.decode(merged.get(0).latencies());
		assertThat(latencies.getTotalCount()).isEqualTo(3);
		assertThat(latencies.getMaxValue()).isBetween(8_900L, 9_100L);
		assertThat(merged.get(1)).isEqualTo(sample(1, 3_000, 20));
	}

	@Test
	void mergePairsOfAFullRunHalvesThemAndLosesNoRow() {
		List<TimeSample> samples = new ArrayList<>();
		for (int i = 0; i < RunSampler.MOST_SAMPLES; i++) {
			samples.add(sample(0, i * 1_000L, i, 1_000L * (i + 1)));
		}
		List<TimeSample> merged = RunSampler.mergePairs(samples);
		assertThat(merged).hasSize(RunSampler.MOST_SAMPLES / 2);
		assertThat(merged.stream().mapToLong(TimeSample::decided).sum())
			.isEqualTo(samples.stream().mapToLong(TimeSample::decided).sum());
		assertThat(merged.get(merged.size() - 1).endMillis()).isEqualTo(RunSampler.MOST_SAMPLES * 1_000L);
	}

}
