package org.rolebindings.crash;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.crash.CommitProxy.Fate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the packaged program with a PostgreSQL database: one kill, and one lost answer
 * to a commit. {@link PostgresFaultsIT} and its neighbours have all other faults.
 */
class PostgresRestartIT {

	private static final CrashScenario SMALL = CrashScenario.of(ImportFile.SMALL);

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

	@Test
	void importWhenKilledIsTakenUpByAnotherMachine() {
		try (PostgresSite.Import imported = site.begin(SMALL)) {
			imported.machine().killAt(Sign.requests(20));
			imported.endLease();
			MortalImport other = imported.machine();
			imported.assertEnds(other, other.finish());
			assertThat(other.reports("x-1").number("/resumes")).isEqualTo(1);
		}
	}

	@Test
	void importWhenTheAnswerToACommitIsLostGoesOn() {
		try (PostgresSite.Import imported = site.begin(SMALL);
				CommitProxy proxy = new CommitProxy(site.server().port(),
						(number) -> (imported.account().bindings().size() > 20) ? once() : Fate.CARRIED)) {
			MortalImport machine = imported.machine(proxy.port());
			imported.assertEnds(machine, machine.finish());
			assertThat(machine.reports("x-1").number("/resumes")).isZero();
			assertThat(this.lost).isTrue();
		}
	}

	private volatile boolean lost;

	private synchronized Fate once() {
		Fate fate = this.lost ? Fate.CARRIED : Fate.ANSWER_LOST;
		this.lost = true;
		return fate;
	}

}
