package org.rolebindings.api.pace;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.zip.DataFormatException;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.rolebindings.api.ApiException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

/** Tests for {@link RequestMeter}. */
class RequestMeterTests {

	private final RequestMeter meter = new RequestMeter();

	@Test
	void readWhenNothingWasCountedIsEmpty() {
		assertThat(this.meter.read()).isEqualTo(new RequestMeter.Reading(Map.of(), 0, 0, ""));
	}

	@Test
	void readCountsRequestsByStatusAndRetriesAndThrottled() {
		this.meter.answered(201, Duration.ofMillis(10));
		this.meter.answered(201, Duration.ofMillis(10));
		this.meter.answered(429, Duration.ofMillis(1));
		this.meter.answered(ApiException.NO_ANSWER, Duration.ofSeconds(30));
		this.meter.retried();
		this.meter.retried();
		this.meter.throttled();
		RequestMeter.Reading reading = this.meter.read();
		assertThat(reading.byStatus()).isEqualTo(Map.of("201", 2L, "429", 1L, "none", 1L));
		assertThat(reading.retries()).isEqualTo(2);
		assertThat(reading.throttled()).isEqualTo(1);
	}

	@Test
	void readHasTheTimesInMicrosecondsWithinAHundredth() throws DataFormatException {
		for (int millis = 1; millis <= 1_000; millis++) {
			this.meter.answered(201, Duration.ofMillis(millis));
		}
		Histogram times = decode(this.meter.read());
		assertThat(times.getTotalCount()).isEqualTo(1_000);
		assertThat(times.getValueAtPercentile(50)).isCloseTo(500_000, within(5_000L));
		assertThat(times.getValueAtPercentile(99)).isCloseTo(990_000, within(9_900L));
		assertThat(times.getMaxValue()).isCloseTo(1_000_000, within(10_000L));
	}

	@Test
	void answeredWhenLongerThanAnHourCountsAsAnHour() throws DataFormatException {
		this.meter.answered(201, Duration.ofDays(1));
		assertThat(decode(this.meter.read()).getMaxValue()).isCloseTo(3_600_000_000L, within(36_000_000L));
	}

	@Test
	void addWhenEarlierReadingGoesOnFromIt() throws DataFormatException {
		this.meter.answered(201, Duration.ofMillis(10));
		this.meter.answered(500, Duration.ofMillis(20));
		this.meter.retried();
		RequestMeter next = new RequestMeter();
		next.answered(201, Duration.ofMillis(30));
		next.throttled();
		next.add(this.meter.read());
		RequestMeter.Reading sum = next.read();
		assertThat(sum.byStatus()).isEqualTo(Map.of("201", 2L, "500", 1L));
		assertThat(sum.retries()).isEqualTo(1);
		assertThat(sum.throttled()).isEqualTo(1);
		assertThat(decode(sum).getTotalCount()).isEqualTo(3);
		assertThat(decode(sum).getMaxValue()).isCloseTo(30_000, within(300L));
	}

	@Test
	void sentLeavesOutWhatAnEarlierStartCounted() {
		this.meter.answered(201, Duration.ofMillis(10));
		RequestMeter next = new RequestMeter();
		next.answered(409, Duration.ofMillis(30));
		next.add(this.meter.read());
		assertThat(next.sent()).containsExactly(entry("409", 1L));
		assertThat(next.read().byStatus()).containsExactly(entry("201", 1L), entry("409", 1L));
	}

	@Test
	void addWhenItsOwnReadingIsReadBackIsEqual() {
		this.meter.answered(201, Duration.ofMillis(10));
		this.meter.answered(409, Duration.ofSeconds(2));
		RequestMeter copy = new RequestMeter();
		copy.add(this.meter.read());
		assertThat(copy.read()).isEqualTo(this.meter.read());
	}

	@Test
	void addWhenTheTimesAreNoHistogramIsRefused() {
		RequestMeter.Reading broken = new RequestMeter.Reading(Map.of(), 0, 0, "bm8gaGlzdG9ncmFt");
		assertThatIllegalArgumentException().isThrownBy(() -> this.meter.add(broken));
	}

	private static Histogram decode(RequestMeter.Reading reading) throws DataFormatException {
		return Histogram
			.decodeFromCompressedByteBuffer(ByteBuffer.wrap(Base64.getDecoder().decode(reading.latencies())), 0);
	}

}
