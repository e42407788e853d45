package org.rolebindings.ledger;

import java.time.Instant;
import java.util.List;

import org.rolebindings.ledger.sql.RowChecksums;
import org.rolebindings.ledger.sql.RowId;
import org.rolebindings.ledger.sql.Times;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs that nobody asks for any more, and how they are removed: first the run with all
 * that is about it as a whole, then its rows, some at a time, so that millions of them
 * are never one transaction. Which runs have rows left is written down with the first, so
 * that after a crash in between they need not be searched for among all rows.
 */
public final class OldRuns {

	static final int ROWS_AT_ONCE = 10_000;

	/** Fewer rows leave holes that the next runs fill. */
	private static final int WORTH_COMPACTION = ROWS_AT_ONCE;

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final Runnable compaction;

	private final DoubtLedger doubts;

	private long removedRows;

	/**
	 * A run that may go.
	 *
	 * @param number its number
	 * @param resumes how often it was resumed
	 */
	public record OldRun(long number, int resumes) {
	}

	public OldRuns(JdbcTemplate jdbc, TransactionTemplate transaction, Runnable compaction) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.compaction = compaction;
		this.doubts = new DoubtLedger(jdbc);
	}

	/**
	 * Finds the runs that may go. The newest one stays, because the next run's number is
	 * counted from it, and so does one whose claimed file has not been filed away yet.
	 * @param time what ended, or was started and never ended, before it is old
	 * @return the runs, oldest first
	 */
	public List<OldRun> endedBefore(Instant time) {
		// That it was started before, too, says no more, but has an index
		return this.jdbc.query("""
				SELECT run, resumes FROM import_run
				WHERE started_at < ? AND COALESCE(ended_at, started_at) < ? AND (claim IS NULL OR filed)
					AND run <> (SELECT MAX(run) FROM import_run)
				ORDER BY started_at, run
				""", (results, number) -> new OldRun(results.getLong(1), results.getInt(2)), Times.toDatabase(time),
				Times.toDatabase(time));
	}

	/**
	 * Removes a run. What it left in doubt is forgotten with it; its rows are removed by
	 * {@link #removeSomeRows()}.
	 * @param run the run's number
	 */
	public void remove(long run) {
		this.transaction.executeWithoutResult((status) -> {
			this.doubts.forget(run);
			RowChecksums.forget(this.jdbc, run);
			this.jdbc.update("INSERT INTO removed_run SELECT run FROM import_run WHERE run = ?", run);
			this.jdbc.update("DELETE FROM import_run WHERE run = ?", run);
		});
	}

	/**
	 * Removes some rows of a run that is removed.
	 * @return whether there may be more
	 */
	public boolean removeSomeRows() {
		List<Long> runs = this.jdbc.queryForList("SELECT run FROM removed_run ORDER BY run FETCH FIRST ROW ONLY",
				Long.class);
		if (runs.isEmpty()) {
			return false;
		}
		long run = runs.get(0);
		// As a subquery of the deletion, H2 would look for it again at each row
		Long last = this.jdbc.queryForObject("""
				SELECT MAX(row_id) FROM (
					SELECT row_id FROM import_row WHERE row_id > ? AND row_id <= ?
					ORDER BY row_id FETCH FIRST ? ROWS ONLY) next_rows
				""", Long.class, RowId.before(run), RowId.last(run), ROWS_AT_ONCE);
		int rows = (last != null)
				? this.jdbc.update("DELETE FROM import_row WHERE row_id > ? AND row_id <= ?", RowId.before(run), last)
				: 0;
		if (rows < ROWS_AT_ONCE) {
			this.jdbc.update("DELETE FROM removed_run WHERE run = ?", run);
		}
		this.removedRows += rows;
		if (this.removedRows >= WORTH_COMPACTION) {
			this.compaction.run();
		}
		return true;
	}

}
