package org.rolebindings.crash.remote;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.crash.CrashScenario;
import org.rolebindings.testing.TestBroker;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of commands by several machines that come and go as they like. */
class RemoteRunsIT {

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
	void importWithoutWorkersWaitsForThemAndSaysSo() {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			RemoteManager manager = run.startManager();
			manager.process().awaitSaid("worker");
			assertThat(run.account().changes()).isEmpty();
			run.startWorkers(1);
			run.assertEnds(manager);
		}
	}

	@Test
	void importIsDoneByWorkersThatJoinLateToo() {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			RemoteWorker first = run.startWorkers(1).get(0);
			RemoteManager manager = run.startManager();
			first.atRequest(20, () -> {
			});
			List<RemoteWorker> late = run.startWorkers(2);
			run.assertEnds(manager);
			assertThat(late).allSatisfy((worker) -> assertThat(worker.machine().api().parcels()).isGreaterThan(20));
		}
	}

	/** Workers stay for the next run. */
	@Test
	void importAgainFindsAllAsItWantsIt() {
		try (RemoteRun run = site.begin(RemoteSite.SMALL_IMPORT)) {
			run.startWorkers(2);
			RemoteManager manager = run.startManager();
			manager.process().assertEnds(1);
			RemoteManager again = run.startManager();
			again.process().assertEnds(1);
			assertThat(again.command().reports("x-2").counts()).doesNotContainKeys("CREATED", "UPDATED", "PENDING");
			run.assertNothingDoneTwice();
			run.assertWorkersStop();
		}
	}

	static List<CrashScenario> removals() {
		return List.of(RemoteSite.IMPORT.followedBy("undo", "1"), RemoteSite.IMPORT.followedBy("revoke", "x.csv"));
	}

	@ParameterizedTest
	@MethodSource("removals")
	void removalWhenAWorkerIsKilledIsExact(CrashScenario scenario) {
		try (RemoteRun run = site.begin(scenario)) {
			List<RemoteWorker> workers = run.startWorkers(3);
			RemoteManager manager = run.startManager();
			manager.process().assertEnds(1);
			RemoteManager removal = run.removal(manager);
			removal.start();
			RemoteWorker victim = workers.get(0);
			victim.atRequest(50, victim.process()::kill);
			run.endLeasesOf(victim.process());
			run.assertEnds(removal, "x-2");
		}
	}

	/** The databases of the two runs are one or two. */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void importsIntoTwoAccountsAreDoneAtTheSameTime(boolean sameDatabase) {
		try (RemoteRun one = site.begin(RemoteSite.IMPORT);
				RemoteRun other = sameDatabase ? one.intoAnotherAccount() : site.begin(RemoteSite.IMPORT)) {
			RemoteWorker ofOne = one.startWorkers(2).get(0);
			RemoteWorker ofOther = other.startWorkers(2).get(0);
			RemoteManager first = one.startManager();
			RemoteManager second = other.startManager();
			ofOne.atRequest(20, () -> ofOther.atRequest(20, () -> {
			}));
			first.process().assertEnds(1);
			second.process().assertEnds(1);
			String reports = first.command().has("reports/x-1") ? "x-1" : "x-2";
			String others = (sameDatabase && reports.equals("x-1")) ? "x-2" : "x-1";
			one.assertReports(first, reports);
			other.assertReports(second, others);
			one.assertWorkersStop();
			other.assertWorkersStop();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "tcp://importer:" + TestBroker.PASSWORD + "@127.0.0.1:61616",
			"tcp://127.0.0.1:61616?user=importer&password=" + TestBroker.PASSWORD })
	void passwordOfTheBrokerOnTheCommandLineIsRefused(String url) {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			RemoteWorker worker = run.startWorker(Key.OF_WORKER, "--broker-url", url);
			RemoteManager manager = run.manager();
			manager.start("--broker-url", url);
			for (RemoteProcess process : List.of(worker.process(), manager.process())) {
				assertThat(process.assertEnds(2).err()).contains("--broker-url", "ROLE_BINDINGS_BROKER_PASSWORD")
					.doesNotContain(TestBroker.PASSWORD);
			}
			assertThat(run.account().requests()).isZero();
		}
	}

}
