package org.rolebindings.ledger;

import java.sql.Types;
import java.time.Instant;
import java.util.List;

import org.rolebindings.binding.UpdateJournal;
import org.rolebindings.binding.UndecidedRow;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What may have left this machine. Everything here is on disk before it happens, on a
 * connection of its own, so that neither a crash nor the rollback of a chunk forgets it.
 */
public final class InFlightLedger {

	private final JdbcTemplate jdbc;

	private final TransactionTemplate ownConnection;

	private final Durability durability;

	InFlightLedger(JdbcTemplate jdbc, TransactionTemplate ownConnection, Durability durability) {
		this.jdbc = jdbc;
		this.ownConnection = ownConnection;
		this.durability = durability;
	}

	/**
	 * Marks a block of rows as in flight. When this returns the mark is on disk and the
	 * rows may leave.
	 * @param run the run
	 * @param upToLine the line of the block's last row
	 * @param markedAt the time, on the server's clock
	 */
	public void mark(long run, long upToLine, Instant markedAt) {
		durably("INSERT INTO in_flight_mark (run, up_to_line, marked_at) VALUES (?, ?, ?)", run, upToLine,
				Times.toDatabase(markedAt));
	}

	/**
	 * The journal of a run's updates.
	 * @param run the run
	 * @return a journal that may be used from any thread
	 */
	public UpdateJournal journal(long run) {
		return new UpdateJournal() {

			@Override
			public void beforeUpdate(long line, String bindingId, String formerRoleId) {
				durably("UPDATE import_row SET binding_id = ?, previous_role_id = ? WHERE row_id = ?", bindingId,
						formerRoleId, RowId.of(run, line));
			}

			@Override
			public void nothingToUpdate(long line) {
				durably("UPDATE import_row SET binding_id = NULL, previous_role_id = NULL WHERE row_id = ?",
						RowId.of(run, line));
			}

		};
	}

	/**
	 * Prepares a run's rows to be posted: what a start that did not end in good order, or
	 * an abandoned run, may have sent is in doubt from now on.
	 * @param run the run
	 */
	public void recover(long run) {
		this.ownConnection.executeWithoutResult((status) -> {
			Doubts.inherit(this.jdbc, run);
			Doubts.markUndecided(this.jdbc, run);
		});
		this.durability.force();
	}

	/**
	 * Ends a start in good order: saves the rows that left and were not decided, and
	 * clears the marks of all others.
	 * @param run the run
	 * @param unsettled the rows that left, with their attempts and their doubt as of now
	 */
	public void settle(long run, List<UndecidedRow> unsettled) {
		this.ownConnection.executeWithoutResult((status) -> {
			this.jdbc.batchUpdate("""
					UPDATE import_row SET attempts = ?, doubt_since = ?
					WHERE row_id = ? AND outcome IS NULL
					""", unsettled, Math.max(1, unsettled.size()), (statement, row) -> {
				statement.setInt(1, row.attempts());
				Instant since = row.doubtSince();
				statement.setObject(2, (since != null) ? Times.toDatabase(since) : null, Types.TIMESTAMP_WITH_TIMEZONE);
				statement.setLong(3, RowId.of(run, row.line()));
			});
			Doubts.forgetMarks(this.jdbc, run);
		});
		this.durability.force();
	}

	private void durably(String sql, Object... arguments) {
		this.ownConnection.executeWithoutResult((status) -> this.jdbc.update(sql, arguments));
		this.durability.force();
	}

}
