package org.rolebindings.ledger.staged;

import java.util.List;

import org.springframework.jdbc.core.JdbcTemplate;

/** Writes rows with a batch of statements, which any database takes. */
public final class BatchedInsert implements RowInsert {

	private final JdbcTemplate jdbc;

	public BatchedInsert(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public void insert(List<StagedRow> rows) {
		this.jdbc.batchUpdate("""
				INSERT INTO import_row (row_id, carried, role_id, user_id, resource_type, resource_id,
					outcome, error_code, message, attempts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
				""", rows, rows.size(), (statement, row) -> {
			statement.setLong(1, row.rowId());
			statement.setString(2, row.carried());
			statement.setString(3, row.roleId());
			statement.setString(4, row.userId());
			statement.setString(5, row.resourceType());
			statement.setString(6, row.resourceId());
			statement.setString(7, row.outcome());
			statement.setString(8, row.errorCode());
			statement.setString(9, row.message());
		});
	}

}
