package org.rolebindings.ledger;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.rolebindings.binding.UnsettledRow;
import org.rolebindings.binding.UpdateJournal;
import org.rolebindings.ledger.run.RunStart;
import org.rolebindings.ledger.sql.RowId;
import org.rolebindings.ledger.sql.Times;
import org.rolebindings.store.Durability;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores which requests may have been sent. Each entry is on the disk before its request
 * is sent, so that no crash loses it.
 */
public final class InFlightLedger {

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final Durability durability;

	private final DoubtLedger doubts;

	public InFlightLedger(JdbcTemplate jdbc, TransactionTemplate transaction, Durability durability) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.durability = durability;
		this.doubts = new DoubtLedger(jdbc);
	}

	/**
	 * Marks a range of rows as in flight. When this returns, the mark is on the disk, and
	 * the rows may be sent.
	 * @param owner the start that sends them
	 * @param afterLine the range begins after this line, the end of the previous range or
	 * 0
	 * @param upToLine the line of the last row
	 * @param markedAt the time, on the server's clock
	 */
	public void mark(RunStart owner, long afterLine, long upToLine, Instant markedAt) {
		durably("INSERT INTO in_flight_mark (run, start_number, after_line, up_to_line, marked_at) VALUES (?, ?, ?, ?, ?)",
				owner.run(), owner.number(), afterLine, upToLine, Times.toDatabase(markedAt));
	}

	/**
	 * Stores a sign of life. What the start leaves in doubt was carried out by the given
	 * time or not at all.
	 * @param start the start
	 * @param latestEffect the latest time at which the server carries out what is sent in
	 * the next ten seconds, on the server's clock
	 */
	public void signOfLife(RunStart start, Instant latestEffect) {
		this.transaction.executeWithoutResult((status) -> {
			int updated = this.jdbc.update(
					"UPDATE sign_of_life SET latest_effect = ? WHERE run = ? AND start_number = ?",
					Times.toDatabase(latestEffect), start.run(), start.number());
			if (updated == 0) {
				this.jdbc.update("INSERT INTO sign_of_life (latest_effect, run, start_number) VALUES (?, ?, ?)",
						Times.toDatabase(latestEffect), start.run(), start.number());
			}
		});
		this.durability.force();
	}

	/**
	 * The journal of a run's updates.
	 * @param run the run
	 * @return a journal that may be used from any thread
	 */
	public UpdateJournal journal(long run) {
		return new GroupedJournal(run, this::writeTogether);
	}

	/**
	 * Prepares for posting: what earlier starts of any run on a target may have sent
	 * before a crash is in doubt from now on.
	 * @param target the normalised base URL
	 */
	public void recover(String target) {
		this.transaction.executeWithoutResult((status) -> this.doubts.recover(target));
		this.durability.force();
	}

	/**
	 * Prepares for posting a part of a run, in the transaction of the caller: what its
	 * earlier owners may have sent is in doubt from now on.
	 * @param run the run
	 * @param afterLine the part begins after this line
	 * @param upToLine the line of its last row
	 */
	public void recover(long run, long afterLine, long upToLine) {
		this.doubts.recover(run, afterLine, upToLine);
	}

	/**
	 * Ends a start in order: saves the rows that were sent and not decided, and clears
	 * its marks.
	 * @param owner the start that marked the rows
	 * @param unsettled the rows that were sent, with their present attempts and doubts
	 */
	public void settle(RunStart owner, List<UnsettledRow> unsettled) {
		Map<Long, Instant> since = new HashMap<>();
		unsettled.forEach((row) -> {
			if (row.doubtSince() != null) {
				since.put(row.line(), row.doubtSince());
			}
		});
		this.transaction.executeWithoutResult((status) -> {
			this.doubts.add(owner, since);
			this.jdbc.batchUpdate("""
					UPDATE import_row SET attempts = ?, previous_role_id = NULL,
						binding_id = CASE WHEN previous_role_id IS NULL THEN binding_id END
					WHERE row_id = ? AND outcome IS NULL
					""", unsettled, Math.max(1, unsettled.size()), (statement, row) -> {
				statement.setInt(1, row.attempts());
				statement.setLong(2, RowId.of(owner.run(), row.line()));
			});
			this.doubts.forgetMarks(owner);
		});
		this.durability.force();
	}

	private void writeTogether(List<GroupedJournal.Entry> entries) {
		this.transaction.executeWithoutResult((status) -> this.jdbc.batchUpdate(
				"UPDATE import_row SET binding_id = COALESCE(?, binding_id), previous_role_id = ? WHERE row_id = ?",
				entries, Math.max(1, entries.size()), (statement, entry) -> {
					statement.setString(1, entry.bindingId());
					statement.setString(2, entry.formerRoleId());
					statement.setLong(3, entry.rowId());
				}));
		this.durability.force();
	}

	private void durably(String sql, Object... arguments) {
		this.transaction.executeWithoutResult((status) -> this.jdbc.update(sql, arguments));
		this.durability.force();
	}

}
