package org.rolebindings.job.run;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.binding.OnConflict;
import org.rolebindings.job.Installation;
import org.rolebindings.job.RecordingProgress;
import org.rolebindings.job.Start;
import org.rolebindings.job.progress.ImportProgress.Phase;
import org.rolebindings.ledger.OldRuns;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.stop.StopSwitch;
import org.rolebindings.store.StateHold;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.ReportFiles;

import org.springframework.batch.core.repository.JobRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Tests that old runs leave the state, with all that Spring Batch keeps of them. */
class RunPruningTests {

	private static final Duration DAY = Duration.ofDays(1);

	@TempDir
	Path folder;

	private SandboxServer sandbox;

	private Installation installation;

	private Path file;

	private String notes = "";

	@BeforeEach
	void startSandbox() {
		this.sandbox = SandboxServer.start(0, SandboxProperties.none());
		this.installation = new Installation(this.folder, this.sandbox.baseUrl()).set("concurrency", "1");
		this.file = CsvRows.writeMany(this.folder.resolve("x.csv"), 10);
	}

	@AfterEach
	void stopSandbox() {
		this.sandbox.close();
	}

	/** A year from now. */
	@Configuration(proxyBeanMethods = false)
	static class NextYear {

		@Bean
		@Primary
		Clock nextYear() {
			return Clock.fixed(Instant.now().plus(Duration.ofDays(365)), ZoneOffset.UTC);
		}

	}

	private long importNextYear(String keep) {
		try (Start start = this.installation.set("keep", keep).start(NextYear.class)) {
			long run = Optional.ofNullable(start.run(this.file).reports().summary().run()).orElseThrow();
			this.notes = String.join(" ", start.progress().notes());
			return run;
		}
	}

	@Test
	void runWhenOthersAreOlderThanTheyAreKeptRemovesAllTheirStartsAndLeavesTheirReports() {
		for (int rows : new int[] { 5, 0 }) {
			try (Start start = this.installation.start()) {
				start.progress().at(Phase.POSTING, rows, start::stop);
				start.run(this.file);
			}
		}
		this.installation.run(this.file);
		this.installation.run(this.file);
		assertThat(importNextYear("90d")).isEqualTo(3);
		assertThat(this.notes).contains("what is older than --keep: 2 runs.");
		assertThat(new ReportFiles(this.folder.resolve("reports/x-1")).number("/run")).isOne();
		try (Start start = this.installation.start()) {
			JdbcTemplate jdbc = start.get(JdbcTemplate.class);
			assertThat(jdbc.queryForList("SELECT run FROM import_run", Long.class)).containsExactly(3L);
			assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM import_row", Long.class)).isEqualTo(10);
			for (String table : new String[] { "BATCH_JOB_INSTANCE", "BATCH_JOB_EXECUTION",
					"BATCH_JOB_EXECUTION_CONTEXT" }) {
				assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM " + table, Long.class)).as(table).isOne();
			}
			assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM BATCH_STEP_EXECUTION", Long.class))
				.isEqualTo(jdbc.queryForObject("SELECT COUNT(*) FROM BATCH_STEP_EXECUTION_CONTEXT", Long.class))
				.isLessThan(10);
		}
	}

	@Test
	void runWhenOthersAreYoungEnoughKeepsThem() {
		this.installation.run(this.file);
		importNextYear("366d");
		assertThat(this.notes).doesNotContain("--keep");
		try (Start start = this.installation.start()) {
			assertThat(start.get(RunLedger.class).get(1).number()).isOne();
		}
	}

	@Test
	void runWhenAnUnfinishedOneCouldStillBeTakenUpKeepsIt() {
		try (Start start = this.installation.start()) {
			start.progress().at(Phase.POSTING, 5, start::stop);
			start.run(this.file);
		}
		Path other = CsvRows.writeMany(this.folder.resolve("y.csv"), 3);
		try (Start start = this.installation.set("keep", "1d").set("resume-within", "366d").start(NextYear.class)) {
			start.run(other);
			assertThat(start.get(RunLedger.class).get(1).isUnfinished()).isTrue();
		}
	}

	@Test
	void runWhenStoppedRemovesNothing() {
		this.installation.run(this.file);
		try (Start start = this.installation.set("keep", "1d").start(NextYear.class)) {
			start.progress().at(Phase.REPORTING, 0, start::stop);
			start.run(this.file);
			assertThat(start.get(RunLedger.class).get(1).number()).isOne();
		}
	}

	@Test
	void pruneWhenTheDatabaseFailsTellsItAndNoMore() {
		RecordingProgress progress = new RecordingProgress();
		try (Start start = this.installation.start()) {
			RunPruning pruning = new RunPruning(DAY, start.get(StateHold.class), start.get(OldRuns.class),
					start.get(JobRepository.class), new StopSwitch(), progress, Clock.systemUTC());
			new TransactionTemplate(start.get(PlatformTransactionManager.class))
				.executeWithoutResult((status) -> start.get(JdbcTemplate.class).execute("DROP TABLE removed_run"));
			pruning.prune();
		}
		assertThat(progress.notes()).singleElement().asString().startsWith("Old runs could not be removed");
	}

	@Test
	void keepWhenOutOfItsRangeIsRefused() {
		for (Duration keep : new Duration[] { DAY.minusMillis(1), Duration.ofDays(36_501) }) {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> new ImportProperties(OnConflict.FAIL, ImportProperties.OnInvalid.SKIP, null, null,
						null, ",", false, false, DAY, keep, null, null))
				.withMessageContaining("--keep is ")
				.withMessageContaining("it takes 1d to 36500d.");
		}
	}

}
