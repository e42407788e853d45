package org.rolebindings.ledger;

import java.util.List;

import javax.sql.DataSource;

import org.rolebindings.binding.Binding;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * From version 3, in which a row of one run was in doubt, to version 4, in which a
 * binding is. What a crash breaks off is repeated: the doubts move in one transaction,
 * and the rest is done only if it is not done yet.
 */
final class DoubtMigration {

	/** Version 3 did not keep until when, and the end of a run was on another clock. */
	private static final String LATEST_EFFECT = "COALESCE(u.ended_at, CURRENT_TIMESTAMP) + INTERVAL '1' HOUR";

	private static final int PAGE = 1_000;

	private final DataSource dataSource;

	private final JdbcTemplate jdbc;

	DoubtMigration(DataSource dataSource) {
		this.dataSource = dataSource;
		this.jdbc = new JdbcTemplate(dataSource);
	}

	void run() {
		new TransactionTemplate(new JdbcTransactionManager(this.dataSource)).executeWithoutResult((status) -> {
			moveRows();
			if (isInheritedDoubtThere()) {
				moveInherited();
			}
			this.jdbc.update("""
					MERGE INTO sign_of_life t USING (
						SELECT u.run, %s AS latest_effect FROM import_run u
						WHERE u.run IN (SELECT run FROM in_flight_mark UNION SELECT run FROM doubt)) s
					ON t.run = s.run
					WHEN NOT MATCHED THEN INSERT (run, latest_effect) VALUES (s.run, s.latest_effect)
					""".formatted(LATEST_EFFECT));
		});
		this.jdbc.execute("DROP TABLE IF EXISTS inherited_doubt");
		this.jdbc.execute("ALTER TABLE import_run DROP COLUMN IF EXISTS successor");
	}

	private void moveRows() {
		long after = 0;
		List<Long> moved;
		do {
			moved = this.jdbc.query("""
					SELECT row_id, role_id, user_id, resource_type, resource_id FROM import_row
					WHERE row_id > ? AND doubt_since IS NOT NULL ORDER BY row_id FETCH FIRST ? ROWS ONLY
					""", Guarded.rows((results, number) -> move(results.getLong(1), Bindings.read(results, 2))), after,
					PAGE);
			after = moved.isEmpty() ? after : moved.get(moved.size() - 1);
		}
		while (moved.size() == PAGE);
	}

	private long move(long rowId, Binding binding) {
		this.jdbc.update("""
				INSERT INTO doubt (run, row_id, binding_hash, since, former_binding_id, former_role_id)
				SELECT ?, row_id, ?, doubt_since, binding_id, previous_role_id FROM import_row
				WHERE row_id = ? AND outcome IS NULL
				""", RowId.run(rowId), binding.hash(), rowId);
		this.jdbc.update("""
				UPDATE import_row SET binding_id = NULL, previous_role_id = NULL WHERE row_id = ? AND outcome IS NULL
				""", rowId);
		this.jdbc.update("UPDATE import_row SET doubt_since = NULL WHERE row_id = ?", rowId);
		return rowId;
	}

	private boolean isInheritedDoubtThere() {
		return !this.jdbc
			.queryForList("SELECT 1 FROM information_schema.tables WHERE table_name = 'INHERITED_DOUBT'", Long.class)
			.isEmpty();
	}

	/**
	 * The rows that these doubts are about may not be staged yet, but a former run of the
	 * same file has them.
	 */
	private void moveInherited() {
		this.jdbc.query("""
				SELECT MAX(r.row_id), d.run, d.line
				FROM inherited_doubt d JOIN import_run s ON s.run = d.run
					JOIN import_run f ON f.sha256 = s.sha256 AND f.target = s.target AND f.delimiter = s.delimiter
					JOIN import_row r ON r.row_id = f.run * ? + d.line
				WHERE r.user_id IS NOT NULL GROUP BY d.run, d.line
				""", (results) -> {
			inherit(results.getLong(1), results.getLong(2), results.getLong(3));
		}, RowId.before(1));
		this.jdbc.update("DELETE FROM inherited_doubt");
	}

	private void inherit(long rowId, long run, long line) {
		List<Binding> bindings = this.jdbc.query(
				"SELECT role_id, user_id, resource_type, resource_id FROM import_row WHERE row_id = ?",
				Guarded.rows((results, number) -> Bindings.read(results, 1)), rowId);
		bindings.forEach((binding) -> this.jdbc.update("""
				INSERT INTO doubt (run, row_id, binding_hash, since, former_binding_id, former_role_id)
				SELECT ?, ?, ?, doubt_since, binding_id, previous_role_id FROM inherited_doubt
				WHERE run = ? AND line = ?
				""", RowId.run(rowId), rowId, binding.hash(), run, line));
	}

}
