package org.rolebindings.ledger.schema;

import java.sql.Connection;
import java.util.List;
import java.util.Locale;

import javax.sql.DataSource;

import org.rolebindings.store.ForeignStateException;
import org.rolebindings.store.Schema;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * The tables of the ledger and of Spring Batch, and which version of the program they are
 * of. The scripts in {@code schema} are Flyway's; a new database is made by the same
 * scripts without it, so that only a start that has something to migrate loads it.
 */
public final class LedgerSchema implements Schema {

	static final int VERSION = 12;

	/** The version during a migration, so that no earlier program uses the database. */
	private static final int MIGRATING = 4;

	/** Later scripts only add what an earlier program does not look at. */
	private static final int MIGRATED = 5;

	/** Earlier versions are migrated to this one without Flyway. */
	private static final int FLYWAYS_FIRST = 3;

	/** Where the scripts are, for Flyway. */
	static final String SCRIPTS = "classpath:org/rolebindings/ledger/schema";

	private static final String RUNS_AND_ROWS = "V3__runs_and_rows.sql";

	/** What workers share, with a type that only PostgreSQL has. */
	private static final String PACE = "V12__pace.sql";

	/** The version that has it. */
	private static final int PACE_SINCE = 12;

	private static final List<Resource> SINCE_VERSION_3 = List.of(script("V4__doubts_of_bindings.sql"),
			script("V5__former_doubts_removed.sql"), script("V6__note_and_command.sql"),
			script("V7__expectations_of_a_plan.sql"), script("V8__time_samples.sql"), script("V9__counts_of_a_run.sql"),
			script("V10__map_of_names.sql"), script("V11__undo_and_revoke.sql"), script("V12__several_machines.sql"));

	/** The database that the tables are in. */
	public enum Dialect {

		H2, POSTGRESQL;

		/** The script that this database needs in its own words. */
		private Resource script(String name) {
			return new ClassPathResource("/org/rolebindings/ledger/" + name().toLowerCase(Locale.ROOT) + "/" + name,
					LedgerSchema.class);
		}

	}

	private final Dialect dialect;

	public LedgerSchema(Dialect dialect) {
		this.dialect = dialect;
	}

	private static Resource script(String name) {
		return new ClassPathResource(name, LedgerSchema.class);
	}

	@Override
	public void create(DataSource dataSource) {
		run(this.dialect.script("V1__tables_of_spring_batch.sql"), dataSource);
		run(this.dialect.script(RUNS_AND_ROWS), dataSource);
		SINCE_VERSION_3.forEach((script) -> run(script, dataSource));
		createPace(dataSource);
		// The last table: if it exists, all others do
		JdbcClient jdbc = JdbcClient.create(dataSource);
		int unused = jdbc.sql("CREATE TABLE ledger_schema AS SELECT " + VERSION + " AS version").update();
	}

	private void createPace(DataSource dataSource) {
		if (this.dialect == Dialect.POSTGRESQL) {
			run(this.dialect.script(PACE), dataSource);
		}
	}

	/** Creates the tables of version 3 that are missing, in H2. */
	static void createVersion3(DataSource dataSource) {
		run(Dialect.H2.script(RUNS_AND_ROWS), dataSource);
	}

	/**
	 * Leaves the commit to the caller, which {@code execute} of the populator does not.
	 */
	private static void run(Resource script, DataSource dataSource) {
		ResourceDatabasePopulator populator = new ResourceDatabasePopulator(script);
		Boolean unused = new JdbcTemplate(dataSource).execute((Connection connection) -> {
			populator.populate(connection);
			return true;
		});
	}

	@Override
	public boolean bringUpToDate(DataSource dataSource) {
		JdbcClient jdbc = JdbcClient.create(dataSource);
		int version = jdbc.sql("SELECT MAX(version) FROM ledger_schema").query(Integer.class).single();
		if (version > VERSION) {
			throw newer(version);
		}
		if (version < FLYWAYS_FIRST) {
			addClaims(jdbc);
		}
		new RowIdMigration(dataSource).run(version);
		if (version < FLYWAYS_FIRST) {
			createVersion3(dataSource);
			setVersion(FLYWAYS_FIRST, jdbc);
		}
		if (version < VERSION) {
			if (version < MIGRATED) {
				setVersion(MIGRATING, jdbc);
			}
			LedgerMigration.run(dataSource, (version <= MIGRATING) ? FLYWAYS_FIRST : version);
			if (version < PACE_SINCE) {
				createPace(dataSource);
			}
			setVersion(VERSION, jdbc);
		}
		return version < VERSION;
	}

	private ForeignStateException newer(int version) {
		String another = (this.dialect == Dialect.H2) ? "--state folder" : "--database-url";
		return new ForeignStateException("The state was written by a newer version of this program (schema " + version
				+ ", this one knows " + VERSION + "); use that version, or another " + another + ".");
	}

	/**
	 * From version 2, which knew no inbox, to version 3. A crash on the way repeats it.
	 */
	private static void addClaims(JdbcClient jdbc) {
		int unused = jdbc.sql("ALTER TABLE import_run ADD COLUMN IF NOT EXISTS claim VARCHAR(64)").update();
		unused = jdbc.sql("ALTER TABLE import_run ADD COLUMN IF NOT EXISTS filed BOOLEAN DEFAULT FALSE NOT NULL")
			.update();
	}

	private static void setVersion(int version, JdbcClient jdbc) {
		int unused = jdbc.sql("UPDATE ledger_schema SET version = " + version).update();
	}

	@Override
	public boolean isPresent(DataSource dataSource) {
		return JdbcClient.create(dataSource).sql("""
				SELECT COUNT(*) FROM information_schema.tables
				WHERE LOWER(table_name) = 'ledger_schema' AND table_schema = CURRENT_SCHEMA
				""").query(Integer.class).single() > 0;
	}

}
