package org.rolebindings.crash;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.testing.Program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests of two processes of the packaged program with one PostgreSQL database. */
class PostgresMachinesIT {

	private static final int IN_FLIGHT = 4;

	private static final CrashScenario SMALL = CrashScenario.of(ImportFile.SMALL)
		.onConflict("update")
		.with("--concurrency", String.valueOf(IN_FLIGHT), "--timeout", "2s");

	private static final CrashScenario LARGE = CrashScenario.of(ImportFile.LARGE)
		.with("--concurrency", "64", "--timeout", "2s");

	@TempDir
	static Path folder;

	private static PostgresSite site;

	@BeforeAll
	static void prepare() {
		site = new PostgresSite(folder);
	}

	@AfterAll
	static void stop() {
		site.close();
	}

	/** The lease lasts for 17 seconds. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 30 })
	void importWhenFrozenForLongerThanItsLeaseChangesNothingWhenItWakes(int request) {
		try (PostgresSite.Import imported = site.begin(SMALL)) {
			MortalImport frozen = imported.machine();
			CountDownLatch reached = new CountDownLatch(1);
			imported.atRequest(request, reached::countDown);
			Program.Running sleeper = frozen.start();
			awaitThat(() -> reached.getCount() == 0 && imported.hasRun());
			sleeper.signal("STOP");
			assertTakenOver(imported, frozen, sleeper, imported.machine());
		}
	}

	/** Both work in one folder, where the reports of the run are. */
	@Test
	void importWhenFrozenAtItsReportsChangesNoneWhenItWakes() {
		try (PostgresSite.Import imported = site.begin(LARGE)) {
			MortalImport machine = imported.machine();
			Sign reports = Sign.file("reports/x-1", ".*.tmp");
			Program.Running sleeper = machine.start();
			await().pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(1))
				.until(() -> machine.isThere(reports) || !sleeper.process().isAlive());
			sleeper.signal("STOP");
			assertTakenOver(imported, machine, sleeper, machine);
		}
	}

	private static void assertTakenOver(PostgresSite.Import imported, MortalImport frozen, Program.Running sleeper,
			MortalImport other) {
		try {
			Program.Running heir = other.start();
			Program.Result result = heir.result();
			assertThat(result.err()).contains("Another process is working on " + imported.account().baseUrl(),
					"process " + sleeper.process().pid() + " on", "It gives no sign of life");
			String database = imported.contents();
			String account = imported.account().roles().toString();
			List<String> reports = published(other);
			long requests = imported.account().requests();
			sleeper.signal("CONT");
			Program.Result woken = sleeper.result();
			PostgresSite.assertPlain(woken, 3);
			assertThat(woken.err()).contains("another process has taken over: process " + heir.process().pid());
			assertThat(imported.contents()).isEqualTo(database);
			assertThat(imported.account().roles().toString()).isEqualTo(account);
			assertThat(imported.account().requests() - requests).isLessThanOrEqualTo(IN_FLIGHT);
			assertThat(published(other)).isEqualTo(reports);
			imported.assertEnds(other, result);
			if (other != frozen) {
				assertThat(frozen.has("reports/x-1/summary.json")).isFalse();
			}
		}
		finally {
			sleeper.process().destroyForcibly();
		}
	}

	/** The reports, without those that are being written. */
	private static List<String> published(MortalImport machine) {
		return machine.contentsOf("reports/x-1").stream().filter((file) -> !file.startsWith(".")).toList();
	}

	@Test
	void importWhenAnotherMachineWorksOnItEndsWith4OrWaits() {
		try (PostgresSite.Import imported = site.begin(SMALL)) {
			MortalImport first = imported.machine();
			MortalImport second = imported.machine();
			CountDownLatch reached = new CountDownLatch(1);
			CountDownLatch goOn = new CountDownLatch(1);
			imported.atRequest(30, () -> {
				reached.countDown();
				waitFor(goOn);
			});
			Program.Running working = first.start("--timeout", "1m");
			awaitThat(() -> reached.getCount() == 0);
			Program.Result refused = second.finish();
			PostgresSite.assertPlain(refused, 4);
			assertThat(refused.errorLines()).singleElement()
				.asString()
				.contains("process " + working.process().pid() + " on", "at run 1 of x.csv", "--wait 10m");
			Program.Running waiting = second.start("--wait", "5m");
			awaitThat(() -> Files.readString(waiting.err()).contains("Waiting for it (--wait)"));
			goOn.countDown();
			imported.assertEnds(first, working.result());
			Program.Result result = waiting.result();
			PostgresSite.assertPlain(result, 1);
			assertThat(second.reports("x-2").counts()).doesNotContainKeys("CREATED", "UPDATED");
		}
	}

	private static void waitFor(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void importsIntoTwoAccountsRunAtTheSameTime() {
		try (PostgresSite.Import one = site.begin(SMALL); PostgresSite.Import other = one.intoAnotherAccount()) {
			CountDownLatch both = new CountDownLatch(2);
			Runnable meet = () -> {
				both.countDown();
				waitFor(both);
			};
			one.atRequest(30, meet);
			other.atRequest(30, meet);
			MortalImport first = one.machine();
			MortalImport second = other.machine();
			Program.Running running = first.start("--timeout", "1m");
			Program.Running beside = second.start("--timeout", "1m");
			Program.Result result = running.result();
			Program.Result another = beside.result();
			assertThat(both.getCount()).isZero();
			String folder = first.has("reports/x-1") ? "x-1" : "x-2";
			one.assertEnds(first, result, folder);
			other.assertEnds(second, another, folder.equals("x-1") ? "x-2" : "x-1");
		}
	}

	private static void awaitThat(Callable<Boolean> condition) {
		await().atMost(Duration.ofMinutes(1))
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(10))
			.until(condition);
	}

}
