package org.rolebindings.api.pace;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Tests for {@link ConcurrencyLimit}, in simulated time. */
class ConcurrencyLimitTests {

	private static final int ENDLESS = 10_000;

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static double steady() {
		return 0.05;
	}

	static Stream<Arguments> serversWithoutAQueue() {
		Random random = new Random(11);
		return Stream.of(arguments("50 ms", (DoubleSupplier) ConcurrencyLimitTests::steady),
				arguments("30 to 90 ms", (DoubleSupplier) () -> 0.03 + 0.06 * random.nextDouble()),
				arguments("50 ms, one in a hundred 5 s", (DoubleSupplier) () -> (random.nextInt(100) == 0) ? 5 : 0.05),
				arguments("50 ms on average, exponential", (DoubleSupplier) () -> random.nextExponential() * 0.05),
				arguments("next to nothing", (DoubleSupplier) () -> 0.0001 * random.nextDouble()));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("serversWithoutAQueue")
	void limitWhenNothingQueuesIsNone(String name, DoubleSupplier secondsOfWork) {
		ConcurrencyLimitSimulation simulation = new ConcurrencyLimitSimulation(64, ENDLESS, secondsOfWork);
		for (int second = 0; second < 60; second++) {
			assertThat(simulation.run(Duration.ofSeconds(1)).inFlight()).isEqualTo(64);
			assertThat(simulation.limit()).isEqualTo(ConcurrencyLimit.NO_LIMIT);
		}
	}

	static Stream<Arguments> servers() {
		Random random = new Random(11);
		return Stream.of(arguments(256, (DoubleSupplier) ConcurrencyLimitTests::steady, 320),
				arguments(64, (DoubleSupplier) ConcurrencyLimitTests::steady, 320),
				arguments(256, (DoubleSupplier) () -> 0.03 + 0.06 * random.nextDouble(), 266.7));
	}

	@ParameterizedTest
	@MethodSource("servers")
	void limitWhenSixteenHandsServeMoreRequestsEndsTheQueueAndCostsNothing(int senders, DoubleSupplier secondsOfWork,
			double most) {
		ConcurrencyLimitSimulation simulation = new ConcurrencyLimitSimulation(senders, 16, secondsOfWork);
		ConcurrencyLimitSimulation.Result finding = simulation.run(Duration.ofSeconds(40));
		assertThat(finding.perSecond()).isGreaterThan(0.98 * most);
		ConcurrencyLimitSimulation.Result found = simulation.run(MINUTE);
		assertThat(found.perSecond()).isGreaterThan(0.98 * most);
		assertThat(found.inFlight()).isBetween(16.0, 52.0);
	}

	@Test
	void limitWhenThroughputVariesALotIsFoundAllTheSame() {
		Random random = new Random(11);
		ConcurrencyLimitSimulation simulation = new ConcurrencyLimitSimulation(256, 16,
				() -> random.nextExponential() * 0.05);
		simulation.run(MINUTE);
		ConcurrencyLimitSimulation.Result found = simulation.run(MINUTE);
		assertThat(found.perSecond()).isGreaterThan(0.97 * 320);
		assertThat(found.inFlight()).isBetween(16.0, 128.0);
	}

	@Test
	void limitWhenTheServerGetsMoreHandsEndsWithinSeconds() {
		ConcurrencyLimitSimulation simulation = new ConcurrencyLimitSimulation(256, 16, ConcurrencyLimitTests::steady);
		simulation.run(MINUTE);
		simulation.hands(ENDLESS);
		simulation.run(Duration.ofSeconds(24));
		assertThat(simulation.limit()).isEqualTo(ConcurrencyLimit.NO_LIMIT);
		assertThat(simulation.run(MINUTE).inFlight()).isEqualTo(256);
	}

	@Test
	void limitWhenTheServerGetsSomeMoreHandsUsesThem() {
		ConcurrencyLimitSimulation simulation = new ConcurrencyLimitSimulation(256, 16, ConcurrencyLimitTests::steady);
		simulation.run(MINUTE);
		simulation.hands(64);
		simulation.run(Duration.ofSeconds(24));
		assertThat(simulation.run(MINUTE).perSecond()).isGreaterThan(0.98 * 1_280);
	}

	@Test
	void limitWhenTheServerGetsFewerHandsFollows() {
		ConcurrencyLimitSimulation simulation = new ConcurrencyLimitSimulation(256, 256, ConcurrencyLimitTests::steady);
		simulation.run(MINUTE);
		simulation.hands(16);
		assertThat(simulation.run(MINUTE).perSecond()).isGreaterThan(0.98 * 320);
		assertThat(simulation.run(MINUTE).inFlight()).isBetween(16.0, 52.0);
	}

	@Test
	void limitWhenEachRequestTakesLongerWithoutAQueueIsTakenBackAndNotTriedAgain() {
		AtomicInteger millis = new AtomicInteger(50);
		ConcurrencyLimitSimulation simulation = new ConcurrencyLimitSimulation(64, ENDLESS,
				() -> millis.get() / 1000.0);
		simulation.run(MINUTE);
		millis.set(500);
		assertThat(simulation.run(Duration.ofSeconds(12)).perSecond()).isGreaterThan(0.9 * 64 / 0.5);
		ConcurrencyLimitSimulation.Result then = simulation.run(MINUTE);
		assertThat(then.inFlight()).isEqualTo(64);
		millis.set(50);
		assertThat(simulation.run(MINUTE).perSecond()).isGreaterThan(0.95 * 64 / 0.052);
	}

}
