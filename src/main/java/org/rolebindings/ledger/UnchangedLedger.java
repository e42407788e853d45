package org.rolebindings.ledger;

import java.util.List;

import org.rolebindings.ledger.sql.DecidedRow;
import org.rolebindings.ledger.sql.InPlace;
import org.rolebindings.ledger.sql.RowChecksums;
import org.rolebindings.ledger.sql.RowId;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes the rows that the comparison with the account decides without a request. They
 * must not be in doubt.
 */
public final class UnchangedLedger {

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	UnchangedLedger(JdbcTemplate jdbc, TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.transaction = transaction;
	}

	/**
	 * Writes rows as UNCHANGED, unless they are decided, and commits that.
	 * @param run the run
	 * @param lines lines that are not in doubt and are in place
	 * @return how many rows this decided
	 */
	public long write(long run, List<InPlace> lines) {
		Long decided = this.transaction.execute((status) -> {
			int[][] updated = this.jdbc.batchUpdate("""
					UPDATE import_row SET outcome = 'UNCHANGED', binding_id = ?, previous_role_id = NULL
					WHERE row_id = ? AND outcome IS NULL
					""", lines, Math.max(1, lines.size()), (statement, line) -> {
				statement.setString(1, line.bindingId());
				statement.setLong(2, RowId.of(run, line.line()));
			});
			return RowChecksums.addDecided(this.jdbc, run, updated, lines, DecidedRow::of);
		});
		return (decided != null) ? decided : 0;
	}

}
