package org.rolebindings.ledger.schema;

import javax.sql.DataSource;

import org.rolebindings.ledger.sql.RowId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * From version 1, in which rows had a key of two columns, to version 2, in which they
 * have one. The old table is set aside, and its rows are copied together with the new
 * version's number; until that is committed the next start begins anew, and afterwards
 * the old table is only to be removed.
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
	 * Migrates a database that is of version 1, and ends what a crash has broken off.
	 * @param version the version that the database is of
	 */
	void run(int version) {
		if (version == FROM) {
			if (!isOldTableAside()) {
				execute("ALTER TABLE import_row RENAME TO " + OLD);
			}
			LedgerSchema.createVersion3(this.dataSource);
			new TransactionTemplate(new JdbcTransactionManager(this.dataSource))
				.executeWithoutResult((status) -> copyRows());
			execute("CHECKPOINT SYNC");
		}
		if (isOldTableAside()) {
			execute("DROP TABLE " + OLD);
		}
	}

	/** DIRECT, for else H2 would collect the rows before it inserts them. */
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

	private boolean isOldTableAside() {
		return this.jdbc.sql("SELECT COUNT(*) FROM information_schema.tables WHERE table_name = ?")
			.param(OLD)
			.query(Integer.class)
			.single() > 0;
	}

	private void execute(String sql) {
		int unused = this.jdbc.sql(sql).update();
	}

}
