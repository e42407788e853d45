package org.rolebindings.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.csv.source.FileChangedException;
import org.rolebindings.job.progress.ImportProgress.Phase;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.report.summary.RunSummary;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.testing.CsvRows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests that the claim on a file, and not its content, makes its run. */
class ClaimedFileTests {

	private static final int ROWS = 40;

	private static final String CLAIM = "0123456789abcdef";

	@TempDir
	Path folder;

	private SandboxServer sandbox;

	private Installation installation;

	private Path file;

	@BeforeEach
	void startSandbox() {
		this.sandbox = SandboxServer.start(0, SandboxProperties.none());
		this.installation = new Installation(this.folder, this.sandbox.baseUrl()).set("concurrency", "1");
		this.file = CsvRows.writeMany(this.folder.resolve("x.csv"), ROWS);
	}

	@AfterEach
	void stopSandbox() {
		this.sandbox.close();
	}

	@Test
	void runClaimedWhenItsRunHasEndedSendsNothingAndWritesTheSameReports() {
		RunSummary first = summary(CLAIM);
		long requests = this.sandbox.requests();
		assertThat(summary(CLAIM)).isEqualTo(first);
		assertThat(this.sandbox.requests()).isEqualTo(requests);
	}

	@Test
	void runClaimedWhenTheSameContentComesAgainIsAnotherRun() {
		assertThat(summary(CLAIM).run()).isEqualTo(1);
		assertThat(summary("another").run()).isEqualTo(2);
		assertThat(this.installation.reportsOf(this.file).number("/run")).isEqualTo(3);
	}

	@Test
	void runClaimedWhenStoppedIsTakenUpWhateverCameBetweenAndHoweverOldItIs() {
		stop(CLAIM);
		assertThat(summary("another").run()).isEqualTo(2);
		this.installation.set("resume-within", "0s").set("fresh", "true");
		RunSummary summary = summary(CLAIM);
		assertThat(summary.run()).isEqualTo(1);
		assertThat(summary.status()).isEqualTo(RunStatus.COMPLETED);
		assertThat(summary.rows()).isEqualTo(ROWS);
	}

	@Test
	void runWhenAClaimOfTheSameContentIsUnfinishedLeavesThatAlone() {
		stop(CLAIM);
		assertThat(this.installation.reportsOf(this.file).number("/run")).isEqualTo(2);
		assertThat(summary(CLAIM).run()).isEqualTo(1);
	}

	@Test
	void runClaimedWhenTheContentHasChangedSinceTheEndIsAnotherRun() {
		summary(CLAIM);
		CsvRows.writeMany(this.file, ROWS + 1);
		RunSummary summary = summary(CLAIM);
		assertThat(summary.run()).isEqualTo(2);
		assertThat(summary.rows()).isEqualTo(ROWS + 1);
		assertThat(this.sandbox.bindings()).hasSize(ROWS + 1);
		assertThat(summary(CLAIM).run()).isEqualTo(2);
	}

	@Test
	void runClaimedWhenStoppedAndTheContentOrAnOptionHasChangedAbandonsTheUnfinishedRun() {
		stop(CLAIM);
		this.installation.set("on-conflict", "keep");
		stop(CLAIM);
		CsvRows.writeMany(this.file, ROWS + 1);
		try (Start start = this.installation.start()) {
			assertThat(start.runClaimed(this.file, CLAIM).reports().summary().run()).isEqualTo(3);
			assertThat(start.get(RunLedger.class).get(1).status()).isEqualTo(RunStatus.ABANDONED);
			assertThat(start.get(RunLedger.class).get(2).status()).isEqualTo(RunStatus.ABANDONED);
		}
	}

	@Test
	void runClaimedWhenTheFileChangesWhileItIsStagedIsStagedAnewAlsoWhereItIsWhatItWasThen() throws IOException {
		CsvRows.write(this.file, CsvRows.HEADER + ",outcome", List.of(CsvRows.row("1:a", "1", "1") + ",x"));
		byte[] before = Files.readAllBytes(this.file);
		try (Start start = this.installation.start()) {
			start.progress().atNote(() -> CsvRows.writeMany(this.file, ROWS));
			assertThatExceptionOfType(FileChangedException.class).isThrownBy(() -> start.runClaimed(this.file, CLAIM));
			assertThat(start.get(RunLedger.class).get(1).status()).isEqualTo(RunStatus.ABANDONED);
		}
		Files.write(this.file, before);
		RunSummary summary = summary(CLAIM);
		assertThat(summary.run()).isEqualTo(2);
		assertThat(summary.status()).isEqualTo(RunStatus.COMPLETED);
		assertThat(this.sandbox.bindings()).hasSize(1);
	}

	private RunSummary summary(String claim) {
		try (Start start = this.installation.start()) {
			return start.runClaimed(this.file, claim).reports().summary();
		}
	}

	private void stop(String claim) {
		try (Start start = this.installation.start()) {
			start.progress().at(Phase.POSTING, 10, start::stop);
			start.runClaimed(this.file, claim);
		}
	}

}
