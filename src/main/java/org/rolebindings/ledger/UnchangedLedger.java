package org.rolebindings.ledger;

import java.util.List;

import org.rolebindings.binding.InPlace;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The rows as the comparison with the account sees them. It decides rows without a
 * request, and so only rows that were never in doubt.
 */
public final class UnchangedLedger {

	private final JdbcTemplate jdbc;

	private final TransactionTemplate ownConnection;

	UnchangedLedger(JdbcTemplate jdbc, TransactionTemplate ownConnection) {
		this.jdbc = jdbc;
		this.ownConnection = ownConnection;
	}

	/**
	 * Writes rows as UNCHANGED, unless they are decided or in doubt. It is committed when
	 * this returns.
	 * @param run the run
	 * @param lines the lines that were seen to be in place
	 * @return how many of them are decided now and were not before
	 */
	public long write(long run, List<InPlace> lines) {
		Long decided = this.ownConnection.execute((status) -> {
			int[][] updated = this.jdbc.batchUpdate("""
					UPDATE import_row SET outcome = 'UNCHANGED', binding_id = ?, previous_role_id = NULL
					WHERE row_id = ? AND outcome IS NULL
						AND NOT EXISTS (SELECT 1 FROM doubt d WHERE d.row_id = import_row.row_id)
					""", lines, Math.max(1, lines.size()), (statement, line) -> {
				statement.setString(1, line.bindingId());
				statement.setLong(2, RowId.of(run, line.line()));
			});
			return RowSums.addDecided(this.jdbc, run, updated, lines, DecidedRow::of);
		});
		return (decided != null) ? decided : 0;
	}

}
