package org.rolebindings.api;

import java.time.Duration;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Tests for {@link Pace} behind a {@link RequestGate}, in simulated time. */
class PaceTests {

	private static final int LIMIT = 150;

	private static final int SENDERS = 64;

	private static final Duration LATENCY = Duration.ofMillis(50);

	private static final Duration SECOND = Duration.ofSeconds(1);

	/** In which 20,000 requests are taken. */
	private static final Duration FINDING_OUT = Duration.ofSeconds(133);

	private static final Duration LONG = Duration.ofMinutes(10);

	static Stream<Arguments> servers() {
		LongUnaryOperator always = (now) -> LIMIT;
		return Stream.of(arguments("a bucket of a second", ThrottlingServer.bucket(always, LIMIT), 0.97),
				arguments("a bucket of a tenth", ThrottlingServer.bucket(always, LIMIT / 10.0), 0.85),
				arguments("a bucket of ten seconds", ThrottlingServer.bucket(always, 10 * LIMIT), 0.97),
				arguments("a count by the second", ThrottlingServer.window(always, SECOND), 0.9),
				arguments("a count by ten seconds", ThrottlingServer.window(always, SECOND.multipliedBy(10)), 0.95),
				arguments("a bucket, and no Retry-After",
						ThrottlingServer.silent(ThrottlingServer.bucket(always, LIMIT)), 0.9),
				arguments("a count, and no Retry-After",
						ThrottlingServer.silent(ThrottlingServer.window(always, SECOND)), 0.9));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("servers")
	void paceFindsWhatTheServerTakesAndStaysThere(String name, ThrottlingServer server, double atFirst) {
		PaceSimulation simulation = new PaceSimulation(server, SENDERS, LATENCY, null);
		PaceSimulation.Result first = simulation.run(FINDING_OUT);
		assertThat(used(first, LIMIT, FINDING_OUT)).isGreaterThan(atFirst);
		assertThat(first.refusedShare()).isLessThan(0.015);
		PaceSimulation.Result then = simulation.run(LONG);
		assertThat(used(then, LIMIT, LONG)).isGreaterThan(0.95);
		assertThat(then.refusedShare()).isLessThan(0.005);
	}

	@Test
	void paceWhenRefusalsHaveNothingToDoWithItStaysInReach() {
		Random random = new Random(3);
		PaceSimulation simulation = new PaceSimulation(ThrottlingServer.fickle(() -> random.nextInt(10) > 0), 16,
				LATENCY, null);
		PaceSimulation.Result result = simulation.run(Duration.ofMinutes(1));
		assertThat(result.taken()).as("each refusal costs a second").isGreaterThan(150);
	}

	@Test
	void paceWhenHardlyAnythingIsTakenFollows() {
		PaceSimulation simulation = new PaceSimulation(ThrottlingServer.bucket((now) -> 1, 1), 16, LATENCY, null);
		simulation.run(FINDING_OUT);
		PaceSimulation.Result then = simulation.run(LONG);
		assertThat(then.taken()).isGreaterThan(300);
		assertThat(then.refusedShare()).isLessThan(0.05);
	}

	@ParameterizedTest
	@ValueSource(ints = { 10, 600 })
	void paceFindsOtherLimitsToo(int limit) {
		PaceSimulation simulation = new PaceSimulation(ThrottlingServer.window((now) -> limit, SECOND), 16, LATENCY,
				null);
		simulation.run(FINDING_OUT);
		PaceSimulation.Result then = simulation.run(LONG);
		assertThat(used(then, Math.min(limit, 320), LONG)).isGreaterThan(0.95);
		assertThat(then.refusedShare()).isLessThan(0.02);
	}

	@Test
	void paceWhenTheLimitIsHalvedFollowsWithinSeconds() {
		PaceSimulation simulation = new PaceSimulation(
				ThrottlingServer.bucket((now) -> (now < FINDING_OUT.toNanos()) ? LIMIT : LIMIT / 2, LIMIT / 2.0),
				SENDERS, LATENCY, null);
		simulation.run(FINDING_OUT);
		PaceSimulation.Result after = simulation.run(Duration.ofSeconds(30));
		assertThat(used(after, LIMIT / 2, Duration.ofSeconds(30))).isGreaterThan(0.9);
		assertThat(after.refusedShare()).isLessThan(0.03);
		assertThat(simulation.run(FINDING_OUT).refusedShare()).isLessThan(0.005);
	}

	@Test
	void paceWhenTheLimitIsDoubledFindsItWithinMinutes() {
		PaceSimulation simulation = new PaceSimulation(
				ThrottlingServer.bucket((now) -> (now < LONG.toNanos()) ? LIMIT : 2 * LIMIT, LIMIT), SENDERS, LATENCY,
				null);
		simulation.run(LONG);
		simulation.run(Duration.ofMinutes(5));
		assertThat(used(simulation.run(LONG), 2 * LIMIT, LONG)).isGreaterThan(0.95);
	}

	@Test
	void paceWhenNothingWasSentForLongCountsOnlyTheTimeSince() {
		Pace pace = new Pace(null, 0);
		long begun = Duration.ofMinutes(1).toNanos();
		for (int i = 0; i < LIMIT; i++) {
			pace.taken(begun, begun + i);
		}
		pace.refused(begun + LIMIT, SECOND.toNanos());
		assertThat(pace.perSecond(begun + LIMIT + SECOND.toNanos())).isBetween(0.9 * LIMIT, 1.0 * LIMIT);
	}

	@Test
	void paceAfterACalmTimeDoesNotStandOnWhatTheTimeAloneMadeOfIt() {
		Pace pace = new Pace(null, 0);
		takeAndRefuse(pace, 0);
		long later = Duration.ofHours(1).toNanos();
		takeAndRefuse(pace, later);
		assertThat(pace.perSecond(later + 3 * SECOND.toNanos())).isBetween(LIMIT / 4.0, 2.0 * LIMIT);
	}

	private static void takeAndRefuse(Pace pace, long at) {
		for (int i = 0; i < LIMIT; i++) {
			pace.taken(at, at + i);
		}
		pace.refused(at + LIMIT, SECOND.toNanos());
	}

	@Test
	void paceWhenNothingIsRefusedIsThatOfTheSenders() {
		PaceSimulation simulation = new PaceSimulation(ThrottlingServer.bucket((now) -> 1_000_000, 1_000_000), SENDERS,
				LATENCY, null);
		PaceSimulation.Result result = simulation.run(FINDING_OUT);
		assertThat(used(result, (int) (SENDERS * SECOND.dividedBy(LATENCY)), FINDING_OUT)).isGreaterThan(0.98);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 7, 100, 140 })
	void paceWithACeilingNeverExceedsItInAnySecondAndUsesIt(int ceiling) {
		PaceSimulation simulation = new PaceSimulation(ThrottlingServer.window((now) -> LIMIT, SECOND), SENDERS,
				LATENCY, ceiling);
		PaceSimulation.Result result = simulation.run(FINDING_OUT);
		assertThat(result.mostInASecond()).isEqualTo(ceiling);
		assertThat(used(result, ceiling, FINDING_OUT)).isGreaterThan(0.98);
		assertThat(result.refusedShare()).isZero();
	}

	@Test
	void paceWithACeilingAboveTheLimitFindsTheLimitBelowIt() {
		PaceSimulation simulation = new PaceSimulation(ThrottlingServer.bucket((now) -> LIMIT, LIMIT), SENDERS, LATENCY,
				2 * LIMIT);
		PaceSimulation.Result result = simulation.run(FINDING_OUT);
		assertThat(result.mostInASecond()).isLessThanOrEqualTo(2 * LIMIT);
		assertThat(used(result, LIMIT, FINDING_OUT)).isGreaterThan(0.9);
		assertThat(result.refusedShare()).isLessThan(0.01);
	}

	private static double used(PaceSimulation.Result result, int perSecond, Duration time) {
		return result.taken() / (perSecond * time.toMillis() / 1000.0);
	}

}
