package org.rolebindings.api.pace;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rolebindings.api.http.ThrottlingServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Tests for the pace of four workers that share a limit, in simulated time. */
class SharedPaceTests {

	private static final int LIMIT = 150;

	private static final int SEEDS = 8;

	/** In which 20,000 requests are taken. */
	private static final Duration FIRST = Duration.ofSeconds(133);

	private static final Duration LONG = Duration.ofMinutes(10);

	static Stream<Arguments> servers() {
		return Stream.of(
				arguments("a bucket of a second, as in the sandbox",
						server(() -> ThrottlingServer.bucket((now) -> LIMIT, LIMIT)), 0.98, 0.98),
				arguments("a bucket of a tenth", server(() -> ThrottlingServer.bucket((now) -> LIMIT, LIMIT / 10.0)),
						0.8, 0.9),
				arguments("a count by the second",
						server(() -> ThrottlingServer.window((now) -> LIMIT, Duration.ofSeconds(1))), 0.9, 0.9));
	}

	private static Supplier<ThrottlingServer> server(Supplier<ThrottlingServer> server) {
		return server;
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("servers")
	void fourWorkersUseALimitTogetherAndFairly(String name, Supplier<ThrottlingServer> servers, double usedAtFirst,
			double used) {
		for (int seed = 1; seed <= SEEDS; seed++) {
			SharedPaceSimulation simulation = new SharedPaceSimulation(servers.get(), 4, 16, Duration.ofMillis(50),
					Duration.ofMillis(250), seed);
			SharedPaceSimulation.Result first = simulation.run(FIRST);
			SharedPaceSimulation.Result then = simulation.run(LONG);
			System.out.printf(Locale.ROOT, "%s, seed %d: %s; then %s%n", name, seed, describe(first), describe(then));
			assertThat(first.used(LIMIT)).isGreaterThan(usedAtFirst);
			assertThat(first.refusedShare()).isLessThan(0.01);
			assertThat(then.used(LIMIT)).isGreaterThan(used);
			assertThat(then.refusedShare()).isLessThan(0.002);
			assertThat(then.leastOfFairShare()).isGreaterThan(0.5);
		}
	}

	private static String describe(SharedPaceSimulation.Result result) {
		return String.format(Locale.ROOT, "%.3f used, %.2f %% refused, the slowest has %.2f of its share",
				result.used(LIMIT), 100 * result.refusedShare(), result.leastOfFairShare());
	}

}
