package org.rolebindings.ledger.sql;

import java.util.List;
import java.util.function.Function;

import org.rolebindings.store.DamagedStateException;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The numbers and checksums of the staged and of the decided rows of a run. What a plan
 * says about a row counts as another staged row. They are written in the transaction of
 * the rows, so they agree with the rows after any crash.
 */
public final class RowChecksums {

	private final RowChecksum staged = new RowChecksum();

	private final RowChecksum decided = new RowChecksum();

	public RowChecksum staged() {
		return this.staged;
	}

	public RowChecksum decided() {
		return this.decided;
	}

	/** Begins a run without rows. */
	public static void begin(JdbcTemplate jdbc, long run) {
		jdbc.update("INSERT INTO row_sums (run, staged, staged_sum, decided, decided_sum) VALUES (?, 0, 0, 0, 0)", run);
	}

	/** Removes those of a run. */
	public static void forget(JdbcTemplate jdbc, long run) {
		jdbc.update("DELETE FROM row_sums WHERE run = ?", run);
	}

	/**
	 * Adds rows that were decided in the same transaction.
	 * @param jdbc the database
	 * @param run the run
	 * @param updated how many rows each update changed, as a batch returns it
	 * @param decisions the decisions, in the same order
	 * @param row makes the row that the database has now of a decision
	 * @return how many rows were decided
	 */
	public static <T> long addDecided(JdbcTemplate jdbc, long run, int[][] updated, List<? extends T> decisions,
			Function<T, DecidedRow> row) {
		RowChecksums sums = new RowChecksums();
		int i = 0;
		for (int[] batch : updated) {
			for (int rows : batch) {
				T decision = decisions.get(i++);
				if (rows > 0) {
					sums.decided.addDecided(row.apply(decision));
				}
			}
		}
		sums.addTo(jdbc, run);
		return sums.decided.rows();
	}

	/** Adds rows that are written in the same transaction. */
	public void addTo(JdbcTemplate jdbc, long run) {
		jdbc.update("""
				UPDATE row_sums SET staged = staged + ?, staged_sum = MOD(staged_sum + ?, %1$s),
					decided = decided + ?, decided_sum = MOD(decided_sum + ?, %1$s)
				WHERE run = ?
				""".formatted(RowChecksum.MODULUS), this.staged.rows(), this.staged.sum(), this.decided.rows(),
				this.decided.sum(), run);
	}

	/**
	 * Compares the rows of a run that were read with those that were written. A run that
	 * an earlier version started has no checksums, and passes.
	 * @throws DamagedStateException if they differ
	 */
	public void verify(JdbcTemplate jdbc, long run) {
		List<Boolean> agrees = jdbc.queryForList("""
				SELECT staged = ? AND staged_sum = ? AND decided = ? AND decided_sum = ? FROM row_sums WHERE run = ?
				""", Boolean.class, this.staged.rows(), this.staged.sum(), this.decided.rows(), this.decided.sum(),
				run);
		if (agrees.contains(false)) {
			throw new DamagedStateException(
					"the rows of run " + run + " in its database are not those that were written");
		}
	}

}
