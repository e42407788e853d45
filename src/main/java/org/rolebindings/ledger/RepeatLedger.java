package org.rolebindings.ledger;

import java.util.List;

import org.rolebindings.binding.Repeat;
import org.rolebindings.binding.WantedLine;
import org.rolebindings.ledger.sql.Bindings;
import org.rolebindings.ledger.sql.DecidedRow;
import org.rolebindings.ledger.sql.RowChecksums;
import org.rolebindings.ledger.sql.RowId;
import org.rolebindings.ledger.sql.ValidatingRowMapper;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads and writes rows for the search for repeated lines. */
public final class RepeatLedger {

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	RepeatLedger(JdbcTemplate jdbc, TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.transaction = transaction;
	}

	/**
	 * Reads the next valid rows, in the file's order.
	 * @param run the run
	 * @param afterLine only rows that begin after this line
	 * @param limit the most rows to read
	 * @return the rows, empty at the end
	 */
	public List<WantedLine> validAfter(long run, long afterLine, int limit) {
		return this.jdbc.query("""
				SELECT row_id, role_id, user_id, resource_type, resource_id FROM import_row
				WHERE row_id > ? AND row_id <= ? AND user_id IS NOT NULL ORDER BY row_id FETCH FIRST ? ROWS ONLY
				""",
				ValidatingRowMapper
					.of((results, number) -> WantedLine.of(RowId.line(results.getLong(1)), Bindings.read(results, 2))),
				RowId.of(run, afterLine), RowId.last(run), limit);
	}

	/**
	 * Writes repeated lines as DUPLICATE or INVALID. Writing one again changes nothing.
	 * @param run the run
	 * @param repeats the lines that repeat an earlier one
	 */
	public void write(long run, List<Repeat> repeats) {
		this.transaction.executeWithoutResult((status) -> {
			int[][] updated = this.jdbc.batchUpdate("""
					UPDATE import_row SET outcome = ?, duplicate_of = ?, error_code = ?, message = ?
					WHERE row_id = ? AND outcome IS NULL
					""", repeats, repeats.size(), (statement, repeat) -> {
				statement.setString(1, repeat.outcome().name());
				statement.setLong(2, repeat.firstLine());
				statement.setString(3, (repeat.errorCode() != null) ? repeat.errorCode().name() : null);
				statement.setString(4, repeat.message());
				statement.setLong(5, RowId.of(run, repeat.line()));
			});
			RowChecksums.addDecided(this.jdbc, run, updated, repeats, DecidedRow::of);
		});
	}

}
