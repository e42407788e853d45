package org.rolebindings.chaos;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that each row of an import, of the undo of each third one, and of the revoke of
 * each third one ends as it must, and is told of as it is in the account, whatever goes
 * wrong on the way. {@code -Pchaos} takes hundreds of seeds, {@code -Dchaos.seed=7} that
 * one alone, {@code -Dchaos.first=301} others.
 */
class ChaosIT {

	/** They wait most of the time. */
	private static final int AT_ONCE = 6;

	@TempDir
	Path folder;

	@Test
	void importUndoAndRevokeEndEachRowAsTheyMustWhateverTheServerDoes()
			throws InterruptedException, ExecutionException {
		List<Long> seeds = seeds();
		ExecutorService runs = Executors.newFixedThreadPool(AT_ONCE);
		try {
			List<ChaosRun.Outcome> outcomes = new ArrayList<>();
			for (Future<ChaosRun.Outcome> run : runs.invokeAll(seeds.stream().map(this::run).toList())) {
				outcomes.add(run.get());
			}
			System.out.println(figures(outcomes));
			List<String> findings = outcomes.stream().flatMap((outcome) -> outcome.findings().stream()).toList();
			assertThat(findings.isEmpty()).as(String.join("\n", findings)).isTrue();
		}
		finally {
			runs.shutdownNow();
		}
	}

	private static List<Long> seeds() {
		Long one = Long.getLong("chaos.seed");
		long first = Long.getLong("chaos.first", 1);
		int count = Integer.getInteger("chaos.seeds", 12);
		// Those that are undone or revoked take longest
		return (one != null) ? List.of(one)
				: LongStream.range(first, first + count)
					.boxed()
					.sorted(Comparator.comparing((seed) -> RemovalScenario.kindAfter(ChaosScenarios.of(seed)) == null))
					.toList();
	}

	private Callable<ChaosRun.Outcome> run(long seed) {
		return () -> ChaosRun.of(seed, this.folder.resolve("seed-" + seed));
	}

	private static String figures(List<ChaosRun.Outcome> outcomes) {
		Map<ChaosFault, Long> faults = new EnumMap<>(ChaosFault.class);
		outcomes
			.forEach((outcome) -> outcome.faults().forEach((fault, count) -> faults.merge(fault, count, Long::sum)));
		faults.keySet().removeIf((fault) -> fault.isHarmless() && !fault.effect().isFollowed());
		long sum = faults.values().stream().mapToLong(Long::longValue).sum();
		int rows = outcomes.stream().mapToInt(ChaosRun.Outcome::rows).sum();
		return "Chaos: " + outcomes.size() + " seeds, " + rows + " rows compared, " + sum + " faults injected: "
				+ faults;
	}

}
