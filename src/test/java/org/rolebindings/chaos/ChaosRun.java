package org.rolebindings.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.rolebindings.testing.Program;
import org.rolebindings.testing.ReportFiles;

import static org.awaitility.Awaitility.await;

/** One run of the packaged program against the fault server. */
final class ChaosRun {

	private final ChaosScenario scenario;

	private final Path folder;

	private final FaultyApi api;

	private final Findings findings;

	private ChaosRun(ChaosScenario scenario, Path folder, FaultyApi api) {
		this.scenario = scenario;
		this.folder = folder;
		this.api = api;
		this.findings = new Findings("seed " + scenario.seed() + ": ");
	}

	/**
	 * What came of a run.
	 *
	 * @param findings what is not as it must be
	 * @param rows the rows that were compared
	 * @param faults what the server did, and how often
	 */
	record Outcome(List<String> findings, int rows, Map<ChaosFault, Long> faults) {
	}

	/** Runs the scenario of a seed. */
	static Outcome of(long seed, Path folder) throws IOException {
		ChaosScenario scenario = ChaosScenarios.of(seed);
		Clock clock = Clock.offset(Clock.systemUTC(), scenario.clockOffset());
		try (FaultyApi api = new FaultyApi(scenario, ChaosScenario.TIMEOUT, clock, scenario.page())) {
			ChaosRun run = new ChaosRun(scenario, folder, api);
			try {
				run.fillAccount(clock.instant().minus(ChaosScenario.AGE));
				run.compare(run.run());
			}
			catch (RuntimeException | AssertionError ex) {
				run.findings.add("broke off: " + ex);
			}
			return new Outcome(run.findings.all(), scenario.rows().size(), api.log().faults());
		}
	}

	private void fillAccount(Instant longAgo) {
		this.scenario.others().forEach((other) -> this.api.account().put(other, ChaosScenario.OTHERS_ROLE, longAgo));
		this.scenario.wishes().values().forEach((wish) -> {
			if (wish.formerRole() != null) {
				this.api.account().put(wish.target(), wish.formerRole(), longAgo);
			}
		});
	}

	private Program.Result run() throws IOException {
		Files.createDirectories(this.folder);
		Files.writeString(this.folder.resolve("x.csv"), this.scenario.file());
		List<String> command = new ArrayList<>(List.of("import", "x.csv", "--base-url", this.api.baseUrl()));
		command.addAll(this.scenario.options());
		String[] arguments = command.toArray(String[]::new);
		Program program = new Program(this.folder);
		if (this.scenario.killAfter() > 0) {
			kill(program.start(arguments));
		}
		Program.Result result = program.run(arguments);
		this.api.close();
		return result;
	}

	/** Kills the program in the midst of its work, unless it is faster. */
	private void kill(Program.Running running) {
		try {
			await().atMost(Duration.ofMinutes(2))
				.until(() -> !running.process().isAlive() || this.api.log().requests() >= this.scenario.killAfter());
		}
		finally {
			running.process().destroyForcibly();
		}
		Program.Result unused = running.result();
		this.api.log().forgetPauses();
	}

	private void compare(Program.Result result) throws IOException {
		this.findings.require(result.code() <= 1, "it ended with " + result);
		Secrets.search(this.folder, this.findings);
		if (Files.exists(this.folder.resolve("reports"))) {
			new RunComparison(this.scenario, this.api.account(), this.api.log(), this.findings).compare(result,
					ReportFiles.onlyOneIn(this.folder.resolve("reports")));
		}
	}

}
