package org.rolebindings.api.pace;

import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.api.http.ThrottlingServer;

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

	private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

	private static final Duration LONG = Duration.ofMinutes(10);

	private static final int ROWS = 20_000;

	private static final int SEEDS = 3;

	/**
	 * Kinds of limits, the share of them that is to be used over the first rows, and how
	 * many of the requests may be refused in that time.
	 */
	static Stream<Arguments> servers() {
		LongUnaryOperator always = (now) -> LIMIT;
		return Stream.of(
				arguments("a bucket of a second", server(() -> ThrottlingServer.bucket(always, LIMIT)), 0.98, 0.005),
				arguments("a bucket of a tenth", server(() -> ThrottlingServer.bucket(always, LIMIT / 10.0)), 0.92,
						0.005),
				arguments("a bucket of two seconds", server(() -> ThrottlingServer.bucket(always, 2 * LIMIT)), 0.98,
						0.01),
				arguments("a bucket of ten seconds", server(() -> ThrottlingServer.bucket(always, 10 * LIMIT)), 0.98,
						0.01),
				arguments("a count by the second", server(() -> ThrottlingServer.window(always, SECOND)), 0.94, 0.005),
				arguments("a count by ten seconds",
						server(() -> ThrottlingServer.window(always, SECOND.multipliedBy(10))), 0.96, 0.01),
				arguments("a count by the minute", server(() -> ThrottlingServer.window(always, Duration.ofMinutes(1))),
						0.98, 0.01),
				arguments("a count over the last second", server(() -> ThrottlingServer.sliding(LIMIT)), 0.92, 0.005),
				arguments("a bucket of a second, and no Retry-After",
						server(() -> ThrottlingServer.silent(ThrottlingServer.bucket(always, LIMIT))), 0.97, 0.005),
				arguments("a bucket of a tenth, and no Retry-After",
						server(() -> ThrottlingServer.silent(ThrottlingServer.bucket(always, LIMIT / 10.0))), 0.94,
						0.005),
				arguments("a count by the second, and no Retry-After",
						server(() -> ThrottlingServer.silent(ThrottlingServer.window(always, SECOND))), 0.92, 0.01));
	}

	private static Supplier<ThrottlingServer> server(Supplier<ThrottlingServer> server) {
		return server;
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("servers")
	void paceFindsWhatTheServerTakesAndStaysThere(String name, Supplier<ThrottlingServer> servers, double used,
			double refused) {
		for (int seed = 1; seed <= SEEDS; seed++) {
			PaceSimulation simulation = new PaceSimulation(servers.get(), SENDERS, LATENCY, null, seed);
			PaceSimulation.Result first = simulation.take(ROWS);
			PaceSimulation.Result then = simulation.run(LONG);
			System.out.printf(Locale.ROOT, "%s, seed %d: %.3f used, %.2f %% refused; then %.3f, %.2f %%%n", name, seed,
					first.used(LIMIT), 100 * first.refusedShare(), then.used(LIMIT), 100 * then.refusedShare());
			assertThat(first.used(LIMIT)).isGreaterThan(used);
			assertThat(first.refusedShare()).isLessThan(refused);
			assertThat(then.used(LIMIT)).isGreaterThan(0.94);
			assertThat(then.refusedShare()).isLessThan(0.005);
		}
	}

	@ParameterizedTest
	@CsvSource({ "16,5", "16,20", "16,50", "64,20", "64,50", "64,100" })
	void paceUsesASmallBucketFromTheFirstThousandsOn(int senders, int latency) {
		double used = 0;
		for (int seed = 1; seed <= SEEDS; seed++) {
			PaceSimulation simulation = new PaceSimulation(ThrottlingServer.bucket((now) -> LIMIT, LIMIT / 5.0),
					senders, Duration.ofMillis(latency), null, seed);
			used += simulation.take(3_000).used(LIMIT) / SEEDS;
		}
		assertThat(used).isGreaterThan(0.85);
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
		assertThat(then.used(Math.min(limit, 320))).isGreaterThan(0.95);
		assertThat(then.refusedShare()).isLessThan(0.02);
	}

	@Test
	void paceWhenTheLimitIsHalvedFollowsWithinSeconds() {
		PaceSimulation simulation = new PaceSimulation(
				ThrottlingServer.bucket((now) -> (now < FINDING_OUT.toNanos()) ? LIMIT : LIMIT / 2, LIMIT / 2.0),
				SENDERS, LATENCY, null);
		simulation.run(FINDING_OUT);
		PaceSimulation.Result after = simulation.run(HALF_A_MINUTE);
		assertThat(after.used(LIMIT / 2.0)).isGreaterThan(0.94);
		assertThat(after.refusedShare()).isLessThan(0.02);
		assertThat(simulation.run(FINDING_OUT).refusedShare()).isLessThan(0.005);
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 4 })
	void paceWhenTheLimitRisesFindsItWithinAMinuteOrSo(int times) {
		PaceSimulation simulation = new PaceSimulation(
				ThrottlingServer.bucket((now) -> (now < LONG.toNanos()) ? LIMIT : times * LIMIT, LIMIT), SENDERS,
				LATENCY, null);
		simulation.run(LONG);
		simulation.run(Duration.ofSeconds(75));
		PaceSimulation.Result then = simulation.run(FINDING_OUT);
		assertThat(then.used(times * LIMIT)).isGreaterThan(0.92);
		assertThat(then.refusedShare()).isLessThan(0.005);
	}

	static Stream<Arguments> sharedServers() {
		LongUnaryOperator always = (now) -> LIMIT;
		return Stream.of(arguments("a bucket of a second", ThrottlingServer.bucket(always, LIMIT), 0.48),
				arguments("a bucket of a tenth", ThrottlingServer.bucket(always, LIMIT / 10.0), 0.35),
				arguments("a count by the second", ThrottlingServer.window(always, SECOND), 0.3),
				arguments("no Retry-After", ThrottlingServer.silent(ThrottlingServer.bucket(always, LIMIT)), 0.46));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("sharedServers")
	void paceWhenAnotherClientTakesHalfMakesRoomAndComesBack(String name, ThrottlingServer server, double used) {
		long from = Duration.ofSeconds(60).toNanos();
		long to = Duration.ofSeconds(160).toNanos();
		ThrottlingServer shared = ThrottlingServer.shared(server, LIMIT / 2, (now) -> now >= from && now < to,
				new Random(5));
		PaceSimulation simulation = new PaceSimulation(shared, SENDERS, LATENCY, null);
		simulation.run(Duration.ofSeconds(60));
		PaceSimulation.Result meanwhile = simulation.run(Duration.ofSeconds(100));
		PaceSimulation.Result comingBack = simulation.run(HALF_A_MINUTE);
		PaceSimulation.Result then = simulation.run(Duration.ofMinutes(1));
		System.out.printf(Locale.ROOT, "%s, half of it another's: %.3f used, %.2f %% refused; then %.3f, %.3f%n", name,
				meanwhile.used(LIMIT), 100 * meanwhile.refusedShare(), comingBack.used(LIMIT), then.used(LIMIT));
		assertThat(meanwhile.used(LIMIT)).isGreaterThan(used);
		assertThat(meanwhile.refusedShare()).isLessThan(0.02);
		assertThat(comingBack.refusedShare()).isLessThan(0.02);
		assertThat(then.used(LIMIT)).isGreaterThan(0.75);
	}

	@Test
	void paceWhenNothingWasSentForLongCountsOnlyTheTimeSince() {
		Pace pace = new Pace(null, 0);
		long begun = Duration.ofMinutes(1).toNanos();
		for (int i = 0; i < LIMIT; i++) {
			pace.accepted(begun, begun + i);
		}
		pace.refused(begun + LIMIT, SECOND.toNanos(), true);
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
			pace.accepted(at, at + i);
		}
		pace.refused(at + LIMIT, SECOND.toNanos(), true);
	}

	@Test
	void paceWhenNothingIsRefusedIsThatOfTheSenders() {
		PaceSimulation simulation = new PaceSimulation(ThrottlingServer.bucket((now) -> 1_000_000, 1_000_000), SENDERS,
				LATENCY, null);
		PaceSimulation.Result result = simulation.run(FINDING_OUT);
		assertThat(result.used(SENDERS / 0.05)).isGreaterThan(0.98);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 7, 100, 140 })
	void paceWithACeilingNeverExceedsItInAnySecondAndUsesIt(int ceiling) {
		PaceSimulation simulation = new PaceSimulation(ThrottlingServer.window((now) -> LIMIT, SECOND), SENDERS,
				LATENCY, ceiling);
		PaceSimulation.Result result = simulation.run(FINDING_OUT);
		assertThat(result.mostInASecond()).isEqualTo(ceiling);
		assertThat(result.used(ceiling)).isGreaterThan(0.98);
		assertThat(result.refusedShare()).isZero();
	}

	@Test
	void paceWithACeilingAboveTheLimitFindsTheLimitBelowIt() {
		PaceSimulation simulation = new PaceSimulation(ThrottlingServer.bucket((now) -> LIMIT, LIMIT), SENDERS, LATENCY,
				2 * LIMIT);
		PaceSimulation.Result result = simulation.run(FINDING_OUT);
		assertThat(result.mostInASecond()).isLessThanOrEqualTo(2 * LIMIT);
		assertThat(result.used(LIMIT)).isGreaterThan(0.9);
		assertThat(result.refusedShare()).isLessThan(0.01);
	}

}
