package org.rolebindings.ledger.schema;

import java.util.List;

import org.rolebindings.binding.Binding;
import org.rolebindings.ledger.sql.Bindings;
import org.rolebindings.ledger.sql.RowId;
import org.rolebindings.ledger.sql.ValidatingRowMapper;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Migrates from version 3, in which a row of one run is in doubt, to version 4, in which
 * a binding is. The doubts move in one transaction.
 */
final class DoubtMigration {

	/**
	 * Version 3 did not store the latest effect; the end of a run is on another clock.
	 */
	private static final String LATEST_EFFECT = "COALESCE(u.ended_at, CURRENT_TIMESTAMP) + INTERVAL '1' HOUR";

	private static final int PAGE = 1_000;

	private final JdbcTemplate jdbc;

	/**
	 * Prepares the migration.
	 * @param jdbc a connection with a transaction, which is committed afterwards
	 */
	DoubtMigration(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	void run() {
		moveRows();
		moveInherited();
		this.jdbc.update("""
				INSERT INTO sign_of_life (run, start_number, latest_effect)
				SELECT u.run, 0, %s FROM import_run u
				WHERE u.run IN (SELECT run FROM in_flight_mark UNION SELECT run FROM doubt)
					AND u.run NOT IN (SELECT run FROM sign_of_life)
				""".formatted(LATEST_EFFECT));
	}

	private void moveRows() {
		long after = 0;
		List<Long> moved;
		do {
			moved = this.jdbc.query("""
					SELECT row_id, role_id, user_id, resource_type, resource_id FROM import_row
					WHERE row_id > ? AND doubt_since IS NOT NULL ORDER BY row_id FETCH FIRST ? ROWS ONLY
					""",
					ValidatingRowMapper.of((results, number) -> move(results.getLong(1), Bindings.read(results, 2))),
					after, PAGE);
			after = moved.isEmpty() ? after : moved.get(moved.size() - 1);
		}
		while (moved.size() == PAGE);
	}

	private long move(long rowId, Binding binding) {
		this.jdbc.update("""
				INSERT INTO doubt (run, start_number, row_id, binding_hash, since, former_binding_id, former_role_id)
				SELECT ?, 0, row_id, ?, doubt_since, binding_id, previous_role_id FROM import_row
				WHERE row_id = ? AND outcome IS NULL
				""", RowId.run(rowId), binding.hash(), rowId);
		this.jdbc.update("""
				UPDATE import_row SET binding_id = NULL, previous_role_id = NULL WHERE row_id = ? AND outcome IS NULL
				""", rowId);
		this.jdbc.update("UPDATE import_row SET doubt_since = NULL WHERE row_id = ?", rowId);
		return rowId;
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
				ValidatingRowMapper.of((results, number) -> Bindings.read(results, 1)), rowId);
		bindings.forEach((binding) -> this.jdbc.update("""
				INSERT INTO doubt (run, start_number, row_id, binding_hash, since, former_binding_id, former_role_id)
				SELECT ?, 0, ?, ?, doubt_since, binding_id, previous_role_id FROM inherited_doubt
				WHERE run = ? AND line = ?
				""", RowId.run(rowId), rowId, binding.hash(), run, line));
	}

}
