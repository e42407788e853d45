package org.rolebindings.ledger.remote;

import java.util.Set;

import org.rolebindings.ledger.sql.RowId;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reserves the updates of a run that may make only so many, for all its workers. A row
 * has its reservation before its update leaves, and gives it back only if no update of it
 * can have changed anything.
 */
public final class UpdateUnits {

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	/** What became of a reservation. */
	public enum Answer {

		/** The row has it. */
		RESERVED,

		/** There is none left, but one may be given back. */
		LATER,

		/** There is none left. */
		NEVER

	}

	public UpdateUnits(JdbcTemplate jdbc, TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.transaction = transaction;
	}

	/**
	 * Begins with the updates that earlier starts may have made. They are counted in the
	 * distribution already.
	 * @param run the run
	 * @param inDoubt the lines of the rows that are in doubt
	 */
	public void begin(long run, Set<Long> inDoubt) {
		this.transaction.executeWithoutResult(
				(status) -> this.jdbc.batchUpdate("INSERT INTO update_unit (row_id, settled) VALUES (?, TRUE)", inDoubt,
						Math.max(1, inDoubt.size()), (statement, line) -> statement.setLong(1, RowId.of(run, line))));
	}

	/**
	 * Reserves an update.
	 * @param run the run
	 * @param line the line of the row
	 * @param most the most updates of the run
	 * @return whether the row may be updated
	 */
	public Answer reserve(long run, long line, int most) {
		Answer answer = this.transaction.execute((status) -> {
			long id = RowId.of(run, line);
			if (this.jdbc.update("UPDATE update_unit SET settled = settled WHERE row_id = ?", id) > 0) {
				return Answer.RESERVED;
			}
			if (this.jdbc.update("UPDATE distribution SET updates = updates + 1 WHERE run = ? AND updates < ?", run,
					most) > 0) {
				this.jdbc.update("INSERT INTO update_unit (row_id, settled) VALUES (?, FALSE)", id);
				return Answer.RESERVED;
			}
			return isNoneLeft(run, most) ? Answer.NEVER : Answer.LATER;
		});
		return (answer != null) ? answer : Answer.LATER;
	}

	/**
	 * One statement, because a unit may be given back between two. Nobody waits for a
	 * unit of a range without a worker: all workers may be waiting, so that none takes
	 * the range.
	 */
	private boolean isNoneLeft(long run, int most) {
		long before = RowId.before(run);
		return !this.jdbc.queryForList("""
				SELECT 1 FROM distribution WHERE run = ? AND updates >= ? AND NOT EXISTS (
					SELECT 1 FROM update_unit u WHERE u.row_id > ? AND u.row_id <= ? AND NOT u.settled AND NOT EXISTS (
						SELECT 1 FROM row_range r WHERE r.run = ?
							AND u.row_id > ? + r.after_line AND u.row_id <= ? + r.up_to_line
							AND NOT EXISTS (SELECT 1 FROM lease l
								WHERE l.target = 'part ' || r.run || '/' || r.start_number || '/' || r.number
									AND l.expires_at > clock_timestamp())))
				""", Integer.class, run, most, before, RowId.last(run), run, before, before).isEmpty();
	}

	/**
	 * Settles a row.
	 * @param run the run
	 * @param line the line of the row
	 * @param mayBeUpdated whether an update of it was made, or may have been
	 */
	public void settle(long run, long line, boolean mayBeUpdated) {
		long id = RowId.of(run, line);
		this.transaction.executeWithoutResult((status) -> {
			if (mayBeUpdated) {
				this.jdbc.update("UPDATE update_unit SET settled = TRUE WHERE row_id = ?", id);
			}
			else {
				// In the order in which a range is claimed
				this.jdbc.queryForList("SELECT run FROM distribution WHERE run = ? FOR UPDATE", run);
				int freed = this.jdbc.update("DELETE FROM update_unit WHERE row_id = ? AND NOT settled", id);
				this.jdbc.update("UPDATE distribution SET updates = updates - ? WHERE run = ?", freed, run);
			}
		});
	}

}
