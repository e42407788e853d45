package org.rolebindings.ledger;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs that nobody asks for any more, and how they are removed: first the run with all
 * that is about it as a whole, then its rows, some at a time, so that millions of them
 * are never one transaction. What a crash leaves in between are rows without a run, which
 * the next removal finds.
 */
public final class OldRuns {

	static final int ROWS_AT_ONCE = 10_000;

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final Runnable compaction;

	OldRuns(JdbcTemplate jdbc, TransactionTemplate transaction, Runnable compaction) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.compaction = compaction;
	}

	/**
	 * Finds the runs that may go. The newest one stays, because the next run's number is
	 * counted from it, and so does one whose claimed file has not been filed away yet.
	 * @param time what ended, or was started and never ended, before it is old
	 * @return their numbers, in order
	 */
	public List<Long> endedBefore(Instant time) {
		return this.jdbc.queryForList("""
				SELECT run FROM import_run
				WHERE COALESCE(ended_at, started_at) < ? AND (claim IS NULL OR filed)
					AND run < (SELECT MAX(run) FROM import_run)
				ORDER BY run
				""", Long.class, Times.toDatabase(time));
	}

	/**
	 * Removes a run. What it left in doubt is forgotten with it; its rows are removed by
	 * {@link #removeSomeRows()}.
	 * @param run the run's number
	 */
	public void remove(long run) {
		this.compaction.run();
		this.transaction.executeWithoutResult((status) -> {
			Doubts.forget(this.jdbc, run);
			this.jdbc.update("DELETE FROM import_run WHERE run = ?", run);
		});
	}

	/**
	 * Removes some rows of which the run is not there any more.
	 * @return whether there were any
	 */
	public boolean removeSomeRows() {
		Long rowId = firstRowAfter(0);
		while (rowId != null) {
			long run = RowId.run(rowId);
			if (!isThere(run)) {
				this.compaction.run();
				this.jdbc.update("DELETE FROM import_row WHERE row_id >= ? AND row_id <= ? FETCH FIRST ? ROWS ONLY",
						rowId, RowId.last(run), ROWS_AT_ONCE);
				return true;
			}
			rowId = firstRowAfter(RowId.last(run));
		}
		return false;
	}

	private @Nullable Long firstRowAfter(long rowId) {
		return this.jdbc.queryForObject("SELECT MIN(row_id) FROM import_row WHERE row_id > ?", Long.class, rowId);
	}

	private boolean isThere(long run) {
		return !this.jdbc.queryForList("SELECT run FROM import_run WHERE run = ?", Long.class, run).isEmpty();
	}

}
