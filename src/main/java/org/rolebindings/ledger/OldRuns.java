package org.rolebindings.ledger;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.ledger.sample.SampleLedger;
import org.rolebindings.ledger.sql.RowChecksums;
import org.rolebindings.ledger.sql.RowId;
import org.rolebindings.ledger.sql.Times;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds and removes old runs. First it removes a run and all that belongs to the run as a
 * whole, then its rows in several transactions, because there may be millions. A table
 * lists the removed runs that still have rows, so that after a crash they need not be
 * searched for.
 */
public final class OldRuns {

	static final int ROWS_AT_ONCE = 10_000;

	/** The space of fewer rows is used by the next runs. */
	private static final int WORTH_COMPACTION = ROWS_AT_ONCE;

	/** What several machines told each other about a run. */
	private static final List<String> OF_A_RUN = List.of("distribution", "row_range", "worker", "worker_progress");

	/** The same about its rows. */
	private static final List<String> OF_ROWS = List.of("update_unit", "refusal");

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final Runnable compaction;

	private final DoubtLedger doubts;

	private long removedRows;

	/**
	 * A run that may be removed.
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
	 * Finds the runs that may be removed. The newest run stays, because the next run's
	 * number is counted from it. A run whose claimed file was not filed away stays, too,
	 * and so does a run as long as an unfinished run undoes it.
	 * @param time a run that ended, or was started and never ended, before it is old
	 * @param target only runs on this target, or {@code null} for all
	 * @return the runs, oldest first
	 */
	public List<OldRun> endedBefore(Instant time, @Nullable String target) {
		// The condition on started_at is redundant, but has an index
		return this.jdbc.query("""
				SELECT run, resumes FROM import_run
				WHERE started_at < ? AND COALESCE(ended_at, started_at) < ? AND (claim IS NULL OR filed)
					AND target = COALESCE(?, target)
					AND run <> (SELECT MAX(run) FROM import_run)
					AND NOT EXISTS (SELECT 1 FROM import_run u
						WHERE u.undone_run = import_run.run AND u.status IN ('RUNNING', 'STOPPED'))
				ORDER BY started_at, run
				""", (results, number) -> new OldRun(results.getLong(1), results.getInt(2)), Times.toDatabase(time),
				Times.toDatabase(time), target);
	}

	/**
	 * Removes a run with its doubts and samples. {@link #removeSomeRows()} removes its
	 * rows.
	 * @param run the run's number
	 */
	public void remove(long run) {
		this.transaction.executeWithoutResult((status) -> {
			this.doubts.forget(run);
			RowChecksums.forget(this.jdbc, run);
			SampleLedger.forget(this.jdbc, run);
			OF_A_RUN.forEach((table) -> this.jdbc.update("DELETE FROM " + table + " WHERE run = ?", run));
			OF_ROWS.forEach((table) -> this.jdbc.update("DELETE FROM " + table + " WHERE row_id > ? AND row_id <= ?",
					RowId.before(run), RowId.last(run)));
			this.jdbc.update("INSERT INTO removed_run SELECT run FROM import_run WHERE run = ?", run);
			this.jdbc.update("DELETE FROM import_run WHERE run = ?", run);
		});
	}

	/**
	 * Removes some rows of the removed runs.
	 * @return whether there may be more
	 */
	public boolean removeSomeRows() {
		return Boolean.TRUE.equals(this.transaction.execute((status) -> removeNextRows()));
	}

	private boolean removeNextRows() {
		List<Long> runs = this.jdbc.queryForList("SELECT run FROM removed_run ORDER BY run FETCH FIRST ROW ONLY",
				Long.class);
		if (runs.isEmpty()) {
			return false;
		}
		long run = runs.get(0);
		// As a subquery of the deletion, H2 would run this for each row
		Long last = this.jdbc.queryForObject("""
				SELECT MAX(row_id) FROM (
					SELECT row_id FROM import_row WHERE row_id > ? AND row_id <= ?
					ORDER BY row_id FETCH FIRST ? ROWS ONLY) next_rows
				""", Long.class, RowId.before(run), RowId.last(run), ROWS_AT_ONCE);
		int rows = (last != null) ? removeRows(run, last) : 0;
		if (rows < ROWS_AT_ONCE) {
			this.jdbc.update("DELETE FROM removed_run WHERE run = ?", run);
		}
		this.removedRows += rows;
		if (this.removedRows >= WORTH_COMPACTION) {
			this.compaction.run();
		}
		return true;
	}

	/** The rows are what is searched for, so what a plan says about them goes first. */
	private int removeRows(long run, long last) {
		this.jdbc.update("DELETE FROM expectation WHERE row_id > ? AND row_id <= ?", RowId.before(run), last);
		this.jdbc.update("DELETE FROM deleted_binding WHERE row_id > ? AND row_id <= ?", RowId.before(run), last);
		return this.jdbc.update("DELETE FROM import_row WHERE row_id > ? AND row_id <= ?", RowId.before(run), last);
	}

}
