package org.rolebindings.ledger;

import java.nio.file.Path;
import java.util.List;

import javax.sql.DataSource;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** The tables of the ledger, and which version of the program they are of. */
final class LedgerSchema {

	static final int VERSION = 1;

	private LedgerSchema() {
	}

	/**
	 * Creates Spring Batch's tables and the ledger's.
	 * @param dataSource a new database
	 */
	static void create(DataSource dataSource) {
		for (Resource script : List.of(new ClassPathResource("org/springframework/batch/core/schema-h2.sql"),
				new ClassPathResource("schema-1.sql", LedgerSchema.class))) {
			DatabasePopulatorUtils.execute(new ResourceDatabasePopulator(script), dataSource);
		}
	}

	/**
	 * Looks whether a database is one of this program, of a version that it works with.
	 * @param dataSource the state database
	 * @param folder where it is
	 * @throws ForeignStateException if it is not
	 */
	static void check(DataSource dataSource, Path folder) {
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
	}

	private static boolean isPresent(JdbcClient jdbc) {
		return jdbc.sql("SELECT COUNT(*) FROM information_schema.tables WHERE LOWER(table_name) = 'ledger_schema'")
			.query(Integer.class)
			.single() > 0;
	}

}
