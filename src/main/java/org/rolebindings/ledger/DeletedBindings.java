package org.rolebindings.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.ExistingBinding;
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

	/**
	 * A binding that was deleted.
	 *
	 * @param id its id, as the server wrote it
	 * @param binding what the row that deleted it is about
	 */
	record Deleted(String id, Binding binding) {

		/**
		 * Returns whether it is the binding of a row.
		 * @param row what the row is about
		 * @param bindingId the row's binding, or {@code null} if only its user, role and
		 * resource are known
		 */
		boolean is(Binding row, @Nullable String bindingId) {
			if (bindingId == null) {
				return row.equals(this.binding);
			}
			return row.userId().equals(this.binding.userId()) && row.resourceId().equals(this.binding.resourceId())
					&& new ExistingBinding(this.id, "").hasId(bindingId);
		}

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
		this.jdbc.batchUpdate("INSERT INTO deleted_binding (row_id, slot_hash) VALUES (?, ?)", rows,
				Math.max(1, rows.size()), (statement, row) -> {
					statement.setLong(1, row.rowId());
					statement.setLong(2, row.binding().slotHash());
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
	 * Finds those on a target that rows may be about.
	 * @param target the normalised base URL
	 * @return the bindings by {@link Binding#slotHash()}
	 */
	Map<Long, List<Deleted>> find(String target, List<UndecidedRow> rows) {
		Map<Long, List<Deleted>> deleted = new HashMap<>();
		Object[] hashes = rows.stream().map((row) -> row.binding().slotHash()).toArray();
		this.jdbc.query("""
				SELECT d.slot_hash, r.binding_id, r.role_id, r.user_id, r.resource_type, r.resource_id
				FROM deleted_binding d JOIN import_row r ON r.row_id = d.row_id
					JOIN import_run u ON u.run = d.row_id / %d
				WHERE d.slot_hash = ANY(?) AND u.target = ?
				""".formatted(RowId.of(1, 0)), (statement) -> {
			statement.setArray(1, statement.getConnection().createArrayOf("BIGINT", hashes));
			statement.setString(2, target);
		}, ValidatingRowMapper
			.of((results, number) -> deleted.computeIfAbsent(results.getLong(1), (hash) -> new ArrayList<>())
				.add(new Deleted(results.getString(2), Bindings.read(results, 3)))));
		return deleted;
	}

}
