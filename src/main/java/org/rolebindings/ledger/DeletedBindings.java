package org.rolebindings.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.ledger.run.RunStart;
import org.rolebindings.ledger.sql.Bindings;
import org.rolebindings.ledger.sql.RowId;
import org.rolebindings.ledger.sql.ValidatingRowMapper;

import org.springframework.jdbc.core.JdbcTemplate;

/** The bindings that the runs in this state have deleted. */
final class DeletedBindings {

	private final JdbcTemplate jdbc;

	/** A row and what it is about. */
	private record DeletedRow(long rowId, Binding binding) {
	}

	DeletedBindings(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/** Adds the rows of which a start has deleted the binding. */
	void add(RunStart start, List<? extends Decision> decisions) {
		Object[] rowIds = decisions.stream()
			.filter((decision) -> decision.outcome() == Outcome.DELETED)
			.map((decision) -> RowId.of(start.run(), decision.line()))
			.toArray();
		if (rowIds.length == 0) {
			return;
		}
		List<DeletedRow> rows = this.jdbc.query("""
				SELECT row_id, role_id, user_id, resource_type, resource_id FROM import_row WHERE row_id = ANY(?)
				""", (statement) -> statement.setArray(1, statement.getConnection().createArrayOf("BIGINT", rowIds)),
				ValidatingRowMapper
					.of((results, number) -> new DeletedRow(results.getLong(1), Bindings.read(results, 2))));
		this.jdbc.batchUpdate("INSERT INTO deleted_binding (row_id, binding_hash) VALUES (?, ?)", rows,
				Math.max(1, rows.size()), (statement, row) -> {
					statement.setLong(1, row.rowId());
					statement.setLong(2, row.binding().hash());
				});
	}

	/** Returns whether any run on a target has deleted a binding. */
	boolean existOn(String target) {
		return !this.jdbc.queryForList("""
				SELECT d.row_id FROM deleted_binding d JOIN import_run u ON u.run = d.row_id / %d
				WHERE u.target = ? FETCH FIRST ROW ONLY
				""".formatted(RowId.of(1, 0)), Long.class, target).isEmpty();
	}

	/**
	 * Finds those that rows are about: by hash, and then by all ids.
	 * @param target the normalised base URL
	 * @return the ids of the deleted bindings, as the server wrote them
	 */
	Map<Binding, Set<String>> find(String target, List<UndecidedRow> rows) {
		Map<Binding, Set<String>> deleted = new HashMap<>();
		Object[] hashes = rows.stream().map((row) -> row.binding().hash()).toArray();
		this.jdbc.query("""
				SELECT r.binding_id, r.role_id, r.user_id, r.resource_type, r.resource_id
				FROM deleted_binding d JOIN import_row r ON r.row_id = d.row_id
					JOIN import_run u ON u.run = d.row_id / %d
				WHERE d.binding_hash = ANY(?) AND u.target = ?
				""".formatted(RowId.of(1, 0)), (statement) -> {
			statement.setArray(1, statement.getConnection().createArrayOf("BIGINT", hashes));
			statement.setString(2, target);
		}, ValidatingRowMapper
			.of((results, number) -> deleted.computeIfAbsent(Bindings.read(results, 2), (binding) -> new TreeSet<>())
				.add(results.getString(1))));
		return deleted;
	}

}
