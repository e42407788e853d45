package org.rolebindings.crash.remote;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.crash.MortalImport;
import org.rolebindings.testing.Program;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of the limits of an import, which hold over all of its machines. */
class RemoteLimitsIT {

	/** How many updates the file wants. */
	private static final int ALL = RemoteSite.IMPORT.file().updates();

	/** The most requests that three workers have in flight. */
	private static final int IN_FLIGHT = 12;

	@TempDir
	static Path folder;

	private static RemoteSite site;

	@BeforeAll
	static void prepare() {
		site = new RemoteSite(folder);
	}

	@AfterAll
	static void stop() {
		site.close();
	}

	@Test
	void importWithMaxFailuresStopsAllWorkersAndGoesOnWithAHigherOne() {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			run.startWorkers(3);
			RemoteManager manager = run.manager();
			Program.Result result = manager.start("--max-failures", "20").assertEnds(3);
			assertThat(result.out()).contains("--max-failures");
			assertThat(manager.command().reports("x-1").counts().get("FAILED")).isBetween(20L, 20L + IN_FLIGHT);
			manager.start("--max-failures", "1000");
			run.assertEnds(manager);
		}
	}

	@Test
	void importWithMaxUpdatesMakesNoneMoreOverAllWorkersAndStarts() {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			run.startWorkers(3);
			RemoteManager manager = run.manager();
			Program.Result result = manager.start("--max-updates", "20").assertEnds(3);
			assertThat(result.out()).contains("--max-updates");
			assertThat(updates(run)).isEqualTo(20);
			manager.start("--max-updates", "30").assertEnds(3);
			assertThat(updates(run)).isEqualTo(30);
			manager.start("--max-updates", String.valueOf(ALL));
			run.assertEnds(manager);
			assertThat(updates(run)).isEqualTo(ALL);
		}
	}

	/**
	 * What it had reserved may be left for the next start, and is given to nobody twice.
	 */
	@Test
	void importWithMaxUpdatesWhenAWorkerIsKilledMakesNoneMore() {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			List<RemoteWorker> workers = run.startWorkers(3);
			RemoteManager manager = run.manager();
			manager.start("--max-updates", "100");
			RemoteWorker victim = workers.get(0);
			victim.atRequest(100, victim.process()::kill);
			run.endLeasesOf(victim.process());
			manager.process().assertEnds(3);
			victim.process().assertEnds(MortalImport.KILLED);
			assertThat(updates(run)).isBetween(100 - IN_FLIGHT, 100);
			manager.start();
			run.assertEnds(manager);
		}
	}

	private static int updates(RemoteRun run) {
		return (int) run.account().changes().keySet().stream().filter((change) -> change.startsWith("PATCH ")).count();
	}

}
