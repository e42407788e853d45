package org.rolebindings.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.PlacementAction.Expectation;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.ledger.sql.RowChecksums;
import org.rolebindings.ledger.sql.RowId;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the plan of a run says is in place for its rows, and what an undo is to take back.
 * Rows for which no binding is known are not in the table.
 */
final class ExpectationLedger {

	private static final int PAGE = 1_000;

	private final JdbcTemplate jdbc;

	/**
	 * A row of the table.
	 *
	 * @param formerRole the role that an undo gives back, or {@code null}
	 */
	record Expected(long line, ExistingBinding binding, @Nullable String formerRole) {
	}

	ExpectationLedger(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/** Writes rows of the table. */
	void stage(long run, List<Expected> expected) {
		if (expected.isEmpty()) {
			return;
		}
		this.jdbc.batchUpdate(
				"INSERT INTO expectation (row_id, binding_id, role_id, former_role_id) VALUES (?, ?, ?, ?)", expected,
				expected.size(), (statement, row) -> {
					statement.setLong(1, RowId.of(run, row.line()));
					statement.setString(2, row.binding().id());
					statement.setString(3, row.binding().roleId());
					statement.setString(4, row.formerRole());
				});
		RowChecksums sums = new RowChecksums();
		expected.forEach((row) -> add(row, sums));
		sums.addTo(this.jdbc, run);
	}

	private static void add(Expected row, RowChecksums sums) {
		sums.staged().addExpected(row.line(), row.binding().id(), row.binding().roleId(), row.formerRole());
	}

	/** Returns rows of a run, which are in the file's order, with what its plan says. */
	List<UndecidedRow> addTo(long run, List<UndecidedRow> rows) {
		Map<Long, Expected> planned = of(run, rows);
		return rows.stream().map((row) -> {
			Expected expected = planned.get(row.line());
			return row.expecting(new Expectation((expected != null) ? expected.binding() : null));
		}).toList();
	}

	/** Returns what is in the table for rows of a run, which are in the file's order. */
	Map<Long, Expected> of(long run, List<UndecidedRow> rows) {
		Map<Long, Expected> expected = new HashMap<>();
		if (!rows.isEmpty()) {
			query(RowId.of(run, rows.get(0).line()) - 1, RowId.of(run, rows.get(rows.size() - 1).line()),
					Integer.MAX_VALUE)
				.forEach((row) -> expected.put(row.line(), row));
		}
		return expected;
	}

	/** Adds all rows of a run to checksums. */
	void addTo(long run, RowChecksums sums) {
		long after = RowId.before(run);
		List<Expected> page;
		do {
			page = query(after, RowId.last(run), PAGE);
			page.forEach((row) -> add(row, sums));
			after = page.isEmpty() ? after : RowId.of(run, page.get(page.size() - 1).line());
		}
		while (page.size() == PAGE);
	}

	private List<Expected> query(long after, long last, int limit) {
		return this.jdbc.query("""
				SELECT row_id, binding_id, role_id, former_role_id FROM expectation WHERE row_id > ? AND row_id <= ?
				ORDER BY row_id FETCH FIRST ? ROWS ONLY
				""",
				(results, number) -> new Expected(RowId.line(results.getLong(1)),
						new ExistingBinding(results.getString(2), results.getString(3)), results.getString(4)),
				after, last, limit);
	}

}
