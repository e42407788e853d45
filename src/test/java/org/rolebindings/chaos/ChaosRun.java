package org.rolebindings.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.rolebindings.binding.RunKind;
import org.rolebindings.testing.Program;
import org.rolebindings.testing.ReportFiles;

import static org.awaitility.Awaitility.await;

/**
 * One import of the packaged program against the fault server, and what takes it back
 * then.
 */
final class ChaosRun {

	/** The exit code of a process that SIGKILL has ended. */
	private static final int KILLED = 137;

	private static final Duration POLL = Duration.ofMillis(20);

	private final ChaosScenario scenario;

	private final Path folder;

	private final FaultyApi api;

	private final Program program;

	private final Findings findings;

	private final Map<ChaosFault, Long> faults = new EnumMap<>(ChaosFault.class);

	private int rows;

	private ChaosRun(ChaosScenario scenario, Path folder, FaultyApi api) {
		this.scenario = scenario;
		this.folder = folder;
		this.api = api;
		this.program = new Program(folder);
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
		try (FaultyApi api = new FaultyApi(scenario, ChaosScenario.TIMEOUT, clock, scenario.paging())) {
			ChaosRun run = new ChaosRun(scenario, folder, api);
			try {
				run.runAll(clock.instant().minus(ChaosScenario.AGE));
			}
			catch (RuntimeException | AssertionError ex) {
				run.findings.add("broke off: " + ex);
			}
			return new Outcome(run.findings.all(), run.rows, run.faults);
		}
	}

	private void runAll(Instant longAgo) throws IOException {
		fillAccount(longAgo);
		Files.createDirectories(this.folder);
		Files.writeString(this.folder.resolve("x.csv"), this.scenario.file());
		Program.Result imported = run(this.scenario, List.of("import", "x.csv", "--base-url", this.api.baseUrl(),
				"--on-conflict", this.scenario.onConflict()));
		compare(this.scenario, imported, reports("x-1"));
		RunKind kind = RemovalScenario.kindAfter(this.scenario);
		if (this.findings.all().isEmpty() && kind != null) {
			takeBack(RemovalScenarios.of(kind, this.scenario, this.api.account(), longAgo));
		}
	}

	private void takeBack(RemovalScenario removal) throws IOException {
		this.api.follow(removal, removal.scenario().paging());
		Program.Result result = run(removal.scenario(), removal.command("x.csv", this.api.baseUrl()));
		ReportFiles reports = reports("x-2");
		if (Files.exists(reports.folder())) {
			RemovalEnd end = new RemovalEnd(removal, reports, this.api);
			compare(end.scenario(), result, reports);
			removal.compareIds(reports, this.findings);
		}
		else {
			this.findings.require(removal.scenario().rows().isEmpty() && result.code() == 0,
					"nothing was taken back: " + result);
		}
	}

	private ReportFiles reports(String name) {
		return new ReportFiles(this.folder.resolve("reports").resolve(name));
	}

	private void fillAccount(Instant longAgo) {
		this.scenario.others().forEach((other) -> this.api.account().put(other, ChaosScenario.OTHERS_ROLE, longAgo));
		this.scenario.wishes().values().forEach((wish) -> {
			if (wish.formerRole() != null) {
				this.api.account().put(wish.target(), wish.formerRole(), longAgo);
			}
		});
	}

	private Program.Result run(ChaosScenario scenario, List<String> words) {
		List<String> command = new ArrayList<>(words);
		command.addAll(scenario.options());
		Program.Running running = this.program.start(command.toArray(String[]::new));
		if (scenario.killAfter() > 0 && kill(running, scenario.killAfter())) {
			this.api.log().killed();
			running = this.program.start(command.toArray(String[]::new));
		}
		Program.Result result = running.result();
		this.api.settle();
		return result;
	}

	/**
	 * Kills the program in the midst of its work, unless it is faster, and at the latest
	 * when another client has taken a binding away on which it works.
	 * @return whether it was killed
	 */
	private boolean kill(Program.Running running, int requests) {
		try {
			await().atMost(Duration.ofMinutes(2))
				.pollInterval(POLL)
				.until(() -> !running.process().isAlive() || this.api.log().requests() >= requests
						|| this.api.log().isTakenAway());
		}
		finally {
			running.process().destroyForcibly();
		}
		return running.result().code() == KILLED;
	}

	private void compare(ChaosScenario scenario, Program.Result result, ReportFiles reports) throws IOException {
		this.findings.require(result.code() <= 1, "it ended with " + result);
		Secrets.search(this.folder, this.findings);
		this.rows += scenario.rows().size();
		this.api.log().faults().forEach((fault, count) -> this.faults.merge(fault, count, Long::sum));
		if (Files.exists(reports.folder())) {
			new RunComparison(scenario, this.api.account(), this.api.log(), this.findings).compare(result, reports);
		}
	}

}
