package org.rolebindings.api.http;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.junit.jupiter.api.Test;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.outage.OutageDetector;
import org.rolebindings.api.outage.TestOutageDetector;
import org.rolebindings.api.pace.RequestGate;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.stop.StopSwitch;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link SuspendAwareClock}. */
class SuspendAwareClockTests {

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);

	private final SuspendAwareClock clock = new SuspendAwareClock(this.nanos::get);

	@Test
	void getAsLongWhileTheProcessRunsCountsAllOfTheTime() {
		long begun = this.clock.getAsLong();
		run(Duration.ofSeconds(10));
		assertThat(this.clock.getAsLong() - begun).isEqualTo(Duration.ofSeconds(10).toNanos());
	}

	@Test
	void getAsLongAfterTheProcessWasStoppedHardlyCountsThatTime() {
		long begun = this.clock.getAsLong();
		stopFor(Duration.ofHours(1));
		assertThat(this.clock.getAsLong() - begun).isEqualTo(Duration.ofMillis(500).toNanos());
		run(Duration.ofSeconds(1));
		assertThat(this.clock.getAsLong() - begun).isEqualTo(Duration.ofMillis(1_500).toNanos());
	}

	@Test
	void requestsInFlightAreNeitherLateNorSilentAfterAStop() {
		StopSwitch stop = new StopSwitch();
		RequestGate gate = new RequestGate(null, 16, new RetryRules(8, () -> 0), stop, this.clock);
		OutageDetector outageDetector = new OutageDetector(gate, new RequestMeter(), stop,
				TestOutageDetector.PROPERTIES, this.clock, Clock.systemUTC());
		Deadlines deadlines = new Deadlines(Duration.ofSeconds(30), this.clock);
		HttpGet request = new HttpGet("http://localhost");
		try (Deadlines.Deadline deadline = deadlines.begin(request)) {
			outageDetector.requestSent();
			stopFor(Duration.ofHours(1));
			deadlines.abortExpired();
			outageDetector.check();
			assertThat(deadline.isExpired()).isFalse();
			assertThat(stop.isStopRequested()).isFalse();

			run(Duration.ofSeconds(30));
			deadlines.abortExpired();
			assertThat(deadline.isExpired()).isTrue();
		}
	}

	private void run(Duration time) {
		for (long passed = 0; passed < time.toMillis(); passed += 100) {
			stopFor(Duration.ofMillis(100));
			long unused = this.clock.getAsLong();
		}
	}

	private void stopFor(Duration time) {
		this.nanos.addAndGet(time.toNanos());
	}

}
