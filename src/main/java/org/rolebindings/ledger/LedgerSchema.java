package org.rolebindings.ledger;

import java.nio.file.Path;

import javax.sql.DataSource;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** The tables of the ledger, and which version of the program they are of. */
final class LedgerSchema {

	static final int VERSION = 4;

	private LedgerSchema() {
	}

	/**
	 * Creates Spring Batch's tables and the ledger's.
	 * @param dataSource a new database
	 */
	static void create(DataSource dataSource) {
		run(new ClassPathResource("org/springframework/batch/core/schema-h2.sql"), dataSource);
		createTables(dataSource);
		createIndexes(dataSource);
	}

	/** Creates the tables of this version that are not there. */
	static void createTables(DataSource dataSource) {
		run(new ClassPathResource("schema-4.sql", LedgerSchema.class), dataSource);
	}

	private static void createIndexes(DataSource dataSource) {
		run(new ClassPathResource("indexes-4.sql", LedgerSchema.class), dataSource);
	}

	private static void run(Resource script, DataSource dataSource) {
		DatabasePopulatorUtils.execute(new ResourceDatabasePopulator(script), dataSource);
	}

	/**
	 * Looks whether a database is one of this program, and brings one of an earlier
	 * version to this one.
	 * @param dataSource the state database
	 * @param folder where it is
	 * @throws ForeignStateException if it is not, or is of a later version
	 */
	static void bringUpToDate(DataSource dataSource, Path folder) {
		JdbcClient jdbc = JdbcClient.create(dataSource);
		if (!isPresent(jdbc)) {
			throw ForeignStateException.damaged(folder,
					"its database has no table ledger_schema; it is damaged, or another program's");
		}
		int version = jdbc.sql("SELECT MAX(version) FROM ledger_schema").query(Integer.class).single();
		if (version > VERSION) {
			throw new ForeignStateException("The state was written by a newer version of this program (schema "
					+ version + ", this one knows " + VERSION + "); use that version, or another --state folder.");
		}
		new RowIdMigration(dataSource).run(version);
		if (version < VERSION) {
			addClaims(jdbc);
			addPosition(jdbc);
			createTables(dataSource);
			createIndexes(dataSource);
			new DoubtMigration(dataSource).run();
			int unused = jdbc.sql("UPDATE ledger_schema SET version = " + VERSION).update();
			unused = jdbc.sql("CHECKPOINT SYNC").update();
		}
	}

	/**
	 * From version 2, which knew no inbox, to version 3. A crash on the way repeats it.
	 */
	private static void addClaims(JdbcClient jdbc) {
		int unused = jdbc.sql("ALTER TABLE import_run ADD COLUMN IF NOT EXISTS claim VARCHAR(64)").update();
		unused = jdbc.sql("ALTER TABLE import_run ADD COLUMN IF NOT EXISTS filed BOOLEAN DEFAULT FALSE NOT NULL")
			.update();
	}

	/** From version 3, in which Spring Batch's steps told how far a run had come. */
	private static void addPosition(JdbcClient jdbc) {
		int unused = jdbc
			.sql("ALTER TABLE import_run ADD COLUMN IF NOT EXISTS position VARCHAR(16) DEFAULT 'STAGING' NOT NULL")
			.update();
		moveTo(RunPosition.STAGED, "stage", jdbc);
		moveTo(RunPosition.REPEATS_FOUND, "repeats", jdbc);
	}

	private static void moveTo(RunPosition position, String step, JdbcClient jdbc) {
		int unused = jdbc.sql("""
				UPDATE import_run SET position = ? WHERE run IN (
					SELECT CAST(p.parameter_value AS BIGINT)
					FROM batch_job_execution_params p
						JOIN batch_step_execution s ON s.job_execution_id = p.job_execution_id
					WHERE p.parameter_name = 'run' AND s.step_name = ? AND s.status = 'COMPLETED')
				""").param(position.name()).param(step).update();
	}

	private static boolean isPresent(JdbcClient jdbc) {
		return jdbc.sql("SELECT COUNT(*) FROM information_schema.tables WHERE LOWER(table_name) = 'ledger_schema'")
			.query(Integer.class)
			.single() > 0;
	}

}
