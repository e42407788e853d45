package org.rolebindings.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.rolebindings.testing.Program;
import org.rolebindings.testing.ReportFiles;

/** One run of the packaged program against the fault server. */
final class ChaosRun {

	private final Scenario scenario;

	private final Path folder;

	private final Account account;

	private final ServerLog log = new ServerLog();

	private final Clock clock;

	private final Findings findings;

	private ChaosRun(Scenario scenario, Path folder) {
		this.scenario = scenario;
		this.folder = folder;
		this.clock = Clock.offset(Clock.systemUTC(), scenario.clockOffset());
		this.account = new Account(this.clock);
		this.findings = new Findings("seed " + scenario.seed() + ": ");
	}

	/**
	 * What came of a run.
	 *
	 * @param findings what is not as it must be
	 * @param rows the rows that were compared
	 * @param faults what the server did, and how often
	 */
	record Outcome(List<String> findings, int rows, Map<Fault, Long> faults) {
	}

	/** Runs the scenario of a seed. */
	static Outcome of(long seed, Path folder) {
		ChaosRun run = new ChaosRun(Scenarios.of(seed), folder);
		try {
			run.run();
		}
		catch (IOException | RuntimeException | AssertionError ex) {
			run.findings.add("broke off: " + ex);
		}
		return new Outcome(run.findings.all(), run.scenario.rows().size(), run.log.faults());
	}

	private void run() throws IOException {
		Files.createDirectories(this.folder);
		Files.writeString(this.folder.resolve("x.csv"), this.scenario.file());
		Instant longAgo = this.clock.instant().minus(Scenario.AGE);
		this.scenario.others().forEach((other) -> this.account.put(other, Scenario.OTHERS_ROLE, longAgo));
		this.scenario.wishes().values().forEach((wish) -> {
			if (wish.formerRole() != null) {
				this.account.put(wish.target(), wish.formerRole(), longAgo);
			}
		});
		Service service = new Service(this.account, this.log, this.scenario.page());
		Reaction reaction = new Reaction(this.account, service, this.log, this.scenario, this.clock);
		Program.Result result;
		try (FaultServer server = new FaultServer(reaction, Scenario.TIMEOUT)) {
			List<String> command = new ArrayList<>(List.of("import", "x.csv", "--base-url", server.baseUrl()));
			command.addAll(this.scenario.options());
			result = new Program(this.folder).run(command.toArray(String[]::new));
		}
		Path reports = this.folder.resolve("reports");
		if (Files.exists(reports)) {
			new RunComparison(this.scenario, this.account, this.log, this.findings).compare(result,
					ReportFiles.onlyOneIn(reports));
		}
		else {
			this.findings.add("there are no reports: " + result);
		}
		this.findings.require(result.code() <= 1, "it ended with " + result);
		Secrets.search(this.folder, this.findings);
	}

}
