package org.rolebindings.ledger.schema;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.binding.Doubt;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.ledger.OpenLedger;
import org.rolebindings.ledger.run.RunPosition;
import org.rolebindings.ledger.sql.RowId;
import org.rolebindings.ledger.sql.Times;
import org.rolebindings.store.ForeignStateException;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** Tests that the doubts of a state of version 3 outlive its migration. */
class DoubtMigrationTests {

	/** The migration is killed after so many more statements each time. */
	private static final int STEP = Integer.getInteger("crash.changes", 3);

	private static final Instant SINCE = OpenLedger.MARKED;

	private static final Instant ENDED = Instant.parse("2026-03-01T09:00:00Z");

	@TempDir
	private Path folder;

	private Path state;

	/**
	 * The first run was stopped with line 2 in doubt and has a successor, which has
	 * inherited line 3, and whose rows are not staged. The third one crashed with line 4
	 * below its mark.
	 */
	@BeforeEach
	void makeVersion3() throws Exception {
		this.state = Files.createDirectory(this.folder.resolve("state"));
		inDatabase((jdbc) -> {
			DatabasePopulatorUtils.execute(new ResourceDatabasePopulator(
					new ClassPathResource("/org/rolebindings/ledger/h2/V1__tables_of_spring_batch.sql",
							LedgerSchema.class),
					new ClassPathResource("/org/rolebindings/ledger/h2/V3__runs_and_rows.sql", LedgerSchema.class)),
					Objects.requireNonNull(jdbc.getDataSource()));
			jdbc.execute("CREATE TABLE ledger_schema AS SELECT 3 AS version");
			run(jdbc, 1, "ABANDONED", "ab", ENDED.toString(), 2L);
			row(jdbc, 1, 2, "doubt_since = '" + SINCE + "', binding_id = 'Bnd2', previous_role_id = 'Rol9'");
			row(jdbc, 1, 3, "attempts = 1");
			run(jdbc, 2, "RUNNING", "ab", null, null);
			jdbc.update("INSERT INTO inherited_doubt (run, line, doubt_since) VALUES (2, 3, ?)",
					Times.toDatabase(SINCE));
			run(jdbc, 3, "RUNNING", "cd", null, null);
			row(jdbc, 3, 4, "attempts = 0");
			steps(jdbc, 1, "stage", "repeats", "compare");
			steps(jdbc, 2);
			steps(jdbc, 3, "stage");
			jdbc.update("INSERT INTO in_flight_mark (run, up_to_line, marked_at) VALUES (3, 4, ?)",
					Times.toDatabase(SINCE));
		});
	}

	/** The steps that Spring Batch has seen the end of. */
	private static void steps(JdbcTemplate jdbc, int run, String... steps) {
		jdbc.update("INSERT INTO batch_job_instance VALUES (?, 0, 'roleBindingImport', ?)", run, "key" + run);
		jdbc.update("""
				INSERT INTO batch_job_execution (job_execution_id, version, job_instance_id, create_time, status)
				VALUES (?, 0, ?, CURRENT_TIMESTAMP, 'STARTED')
				""", run, run);
		jdbc.update("INSERT INTO batch_job_execution_params VALUES (?, 'run', 'java.lang.Long', ?, 'Y')", run, run);
		for (String step : steps) {
			jdbc.update("""
					INSERT INTO batch_step_execution (version, step_name, job_execution_id, create_time, status)
					VALUES (0, ?, ?, CURRENT_TIMESTAMP, 'COMPLETED')
					""", step, run);
		}
	}

	private static void run(JdbcTemplate jdbc, int run, String status, String sha256, @Nullable String endedAt,
			@Nullable Long successor) {
		jdbc.update("""
				INSERT INTO import_run (run, status, sha256, target, on_conflict, on_invalid, delimiter, file_name,
					header, report_folder, started_at, resumes, totals, ended_at, successor)
				VALUES (?, ?, ?, 'https://api.arize.com', 'fail', 'skip', ',', 'x.csv', 'role_id', 'x',
					TIMESTAMP WITH TIME ZONE '2026-03-01 08:00:00Z', 0,
					'{"requests":0,"byStatus":{},"retries":0,"throttled":0,"latencies":"","busyMillis":0}', ?, ?)
				""", run, status, sha256.repeat(32), endedAt, successor);
	}

	private static void row(JdbcTemplate jdbc, int run, int line, String rest) {
		jdbc.update("""
				INSERT INTO import_row (row_id, carried, role_id, user_id, resource_type, resource_id, attempts)
				VALUES (?, ?, 'Rol1', ?, 'SPACE', 'Spa1', 0)
				""", RowId.of(run, line), "row " + line, "Usr" + line);
		jdbc.update("UPDATE import_row SET " + rest + " WHERE row_id = ?", RowId.of(run, line));
	}

	private void inDatabase(Consumer<JdbcTemplate> action) {
		SingleConnectionDataSource dataSource = new SingleConnectionDataSource(
				"jdbc:h2:file:" + this.state.resolve("ledger") + ";WRITE_DELAY=0;TRACE_LEVEL_FILE=0", "sa", "", true);
		action.accept(new JdbcTemplate(dataSource));
		dataSource.destroy();
	}

	@Test
	void openWhenTheStateIsOfVersion3KeepsEachDoubtForALaterRun() {
		assertDoubtsAreKept();
	}

	/** A kill between any two statements of ours or of Flyway's. */
	@Test
	void openWhenTheMigrationWasKilledAtAnyStatementGoesOnWithIt() throws Exception {
		byte[] before = Files.readAllBytes(this.state.resolve("ledger.mv.db"));
		int statements = 0;
		while (isKilledAfter(statements)) {
			assertDoubtsAreKept();
			try (Stream<Path> files = Files.list(this.state)) {
				for (Path file : files.toList()) {
					Files.delete(file);
				}
			}
			Files.write(this.state.resolve("ledger.mv.db"), before);
			statements += STEP;
		}
		assertThat(statements).isGreaterThan(30);
		assertDoubtsAreKept();
	}

	private boolean isKilledAfter(int statements) {
		AtomicBoolean killed = new AtomicBoolean();
		inDatabase((jdbc) -> {
			try {
				DataSource dying = DyingDatabase.after(statements, Objects.requireNonNull(jdbc.getDataSource()));
				new LedgerSchema(LedgerSchema.Dialect.H2).bringUpToDate(dying);
			}
			catch (RuntimeException | DyingDatabase.KilledError ex) {
				killed.set(true);
			}
		});
		return killed.get();
	}

	@Test
	void openWhenItsHistoryIsNewerRefuses() {
		new OpenLedger(this.state).close();
		inDatabase((jdbc) -> {
			jdbc.update("""
					INSERT INTO "flyway_schema_history" ("installed_rank", "version", "description", "type", "script",
						"installed_by", "execution_time", "success")
					VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 'SA', 1, TRUE)
					""");
			jdbc.execute("UPDATE ledger_schema SET version = 4");
		});
		assertThatException().isThrownBy(() -> new OpenLedger(this.state))
			.havingRootCause()
			.isInstanceOf(ForeignStateException.class)
			.withMessageContaining("newer version");
	}

	@Test
	void openWhenAMigrationFailedBeforeTriesItAgain() {
		inDatabase((jdbc) -> jdbc.execute("CREATE VIEW doubt AS SELECT 1 AS id"));
		assertThatException().isThrownBy(() -> new OpenLedger(this.state));
		inDatabase((jdbc) -> jdbc.execute("DROP VIEW doubt"));
		assertDoubtsAreKept();
	}

	private void assertDoubtsAreKept() {
		try (OpenLedger ledger = new OpenLedger(this.state)) {
			assertThat(ledger.runs().get(1).position()).isEqualTo(RunPosition.REPEATS_FOUND);
			assertThat(ledger.runs().get(2).position()).isEqualTo(RunPosition.STAGING);
			assertThat(ledger.runs().get(3).position()).isEqualTo(RunPosition.STAGED);
			assertThat(ledger.runs().get(3).isUnfinished()).isTrue();
			ledger.inFlight().recover(OpenLedger.IDENTITY.target());
			long later = ledger.start();
			ledger.stage(later, 2, 3, 4, 5);
			assertThat(ledger.doubts(later)).containsOnlyKeys(2L, 3L, 4L).containsValue(SINCE).hasSize(3);
			assertThat(ledger.undecided(later, 2).doubts()).singleElement()
				.returns(SINCE, Doubt::since)
				.returns(ENDED.plus(Duration.ofHours(1)), Doubt::until)
				.returns(new ExistingBinding("Bnd2", "Rol9"), Doubt::former);
			assertThat(ledger.undecided(later, 4).doubts()).singleElement()
				.satisfies((doubt) -> assertThat(doubt.until()).isAfter(ENDED));
			assertThat(ledger.count("SELECT COUNT(*) FROM import_row WHERE doubt_since IS NOT NULL")).isZero();
		}
	}

}
