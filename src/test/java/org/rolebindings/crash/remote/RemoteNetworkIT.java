package org.rolebindings.crash.remote;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of imports by several machines whose network or servers fail. */
class RemoteNetworkIT {

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

	/** One of the lines of a machine. */
	enum Line {

		BROKER, DATABASE, API;

		NetworkLine of(RemoteMachine machine) {
			return switch (this) {
				case BROKER -> machine.broker();
				case DATABASE -> machine.database();
				case API -> machine.api();
			};
		}

	}

	/** Who is cut off comes back when the others have done all. */
	@ParameterizedTest
	@CsvSource({ "BROKER, false", "BROKER, true", "DATABASE, false", "DATABASE, true", "API, false", "API, true" })
	void importWhenAWorkerIsCutOffIsDoneByTheOthers(Line line, boolean held) {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			List<RemoteWorker> workers = run.startWorkers(3);
			RemoteManager manager = run.startManager();
			RemoteWorker lonely = workers.get(0);
			NetworkLine its = line.of(lonely.machine());
			lonely.atRequest(50, held ? its::hold : its::cut);
			manager.process().assertEnds(1);
			its.mend();
			run.assertEnds(manager);
		}
	}

	@ParameterizedTest
	@CsvSource({ "BROKER, false", "BROKER, true", "DATABASE, false", "DATABASE, true", "API, false", "API, true" })
	void importWhenAWorkerIsCutOffForAMomentGoesOnWithIt(Line line, boolean held) {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			List<RemoteWorker> workers = run.startWorkers(3);
			RemoteManager manager = run.startManager();
			RemoteWorker lonely = workers.get(0);
			NetworkLine its = line.of(lonely.machine());
			lonely.atRequest(50, held ? its::hold : its::cut);
			workers.get(1).atRequest(40, its::mend);
			run.assertEnds(manager);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void importWhenTheManagerIsCutOffFromTheBrokerGoesOn(boolean held) {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			List<RemoteWorker> workers = run.startWorkers(3);
			RemoteManager manager = run.startManager();
			NetworkLine its = manager.machine().broker();
			workers.get(0).atRequest(20, held ? its::hold : its::cut);
			workers.get(0).atRequest(100, its::mend);
			run.assertEnds(manager);
		}
	}

	@Test
	void importWhenTheManagerIsCutOffFromTheDatabaseGoesOnWithTheSameCommand() {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			List<RemoteWorker> workers = run.startWorkers(3);
			RemoteManager manager = run.startManager();
			NetworkLine its = manager.machine().database();
			workers.get(0).atRequest(20, its::cut);
			manager.process().assertEnds(3);
			its.mend();
			manager.start();
			run.assertEnds(manager);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 100 })
	void importWhenTheBrokerIsStartedAgainGoesOn(int request) {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			List<RemoteWorker> workers = run.startWorkers(3);
			RemoteManager manager = run.startManager();
			workers.get(0).atRequest(request, () -> {
				site.broker().stop();
				site.broker().start();
			});
			run.assertEnds(manager);
		}
	}

	@Test
	void importWhenTheBrokerIsAwayForAWhileGoesOn() {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			List<RemoteWorker> workers = run.startWorkers(2);
			RemoteManager manager = run.startManager();
			workers.get(0).atRequest(20, site.broker()::stop);
			try {
				workers.get(1).process().awaitSaid("broker");
				manager.process().awaitSaid("broker");
			}
			finally {
				site.broker().start();
			}
			run.assertEnds(manager);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void importWhenPostgresIsStartedAgainGoesOn(boolean fast) {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			List<RemoteWorker> workers = run.startWorkers(3);
			RemoteManager manager = run.startManager();
			workers.get(0).atRequest(100, () -> {
				if (fast) {
					site.server().stopFast();
				}
				else {
					site.server().stopImmediately();
				}
				site.server().start();
			});
			run.assertGoesOn(manager);
		}
	}

	/** A worker ends, and a manager waits as it does without workers. */
	@Test
	void importWhenTheBrokerIsNotThereWaitsForIt() {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			RemoteMachine machine = run.machine(Key.OF_WORKER);
			machine.broker().cut();
			assertThat(run.startWorker(machine).process().assertEnds(3).err()).contains("broker");
			RemoteManager manager = run.manager();
			manager.machine().broker().cut();
			manager.start().awaitSaid("broker");
			manager.machine().broker().mend();
			run.startWorkers(1);
			run.assertEnds(manager);
		}
	}

}
