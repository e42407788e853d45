package org.rolebindings.crash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rolebindings.crash.CommitProxy.Fate;
import org.rolebindings.testing.PostgresServer;
import org.rolebindings.testing.Program;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the packaged program whose network fails on the way to a PostgreSQL database.
 * The system property {@code cut.step} is how many commits lie between two that are
 * tried.
 */
class PostgresNetworkIT {

	private static final int STEP = Integer.getInteger("cut.step", 5);

	private static final CrashScenario SMALL = CrashScenario.of(ImportFile.SMALL)
		.onConflict("update")
		.with("--concurrency", "4");

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

	/** The first commits make the tables and their history. */
	@ParameterizedTest
	@EnumSource(value = Fate.class, names = { "LOST", "ANSWER_LOST" })
	void importWhenTheConnectionIsCutAtACommitIsExact(Fate fate) {
		List<Integer> goneOn = new ArrayList<>();
		int cut = 1;
		while (isCutAt(cut, fate, goneOn)) {
			cut += STEP;
		}
		System.out.println(fate + ": cut at up to " + cut + " commits, gone on without a stop at " + goneOn);
		assertThat(cut).isGreaterThan(10);
	}

	private static boolean isCutAt(int commit, Fate fate, List<Integer> goneOn) {
		try (PostgresSite.Import imported = site.begin(SMALL);
				CommitProxy proxy = new CommitProxy(site.server().port(),
						(number) -> (number == commit) ? fate : Fate.CARRIED)) {
			MortalImport machine = imported.machine(proxy.port());
			Program.Result result = machine.finish();
			if (result.code() == 3) {
				PostgresSite.assertPlain(result, 3);
				imported.endLease();
				imported.assertGoesOn(machine);
			}
			else {
				goneOn.add(commit);
				imported.assertEnds(machine, result);
			}
			return proxy.commits() >= commit;
		}
	}

	@Test
	void importWhenTheNetworkIsHeldUpForSecondsGoesOnWithoutAStop() {
		try (PostgresSite.Import imported = site.begin(SMALL);
				CommitProxy proxy = new CommitProxy(site.server().port(), (number) -> Fate.CARRIED)) {
			MortalImport machine = imported.machine(proxy.port());
			CountDownLatch released = new CountDownLatch(1);
			imported.atRequest(20, () -> {
				proxy.hold();
				CompletableFuture.delayedExecutor(7, TimeUnit.SECONDS).execute(() -> {
					proxy.release();
					released.countDown();
				});
			});
			imported.assertEnds(machine, machine.finish());
			assertThat(released.getCount()).isZero();
			assertThat(machine.reports("x-1").number("/resumes")).isZero();
		}
	}

	@Test
	void importWhenTheNetworkCarriesNothingAnyMoreEndsAndSendsNothingAfterItsLease() {
		try (PostgresSite.Import imported = site.begin(SMALL);
				CommitProxy proxy = new CommitProxy(site.server().port(), (number) -> Fate.CARRIED)) {
			MortalImport machine = imported.machine();
			imported.setUrl(machine, PostgresServer.url(imported.database(), proxy.port()) + "?socketTimeout=20");
			imported.atRequest(20, proxy::hold);
			Program.Running running = machine.start("--timeout", "1s");
			Program.Result result = running.result();
			PostgresSite.assertPlain(result, 3);
			assertThat(result.err()).contains("goes on from there");
			imported.connect(machine, site.server().port());
			imported.assertGoesOn(machine);
		}
	}

}
