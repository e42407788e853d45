package org.rolebindings.crash.remote;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of imports by several machines of which one may not do what the others do. */
class RemoteKeysIT {

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
	void importWhenTheKeyOfAWorkerIsDeadIsDoneByTheOthers() {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			RemoteWorker dead = run.startWorker(Key.DEAD);
			run.startWorkers(2);
			RemoteManager manager = run.startManager();
			assertThat(dead.process().assertEnds(3).err()).contains("401");
			run.assertEnds(manager);
		}
	}

	@Test
	void importWhenTheKeyOfTheOnlyWorkerIsDeadWaitsForAnother() {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			RemoteWorker dead = run.startWorker(Key.DEAD);
			RemoteManager manager = run.startManager();
			dead.process().assertEnds(3);
			run.startWorkers(1);
			run.assertEnds(manager);
		}
	}

	/**
	 * The rows that its key may not do are done by others, and none is FAILED by that.
	 */
	@ParameterizedTest
	@EnumSource(value = Key.class, names = { "READING", "BLIND" })
	void importWhenAWorkerMayNotDoWhatOthersMayIsExact(Key key) {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			RemoteWorker restricted = run.startWorker(key);
			run.startWorkers(2);
			RemoteManager manager = run.startManager();
			restricted.atRequest(10, () -> {
			});
			run.assertEnds(manager);
		}
	}

	/** The rows that nobody else was there to do are FAILED, and no others. */
	@Test
	void importWhenAWorkerComesThatMayDoMoreGoesOnWithIt() {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			RemoteWorker restricted = run.startWorker(Key.READING);
			RemoteManager manager = run.startManager();
			restricted.atRequest(10, () -> {
			});
			run.startWorkers(1);
			manager.process().assertEnds(1);
			assertThat(manager.command().reports("x-1").counts()).containsKeys("CREATED", "FAILED")
				.doesNotContainKey("PENDING");
			RemoteManager again = run.startManager();
			again.process().assertEnds(1);
			assertThat(again.command().reports("x-2").counts()).doesNotContainKey("PENDING");
			run.assertNothingDoneTwice();
			run.assertWorkersStop();
		}
	}

	@Test
	void importWhenNoWorkerMayCreateFailsTheRows() {
		try (RemoteRun run = site.begin(RemoteSite.SMALL_IMPORT)) {
			run.startWorker(Key.READING);
			run.startWorker(Key.READING);
			RemoteManager manager = run.startManager();
			manager.process().assertEnds(1);
			Map<String, Long> counts = manager.command().reports("x-1").counts();
			assertThat(counts).doesNotContainKeys("CREATED", "PENDING").containsKeys("FAILED", "INVALID");
			assertThat(run.account().changes()).isEmpty();
			run.assertWorkersStop();
		}
	}

	@Test
	void workerOfAnotherVersionEnds() throws IOException {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT)) {
			RemoteWorker other = run.startWorkerOf(OtherVersion.of(folder.resolve("other.jar")));
			run.startWorkers(2);
			RemoteManager manager = run.startManager();
			assertThat(other.process().assertEnds(2).err()).contains("version", OtherVersion.NAME);
			assertThat(other.machine().api().parcels()).isZero();
			run.assertEnds(manager);
		}
	}

	@Test
	void workerForAnotherAccountTakesNothing() {
		try (RemoteRun run = site.begin(RemoteSite.IMPORT); RemoteRun other = run.intoAnotherAccount()) {
			RemoteWorker stranger = other.startWorkers(1).get(0);
			run.startWorkers(2);
			RemoteManager manager = run.startManager();
			manager.process().assertEnds(1);
			assertThat(other.account().changes()).isEmpty();
			assertThat(stranger.process().isAlive()).isTrue();
			run.assertEnds(manager);
			other.assertWorkersStop();
		}
	}

}
