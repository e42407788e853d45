package org.rolebindings.ledger.schema;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.ledger.OpenLedger;
import org.rolebindings.ledger.ReportRow;
import org.rolebindings.ledger.run.RunRequest;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/** Tests of what becomes of the states of earlier versions. */
class SchemaMigrationTests {

	private static final String LONG = "\u00e4,".repeat(1_600_000);

	@TempDir
	private Path folder;

	private Path state;

	@BeforeEach
	void makeVersion1() throws Exception {
		this.state = Files.createDirectory(this.folder.resolve("state"));
		inDatabase((dataSource) -> {
			DatabasePopulatorUtils.execute(
					new ResourceDatabasePopulator(new ClassPathResource("org/springframework/batch/core/schema-h2.sql"),
							new ClassPathResource("schema-1.sql", SchemaMigrationTests.class)),
					dataSource);
			JdbcTemplate jdbc = new JdbcTemplate(dataSource);
			for (int run = 1; run <= 2; run++) {
				jdbc.update(
						"""
								INSERT INTO import_run (run, status, sha256, target, on_conflict, on_invalid, delimiter, file_name,
									header, report_folder, started_at, resumes, totals)
								VALUES (?, 'RUNNING', ?, 'https://api.arize.com', 'fail', 'skip', ',', 'x.csv', 'role_id', 'x',
									TIMESTAMP WITH TIME ZONE '2026-03-01 08:00:00Z', 0,
									'{"requests":0,"byStatus":{},"retries":0,"throttled":0,"latencies":"","busyMillis":0}')
								""",
						run, "ab".repeat(32));
				row(jdbc, run, 2, "outcome = 'CREATED', binding_id = 'Bnd2', attempts = 1");
				row(jdbc, run, 3, "outcome = 'DUPLICATE', duplicate_of = 2, message = 'Line 2 says the same.'");
				row(jdbc, run, 4,
						"outcome = 'FAILED', error_code = 'NOT_FOUND', http_status = 404, message = 'No user.', "
								+ "attempts = 3, request_id = 'req-4'");
				row(jdbc, run, 5, "attempts = 2, binding_id = 'Bnd5', previous_role_id = 'Rol5', "
						+ "doubt_since = TIMESTAMP WITH TIME ZONE '2026-03-01 08:00:01.25Z'");
				row(jdbc, run, 6, "attempts = 0");
				jdbc.update("UPDATE import_row SET carried = ? WHERE run = ? AND line = 6", LONG, run);
			}
		});
	}

	private static void row(JdbcTemplate jdbc, int run, int line, String rest) {
		jdbc.update("""
				INSERT INTO import_row (run, line, carried, role_id, user_id, resource_type, resource_id, attempts)
				VALUES (?, ?, ?, 'Rol1', ?, 'SPACE', 'Spa1', 0)
				""", run, line, "row " + line, "Usr" + (10 * run + line));
		jdbc.update("UPDATE import_row SET " + rest + " WHERE run = ? AND line = ?", run, line);
	}

	private void inDatabase(Consumer<DataSource> action) {
		SingleConnectionDataSource dataSource = new SingleConnectionDataSource(
				"jdbc:h2:file:" + this.state.resolve("ledger") + ";WRITE_DELAY=0;TRACE_LEVEL_FILE=0", "sa", "", true);
		action.accept(dataSource);
		dataSource.destroy();
	}

	@Test
	void openWhenTheStateIsOfVersion1KeepsEveryRowOfEveryRun() {
		assertIsMigrated();
	}

	/** With the old table aside and, or not yet, the new one beside it. */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void openWhenAMigrationWasBrokenOffGoesOnWithIt(boolean made) {
		inDatabase((dataSource) -> {
			new JdbcTemplate(dataSource).execute("ALTER TABLE import_row RENAME TO import_row_1");
			if (made) {
				addClaims(dataSource);
				LedgerSchema.createVersion3(dataSource);
			}
		});
		assertIsMigrated();
	}

	@Test
	void openWhenOnlyTheOldTableIsLeftRemovesIt() {
		new OpenLedger(this.state).close();
		inDatabase((dataSource) -> new JdbcTemplate(dataSource)
			.execute("CREATE TABLE import_row_1 AS SELECT * FROM import_row"));
		assertIsMigrated();
	}

	@Test
	void openMakesTheSameTablesAsANewState() {
		new OpenLedger(this.state).close();
		Path other = this.folder.resolve("new");
		try (OpenLedger migrated = new OpenLedger(this.state); OpenLedger made = new OpenLedger(other)) {
			assertThat(columns(migrated)).isEqualTo(columns(made)).isNotEmpty();
			assertThat(indexes(migrated)).isEqualTo(indexes(made)).contains("IMPORT_RUN_CLAIM");
		}
	}

	/** From the first change to the last before the new version's number. */
	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4, 5, 6 })
	void openWhenTheStateIsOfVersion2AndItsMigrationWasBrokenOffGoesOnWithIt(int left) {
		List<String> changes = List.of("ALTER TABLE import_run DROP COLUMN claim",
				"ALTER TABLE import_run DROP COLUMN filed", "DROP TABLE removed_run", "DROP INDEX import_run_started");
		inDatabase((dataSource) -> {
			addClaims(dataSource);
			new RowIdMigration(dataSource).run(1);
			JdbcTemplate jdbc = new JdbcTemplate(dataSource);
			jdbc.execute("DROP INDEX import_run_claim");
			changes.stream().skip(left).forEach(jdbc::execute);
		});
		openMakesTheSameTablesAsANewState();
		assertIsMigrated();
	}

	/** From the first change to the last before the new version's number. */
	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4, 5, 6, 7, 8 })
	void openWhenTheStateIsOfVersion5AndItsMigrationWasBrokenOffKeepsItsUnfinishedRuns(int left) {
		new OpenLedger(this.state).close();
		inDatabase((dataSource) -> {
			JdbcTemplate jdbc = new JdbcTemplate(dataSource);
			jdbc.execute("DROP TABLE \"flyway_schema_history\"");
			Stream
				.of("ALTER TABLE import_run DROP COLUMN note", "ALTER TABLE import_run DROP COLUMN command",
						"ALTER TABLE import_run DROP COLUMN plan_sha256", "DROP TABLE expectation",
						"DROP TABLE time_sample", "ALTER TABLE import_run DROP COLUMN called",
						"ALTER TABLE row_sums DROP COLUMN counts", "ALTER TABLE import_run DROP COLUMN map_sha256",
						"DROP INDEX import_run_undone", "ALTER TABLE import_run DROP COLUMN kind",
						"ALTER TABLE import_run DROP COLUMN undone_run",
						"ALTER TABLE import_run DROP COLUMN only_sha256", "DROP TABLE deleted_binding")
				.skip(left)
				.forEach(jdbc::execute);
			jdbc.execute("UPDATE ledger_schema SET version = 5");
		});
		openMakesTheSameTablesAsANewState();
		assertIsMigrated();
		try (OpenLedger ledger = new OpenLedger(this.state)) {
			assertThat(ledger.runs().get(2).isUnfinished()).isTrue();
			assertThat(ledger.runs().get(2).request()).isEqualTo(RunRequest.NONE);
		}
	}

	private static void addClaims(DataSource dataSource) {
		for (String column : List.of("claim VARCHAR(64)", "filed BOOLEAN DEFAULT FALSE NOT NULL")) {
			new JdbcTemplate(dataSource).execute("ALTER TABLE import_run ADD COLUMN " + column);
		}
	}

	private static List<String> indexes(OpenLedger ledger) {
		return ledger.jdbc().queryForList("""
				SELECT index_name FROM information_schema.indexes
				WHERE table_name IN ('IMPORT_RUN', 'IMPORT_ROW') AND index_name LIKE 'IMPORT%' ORDER BY index_name
				""", String.class);
	}

	private static List<Map<String, Object>> columns(OpenLedger ledger) {
		return ledger.jdbc().queryForList("""
				SELECT table_name, column_name, ordinal_position, data_type, is_nullable, character_maximum_length
				FROM information_schema.columns
				WHERE table_schema = 'PUBLIC' AND table_name <> 'flyway_schema_history'
				ORDER BY table_name, ordinal_position
				""");
	}

	private void assertIsMigrated() {
		try (OpenLedger ledger = new OpenLedger(this.state)) {
			for (long run = 1; run <= 2; run++) {
				assertThat(ledger.report(run)).containsExactly(
						new ReportRow(2, "row 2", Outcome.CREATED, Outcome.CREATED, null, null, null, 1, "Bnd2", null,
								null),
						new ReportRow(3, "row 3", Outcome.DUPLICATE, Outcome.CREATED, null, null,
								"Line 2 says the same.", 0, "Bnd2", null, null),
						new ReportRow(4, "row 4", Outcome.FAILED, Outcome.FAILED, ErrorCode.NOT_FOUND, 404, "No user.",
								3, null, null, "req-4"),
						new ReportRow(5, "row 5", Outcome.PENDING, Outcome.PENDING, null, null, null, 2, null, null,
								null),
						new ReportRow(6, LONG, Outcome.PENDING, Outcome.PENDING, null, null, null, 0, null, null,
								null));
				assertThat(ledger.former(run, 5)).isEqualTo(new ExistingBinding("Bnd5", "Rol5"));
				assertThat(ledger.doubts(run)).containsExactly(entry(5L, OpenLedger.MARKED));
				long users = 10 * run;
				assertThat(ledger.undecided(run)).extracting(UndecidedRow::binding)
					.extracting((binding) -> binding.userId().text())
					.containsExactly("Usr" + (users + 5), "Usr" + (users + 6));
			}
			assertThat(ledger.runs().get(2).fileName()).isEqualTo("x.csv");
			assertThat(ledger.count("SELECT MAX(version) FROM ledger_schema")).isEqualTo(LedgerSchema.VERSION);
			assertThat(ledger.count("SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'IMPORT_ROW_1'"))
				.isZero();
		}
	}

}
