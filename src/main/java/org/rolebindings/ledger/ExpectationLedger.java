package org.rolebindings.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.PlacementAction.Expectation;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.ledger.sql.RowChecksums;
import org.rolebindings.ledger.sql.RowId;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the plan of a run says is in place for its rows. Rows for which the plan names no
 * binding are not in the table.
 */
final class ExpectationLedger {

	private static final int PAGE = 1_000;

	private final JdbcTemplate jdbc;

	/** A row of the table. */
	private record Expected(long line, ExistingBinding binding) {
	}

	ExpectationLedger(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/** Writes the bindings that the plan names, by line. */
	void stage(long run, Map<Long, ExistingBinding> planned) {
		if (planned.isEmpty()) {
			return;
		}
		this.jdbc.batchUpdate("INSERT INTO expectation (row_id, binding_id, role_id) VALUES (?, ?, ?)",
				planned.entrySet(), planned.size(), (statement, row) -> {
					statement.setLong(1, RowId.of(run, row.getKey()));
					statement.setString(2, row.getValue().id());
					statement.setString(3, row.getValue().roleId());
				});
		RowChecksums sums = new RowChecksums();
		planned.forEach((line, binding) -> sums.staged().addExpected(line, binding.id(), binding.roleId()));
		sums.addTo(this.jdbc, run);
	}

	/** Returns rows of a run, which are in the file's order, with what its plan says. */
	List<UndecidedRow> addTo(long run, List<UndecidedRow> rows) {
		if (rows.isEmpty()) {
			return rows;
		}
		Map<Long, ExistingBinding> planned = new HashMap<>();
		query(RowId.of(run, rows.get(0).line()) - 1, RowId.of(run, rows.get(rows.size() - 1).line()), Integer.MAX_VALUE)
			.forEach((row) -> planned.put(row.line(), row.binding()));
		return rows.stream().map((row) -> row.expecting(new Expectation(planned.get(row.line())))).toList();
	}

	/** Adds all rows of a run to checksums. */
	void addTo(long run, RowChecksums sums) {
		long after = RowId.before(run);
		List<Expected> page;
		do {
			page = query(after, RowId.last(run), PAGE);
			page.forEach((row) -> sums.staged().addExpected(row.line(), row.binding().id(), row.binding().roleId()));
			after = page.isEmpty() ? after : RowId.of(run, page.get(page.size() - 1).line());
		}
		while (page.size() == PAGE);
	}

	private List<Expected> query(long after, long last, int limit) {
		return this.jdbc.query("""
				SELECT row_id, binding_id, role_id FROM expectation WHERE row_id > ? AND row_id <= ?
				ORDER BY row_id FETCH FIRST ? ROWS ONLY
				""", (results, number) -> new Expected(RowId.line(results.getLong(1)),
				new ExistingBinding(results.getString(2), results.getString(3))), after, last, limit);
	}

}
