package org.rolebindings.job.remote.worker;

import java.time.Duration;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.ledger.run.RunTotals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class SentSinceTests {

	private final RequestMeter meter = new RequestMeter();

	@Test
	void takeWhenNothingWasSentHasNothing() {
		SentSince sent = new SentSince(this.meter);
		assertThat(sent.take()).isEqualTo(RunTotals.NONE);
		this.meter.answered(201, Duration.ofMillis(5));
		assertThat(sent.take().requests()).isOne();
		assertThat(sent.take()).isEqualTo(RunTotals.NONE);
	}

	@Test
	void takeHasWhatWasSentSinceItWasCalledLast() {
		this.meter.answered(201, Duration.ofMillis(5));
		this.meter.retried();
		SentSince sent = new SentSince(this.meter);
		this.meter.answered(201, Duration.ofMillis(10));
		this.meter.answered(0, Duration.ofMillis(20));
		this.meter.retried();
		this.meter.throttled();
		RunTotals first = sent.take();
		assertThat(first.byStatus()).containsOnly(entry("201", 1L), entry("none", 1L));
		assertThat(first.requests()).isEqualTo(2);
		assertThat(first.retries()).isOne();
		assertThat(first.throttled()).isOne();
		this.meter.answered(409, Duration.ofMillis(40));
		RunTotals second = sent.take();
		assertThat(second.byStatus()).containsOnly(entry("409", 1L));
		assertThat(second.retries()).isZero();
		Histogram latencies = RequestMeter.decode(second.latencies());
		assertThat(latencies.getTotalCount()).isOne();
		assertThat(latencies.getMaxValue()).isBetween(39_000L, 41_000L);
	}

	/** The manager adds them to the run's. */
	@Test
	void partsAddUpToTheWhole() {
		RequestMeter whole = new RequestMeter();
		SentSince sent = new SentSince(this.meter);
		for (int millis = 1; millis <= 50; millis++) {
			this.meter.answered((millis % 3 == 0) ? 429 : 201, Duration.ofMillis(millis));
			if (millis % 7 == 0) {
				RunTotals part = sent.take();
				whole
					.add(new RequestMeter.Reading(part.byStatus(), part.retries(), part.throttled(), part.latencies()));
			}
		}
		RunTotals last = sent.take();
		whole.add(new RequestMeter.Reading(last.byStatus(), last.retries(), last.throttled(), last.latencies()));
		assertThat(whole.read().byStatus()).isEqualTo(this.meter.read().byStatus());
		assertThat(whole.latencies()).isEqualTo(this.meter.latencies());
	}

}
