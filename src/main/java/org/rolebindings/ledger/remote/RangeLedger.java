package org.rolebindings.ledger.remote;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.rolebindings.ledger.run.RunStart;
import org.rolebindings.ledger.sql.RowId;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** What a worker does with a range whose lease it has. */
public final class RangeLedger {

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final Recovery recovery;

	/** Knows what may have been sent. */
	@FunctionalInterface
	public interface Recovery {

		/**
		 * Turns what earlier owners may have sent of some rows into doubts.
		 * @param run the run
		 * @param afterLine the rows begin after this line
		 * @param upToLine the line of the last row
		 */
		void recover(long run, long afterLine, long upToLine);

	}

	public RangeLedger(JdbcTemplate jdbc, TransactionTemplate transaction, Recovery recovery) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.recovery = recovery;
	}

	/**
	 * Begins with a range. What an earlier owner may have sent of it is in doubt from now
	 * on.
	 * @param range the range
	 * @return the owner of the marks that are made from now on; no other one is equal
	 */
	public RunStart claim(RowRange range) {
		long run = range.start().run();
		return Objects.requireNonNull(this.transaction.execute((status) -> {
			Integer claim = this.jdbc.queryForObject(
					"UPDATE distribution SET claims = claims + 1 WHERE run = ? RETURNING claims", Integer.class, run);
			this.recovery.recover(run, range.afterLine(), range.upToLine());
			// What was reserved, and did not get as far as a request, is free again
			int freed = this.jdbc.update(
					"""
							DELETE FROM update_unit u USING import_row r
							WHERE u.row_id > ? AND u.row_id <= ? AND r.row_id = u.row_id AND r.outcome IS NULL
								AND NOT EXISTS (SELECT 1 FROM doubt d WHERE d.row_id = u.row_id AND d.former_role_id IS NOT NULL)
							""",
					RowId.of(run, range.afterLine()), RowId.of(run, range.upToLine()));
			this.jdbc.update("UPDATE distribution SET updates = updates - ? WHERE run = ?", freed, run);
			return new RunStart(run, -Objects.requireNonNull(claim));
		}));
	}

	/**
	 * Ends the work on a range, which is done if all its rows are decided.
	 * @param range the range
	 */
	public void finish(RowRange range) {
		long run = range.start().run();
		this.transaction.executeWithoutResult((status) -> this.jdbc.update("""
				UPDATE row_range SET done = NOT EXISTS (
					SELECT 1 FROM import_row WHERE row_id > ? AND row_id <= ? AND outcome IS NULL)
				WHERE run = ? AND start_number = ? AND number = ?
				""", RowId.of(run, range.afterLine()), RowId.of(run, range.upToLine()), run, range.start().number(),
				range.number()));
	}

	/**
	 * Adds rows that are FAILED to those of the run.
	 * @param run the run
	 * @param failed their number
	 * @return how many rows of the run are FAILED
	 */
	public long addFailed(long run, long failed) {
		return Objects.requireNonNull(this.jdbc.queryForObject(
				"UPDATE distribution SET failed = failed + ? WHERE run = ? RETURNING failed", Long.class, failed, run));
	}

	/**
	 * Stores that the key of a worker may not do some rows, in the transaction of the
	 * caller.
	 * @param run the run
	 * @param worker the worker
	 * @param lines the lines of the rows
	 * @return the lines that another worker has not tried yet and is there to try
	 */
	public Set<Long> refuse(long run, String worker, List<Long> lines) {
		List<Long> ids = lines.stream().map((line) -> RowId.of(run, line)).toList();
		this.jdbc.batchUpdate("INSERT INTO refusal (row_id, worker) VALUES (?, ?) ON CONFLICT DO NOTHING", ids,
				Math.max(1, ids.size()), (statement, id) -> {
					statement.setLong(1, id);
					statement.setString(2, worker);
				});
		Set<Long> forOthers = new HashSet<>();
		this.jdbc.query("""
				SELECT refused.id FROM unnest(?) AS refused(id) WHERE EXISTS (
					SELECT 1 FROM worker w WHERE w.run = ? AND w.id <> ? AND %s
						AND NOT EXISTS (SELECT 1 FROM refusal f WHERE f.row_id = refused.id AND f.worker = w.id))
				""".formatted(WorkerLedger.AT_WORK), (statement) -> {
			statement.setArray(1, statement.getConnection().createArrayOf("BIGINT", ids.toArray()));
			statement.setLong(2, run);
			statement.setString(3, worker);
		}, (results) -> {
			forOthers.add(RowId.line(results.getLong(1)));
		});
		return forOthers;
	}

}
