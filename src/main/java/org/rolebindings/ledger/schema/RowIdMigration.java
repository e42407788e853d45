package org.rolebindings.ledger.schema;

import javax.sql.DataSource;

import org.rolebindings.ledger.sql.RowId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Migrates from version 1, in which the key of a row has two columns, to version 2, in
 * which it has one. The old table is renamed. One transaction copies its rows and writes
 * the new version. After a crash before the commit the next start begins anew; after the
 * commit, only the old table remains to be removed.
 */
final class RowIdMigration {

	private static final int FROM = 1;

	private static final String OLD = "IMPORT_ROW_1";

	private final DataSource dataSource;

	private final JdbcClient jdbc;

	RowIdMigration(DataSource dataSource) {
		this.dataSource = dataSource;
		this.jdbc = JdbcClient.create(dataSource);
	}

	/**
	 * Migrates a database of version 1, or completes a migration after a crash.
	 * @param version the version of the database
	 */
	void run(int version) {
		if (version == FROM) {
			if (!oldTableExists()) {
				execute("ALTER TABLE import_row RENAME TO " + OLD);
			}
			LedgerSchema.createVersion3(this.dataSource);
			new TransactionTemplate(new JdbcTransactionManager(this.dataSource))
				.executeWithoutResult((status) -> copyRows());
			execute("CHECKPOINT SYNC");
		}
		if (oldTableExists()) {
			execute("DROP TABLE " + OLD);
		}
	}

	/** Without DIRECT, H2 would collect all rows before it inserts them. */
	private void copyRows() {
		execute("""
				INSERT INTO import_row (row_id, carried, role_id, user_id, resource_type, resource_id, outcome,
					duplicate_of, error_code, http_status, message, attempts, binding_id, previous_role_id,
					request_id, doubt_since)
				DIRECT SELECT run * %d + line, carried, role_id, user_id, resource_type, resource_id, outcome,
					duplicate_of, error_code, http_status, message, attempts, binding_id, previous_role_id,
					request_id, doubt_since
				FROM %s
				""".formatted(RowId.before(1), OLD));
		execute("UPDATE ledger_schema SET version = 2");
	}

	private boolean oldTableExists() {
		return this.jdbc.sql("SELECT COUNT(*) FROM information_schema.tables WHERE table_name = ?")
			.param(OLD)
			.query(Integer.class)
			.single() > 0;
	}

	private void execute(String sql) {
		int unused = this.jdbc.sql(sql).update();
	}

}
