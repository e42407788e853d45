package org.rolebindings.ledger.schema;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.core.api.output.RepairResult;
import org.jspecify.annotations.Nullable;
import org.rolebindings.store.ForeignStateException;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Brings a database from version 3 or later to the present one. H2 commits each statement
 * that changes a table, so a script that a crash broke off runs again from its beginning.
 */
final class LedgerMigration {

	private LedgerMigration() {
	}

	/**
	 * Migrates a database.
	 * @param dataSource the state database
	 * @param version its version, 3 or more, if Flyway has never migrated it
	 * @throws org.springframework.dao.DataAccessException if a statement fails
	 * @throws ForeignStateException if Flyway's history has a migration that this program
	 * does not know
	 */
	static void run(DataSource dataSource, int version) {
		Flyway flyway = Flyway.configure()
			.dataSource(dataSource)
			.locations(LedgerSchema.SCRIPTS)
			.javaMigrations(new DoubtsMoved())
			.baselineOnMigrate(true)
			.baselineVersion(MigrationVersion.fromVersion(String.valueOf(version)))
			.ignoreMigrationPatterns(new String[0])
			.placeholderReplacement(false)
			.load();
		try {
			migrate(flyway);
		}
		catch (FlywayException ex) {
			throw new DataAccessResourceFailureException("The state cannot be brought to this version", ex);
		}
	}

	private static void migrate(Flyway flyway) {
		Set<MigrationState> states = Arrays.stream(flyway.info().all())
			.map(MigrationInfo::getState)
			.collect(Collectors.toSet());
		if (states.contains(MigrationState.FUTURE_SUCCESS) || states.contains(MigrationState.FUTURE_FAILED)) {
			throw new ForeignStateException("The state was written by a newer version of this program; use that "
					+ "version, or another --state folder.");
		}
		if (states.contains(MigrationState.FAILED)) {
			// A migration that failed, for instance on a full disk, can run again
			RepairResult unused = flyway.repair();
		}
		MigrateResult unused = flyway.migrate();
	}

	/** What takes more than SQL: the hash of a binding. */
	private static final class DoubtsMoved implements JavaMigration {

		@Override
		public MigrationVersion getVersion() {
			return MigrationVersion.fromVersion("4.1");
		}

		@Override
		public String getDescription() {
			return "doubts moved";
		}

		@Override
		public @Nullable Integer getChecksum() {
			return null;
		}

		@Override
		public boolean canExecuteInTransaction() {
			return true;
		}

		@Override
		public void migrate(Context context) {
			new DoubtMigration(new JdbcTemplate(new SingleConnectionDataSource(context.getConnection(), true))).run();
		}

	}

}
