package org.rolebindings.crash;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rolebindings.crash.CommitProxy.Fate;
import org.rolebindings.testing.Program;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of the packaged program that is killed while it uses a PostgreSQL database. */
class PostgresKillIT {

	private static final CrashScenario SMALL = CrashScenario.of(ImportFile.SMALL)
		.onConflict("update")
		.with("--concurrency", "1");

	private static final CrashScenario LARGE = CrashScenario.of(ImportFile.LARGE).with("--concurrency", "64");

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
		System.out.println(Figures.sentence());
	}

	static List<CrashScenario> scenarios() {
		return List.of(SMALL, SMALL.losingAnswers(), LARGE, CrashScenario.of(ImportFile.ONE_ROW));
	}

	@ParameterizedTest
	@MethodSource("scenarios")
	void importWhenEachStartIsKilledAtALaterCommitComesToItsEnd(CrashScenario scenario) {
		try (PostgresSite.Import imported = site.begin(scenario)) {
			MortalImport machine = imported.machine();
			imported.assertEnds(machine, killUntilItEnds(imported, machine));
		}
	}

	static List<CrashScenario> removals() {
		return List.of(SMALL.followedBy("undo", "1"), SMALL.followedBy("revoke", "x.csv"));
	}

	@ParameterizedTest
	@MethodSource("removals")
	void removalWhenEachStartIsKilledAtALaterCommitComesToItsEnd(CrashScenario scenario) {
		try (PostgresSite.Import imported = site.begin(scenario)) {
			MortalImport machine = imported.machine();
			assertThat(machine.finish().code()).isEqualTo(1);
			MortalImport removal = machine.removal();
			imported.assertEnds(removal, killUntilItEnds(imported, removal), "x-2");
		}
	}

	/** The starts are killed at their commits 1, 2, 4, 7, 11 and so on. */
	private static Program.Result killUntilItEnds(PostgresSite.Import imported, MortalImport machine) {
		int commit = 1;
		int kills = 0;
		Program.Result result = killAtCommit(commit, imported, machine);
		while (result.code() == MortalImport.KILLED) {
			Figures.killed();
			imported.endLease();
			kills++;
			commit += kills;
			result = killAtCommit(commit, imported, machine);
		}
		assertThat(kills).isGreaterThan(2);
		return result;
	}

	/** Half of these commits are done. */
	private static Program.Result killAtCommit(int commit, PostgresSite.Import imported, MortalImport machine) {
		CompletableFuture<Process> started = new CompletableFuture<>();
		try (CommitProxy proxy = new CommitProxy(site.server().port(), (number) -> {
			if (number < commit) {
				return Fate.CARRIED;
			}
			started.join().destroyForcibly().onExit().join();
			return (commit % 2 == 0) ? Fate.LOST : Fate.CARRIED;
		})) {
			imported.connect(machine, proxy.port());
			Program.Running running = machine.start();
			started.complete(running.process());
			return running.result();
		}
	}

	static Stream<Sign> signs() {
		return Stream.of(Sign.file("reports", "x-1"), Sign.requests(1), Sign.requests(2), Sign.requests(1_500),
				Sign.file("reports/x-1", ".*.tmp"), Sign.file("reports/x-1", "succeeded.csv"),
				Sign.file("reports/x-1", "summary.json"));
	}

	@ParameterizedTest
	@MethodSource("signs")
	void importWhenKilledInAStepGoesOn(Sign sign) {
		try (PostgresSite.Import imported = site.begin(LARGE)) {
			MortalImport machine = imported.machine();
			machine.killAt(sign);
			imported.endLease();
			imported.assertEnds(machine, machine.finish());
		}
	}

}
