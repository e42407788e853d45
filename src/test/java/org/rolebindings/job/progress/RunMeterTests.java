package org.rolebindings.job.progress;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.rolebindings.api.pace.RequestMeter;

import static org.assertj.core.api.Assertions.assertThat;

class RunMeterTests {

	private static final Duration ASKED_FOR = Duration.ofMillis(200);

	/** A run does not last longer because a person thinks about whether it is to be. */
	@Test
	void withoutTimeOfLeavesThatTimeOut() {
		RunMeter meter = new RunMeter(new RequestMeter());
		long begunAt = System.nanoTime();
		meter.start();
		meter.withoutTimeOf(RunMeterTests::spin);
		long busy = meter.busyMillis();
		assertThat(Duration.ofMillis(busy))
			.isLessThanOrEqualTo(Duration.ofNanos(System.nanoTime() - begunAt).minus(ASKED_FOR));
	}

	private static void spin() {
		long begunAt = System.nanoTime();
		while (System.nanoTime() - begunAt < ASKED_FOR.toNanos()) {
			Thread.onSpinWait();
		}
	}

}
