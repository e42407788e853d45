package org.rolebindings.crash.remote;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.crash.MortalImport;
import org.rolebindings.testing.Program;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of imports by several machines of which one dies, freezes or is told to stop. */
class RemoteDeathIT {

	/** The most requests of a machine that may be under way when it loses its lease. */
	private static final int IN_FLIGHT = 4;

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

	/** The others wait until its leases end. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 100 })
	void importWhenAWorkerIsKilledIsExact(int request) {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			List<RemoteWorker> workers = run.startWorkers(3);
			RemoteManager manager = run.startManager();
			RemoteWorker victim = workers.get(0);
			victim.atRequest(request, victim.process()::kill);
			run.assertEnds(manager);
			victim.process().assertEnds(MortalImport.KILLED);
		}
	}

	@Test
	void importWhenAllWorkersAreKilledGoesOnWithAnother() {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			List<RemoteWorker> workers = run.startWorkers(3);
			RemoteManager manager = run.startManager();
			for (RemoteWorker worker : workers) {
				worker.atRequest(10, worker.process()::kill);
			}
			run.startWorkers(1);
			run.assertEnds(manager);
		}
	}

	/** Before its first request it may have no range yet. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 100 })
	void importWhenAWorkerIsFrozenForLongerThanItsLeaseChangesNothingWhenItWakes(int request) {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			List<RemoteWorker> workers = run.startWorkers(3);
			RemoteManager manager = run.startManager();
			RemoteWorker sleeper = workers.get(0);
			sleeper.atRequest(request, sleeper.process()::freeze);
			manager.process().assertEnds(1);
			String contents = run.contents();
			long requests = run.account().requests();
			sleeper.process().wake();
			sleeper.process().awaitSaid("was frozen", "has left run");
			assertThat(run.account().requests() - requests).isLessThanOrEqualTo(IN_FLIGHT);
			assertThat(run.contents()).isEqualTo(contents);
			run.assertEnds(manager);
		}
	}

	@Test
	void importWhenAWorkerIsFrozenForAMomentGoesOnWithIt() {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			List<RemoteWorker> workers = run.startWorkers(3);
			RemoteManager manager = run.startManager();
			RemoteWorker sleeper = workers.get(0);
			sleeper.atRequest(20, sleeper.process()::freeze);
			workers.get(1).atRequest(50, sleeper.process()::wake);
			run.assertEnds(manager);
		}
	}

	@Test
	void importWhenAWorkerIsToldToStopGivesItsRangeBack() {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			List<RemoteWorker> workers = run.startWorkers(3);
			RemoteManager manager = run.startManager();
			RemoteWorker leaving = workers.get(0);
			leaving.atRequest(50, leaving.process()::terminate);
			leaving.process().assertEnds(RemoteProcess.TERMINATED);
			assertThat(run.leasesOf(leaving.process())).isZero();
			run.assertEnds(manager);
		}
	}

	@Test
	void importWhenAllWorkersAreToldToStopWaitsForOthers() {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			List<RemoteWorker> workers = run.startWorkers(2);
			RemoteManager manager = run.startManager();
			for (RemoteWorker worker : workers) {
				worker.atRequest(20, worker.process()::terminate);
				worker.process().assertEnds(RemoteProcess.TERMINATED);
			}
			assertThat(run.rowsInDoubt()).isZero();
			run.startWorkers(1);
			run.assertEnds(manager);
		}
	}

	/** A new manager waits until the lease of the old one ends. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 100 })
	void importWhenTheManagerIsKilledGoesOnFromAnotherMachine(int request) {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			List<RemoteWorker> workers = run.startWorkers(3);
			RemoteManager manager = run.startManager();
			workers.get(0).atRequest(request, manager.process()::kill);
			manager.process().assertEnds(MortalImport.KILLED);
			RemoteManager other = run.startManager();
			run.assertEnds(other);
			assertThat(other.command().reports("x-1").number("/resumes")).isEqualTo(1);
		}
	}

	@Test
	void importWhenTheManagerIsKilledAndNobodyTakesOverStopsAtTheEndOfItsLease() {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			List<RemoteWorker> workers = run.startWorkers(1);
			RemoteManager manager = run.startManager();
			workers.get(0).atRequest(20, manager.process()::kill);
			run.awaitNoLease();
			long requests = run.account().requests();
			RemoteManager other = run.manager();
			other.start();
			run.assertEnds(other);
			assertThat(requests).isLessThan(run.account().requests());
		}
	}

	@Test
	void importWhenTheManagerIsFrozenForLongerThanItsLeaseChangesNothingWhenItWakes() {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			List<RemoteWorker> workers = run.startWorkers(3);
			RemoteManager sleeper = run.startManager();
			workers.get(0).atRequest(30, sleeper.process()::freeze);
			RemoteManager other = run.startManager();
			other.process().assertEnds(1);
			String contents = run.contents();
			sleeper.process().wake();
			Program.Result woken = sleeper.process().assertEnds(3);
			assertThat(woken.err()).contains("another process has taken over: process " + other.process().pid());
			assertThat(run.contents()).isEqualTo(contents);
			assertThat(sleeper.command().has("reports/x-1/summary.json")).isFalse();
			run.assertEnds(other);
		}
	}

	@Test
	void importWhenTheManagerIsToldToStopGoesOnWithTheSameCommand() {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			List<RemoteWorker> workers = run.startWorkers(3);
			RemoteManager manager = run.startManager();
			workers.get(0).atRequest(50, manager.process()::terminate);
			manager.process().assertEnds(RemoteProcess.TERMINATED);
			assertThat(run.leasesOf(manager.process())).isZero();
			assertThat(manager.command().reports("x-1").summary().get("status").asString()).isEqualTo("STOPPED");
			assertThat(run.rowsInDoubt()).isZero();
			RemoteProcess unused = manager.start();
			run.assertEnds(manager);
		}
	}

}
