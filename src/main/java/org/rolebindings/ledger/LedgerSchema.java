package org.rolebindings.ledger;

import javax.sql.DataSource;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** Brings the ledger's tables to the version that this program works with. */
final class LedgerSchema {

	static final int VERSION = 1;

	private LedgerSchema() {
	}

	/**
	 * Creates Spring Batch's tables and the ledger's where they are missing. The version
	 * is written last, so that a creation that was broken off is begun again.
	 * @param dataSource the state database
	 * @throws ForeignStateException if the tables are of a newer program
	 */
	static void prepare(DataSource dataSource) {
		JdbcClient jdbc = JdbcClient.create(dataSource);
		if (!isPresent(jdbc)) {
			create(dataSource);
		}
		int version = jdbc.sql("SELECT MAX(version) FROM ledger_schema").query(Integer.class).single();
		if (version > VERSION) {
			throw new ForeignStateException("The state was written by a newer version of this program (schema "
					+ version + ", this one knows " + VERSION + "); use that version, or another --state folder.");
		}
	}

	private static boolean isPresent(JdbcClient jdbc) {
		return jdbc.sql("SELECT COUNT(*) FROM information_schema.tables WHERE LOWER(table_name) = 'ledger_schema'")
			.query(Integer.class)
			.single() > 0;
	}

	private static void create(DataSource dataSource) {
		ResourceDatabasePopulator batch = new ResourceDatabasePopulator(
				new ClassPathResource("org/springframework/batch/core/schema-h2.sql"));
		batch.setContinueOnError(true);
		DatabasePopulatorUtils.execute(batch, dataSource);
		DatabasePopulatorUtils.execute(
				new ResourceDatabasePopulator(new ClassPathResource("schema-1.sql", LedgerSchema.class)), dataSource);
	}

}
