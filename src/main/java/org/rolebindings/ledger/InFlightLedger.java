package org.rolebindings.ledger;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.rolebindings.binding.UnsettledRow;
import org.rolebindings.binding.UpdateJournal;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What may have left this machine. Everything here is on disk before it happens, so that
 * no crash forgets it.
 */
public final class InFlightLedger {

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final Durability durability;

	private final Doubts doubts;

	InFlightLedger(JdbcTemplate jdbc, TransactionTemplate transaction, Durability durability) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.durability = durability;
		this.doubts = new Doubts(jdbc);
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
	 * Stores a sign of life of the present start. What it leaves in doubt was carried out
	 * by that time or not at all.
	 * @param run the run
	 * @param latestEffect the latest time at which the server carries out what leaves in
	 * the next ten seconds, on the server's clock
	 */
	public void signOfLife(long run, Instant latestEffect) {
		durably("MERGE INTO sign_of_life (run, latest_effect) KEY (run) VALUES (?, ?)", run,
				Times.toDatabase(latestEffect));
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
	 * Prepares rows to be posted: whatever starts that did not end in good order may have
	 * sent is in doubt from now on, whichever run it was.
	 */
	public void recover() {
		this.transaction.executeWithoutResult((status) -> this.doubts.recover());
		this.durability.force();
	}

	/**
	 * Ends a start in good order: saves the rows that left and were not decided, and
	 * clears the marks of all others.
	 * @param run the run
	 * @param unsettled the rows that left, with their attempts and their doubt as of now
	 */
	public void settle(long run, List<UnsettledRow> unsettled) {
		Map<Long, Instant> since = new HashMap<>();
		unsettled.forEach((row) -> {
			if (row.doubtSince() != null) {
				since.put(row.line(), row.doubtSince());
			}
		});
		this.transaction.executeWithoutResult((status) -> {
			this.doubts.add(run, since);
			this.jdbc.batchUpdate("""
					UPDATE import_row SET attempts = ?, binding_id = NULL, previous_role_id = NULL
					WHERE row_id = ? AND outcome IS NULL
					""", unsettled, Math.max(1, unsettled.size()), (statement, row) -> {
				statement.setInt(1, row.attempts());
				statement.setLong(2, RowId.of(run, row.line()));
			});
			this.doubts.forgetMarks(run);
		});
		this.durability.force();
	}

	private void durably(String sql, Object... arguments) {
		this.transaction.executeWithoutResult((status) -> this.jdbc.update(sql, arguments));
		this.durability.force();
	}

}
