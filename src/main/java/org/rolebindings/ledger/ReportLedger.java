package org.rolebindings.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Outcome;
import org.rolebindings.ledger.sql.DecidedRow;
import org.rolebindings.ledger.sql.OutcomeCounts;
import org.rolebindings.ledger.sql.RowChecksums;
import org.rolebindings.ledger.sql.RowId;
import org.rolebindings.ledger.sql.ValidatingRowMapper;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads rows for the reports. */
public final class ReportLedger {

	/** Larger pages are not faster, and a row may have a few MiB. */
	private static final int PAGE = 50;

	/** Outcome, error code, status and binding of the row itself begin here. */
	private static final int OWN_RESULT = 7;

	/** Those of the line that it repeats. */
	private static final int FIRST_RESULT = 11;

	/** The role that is in the way of that line. */
	private static final int FIRST_ROLE = 15;

	/** What the row asks for begins here. */
	private static final int BINDING = 16;

	private static final int DUPLICATE_OF = 20;

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final ExpectationLedger expectations;

	ReportLedger(JdbcTemplate jdbc, TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.expectations = new ExpectationLedger(jdbc);
	}

	/**
	 * Reads every row of a run, in the file's order.
	 * @param run the run
	 * @param consumer takes each row once
	 * @throws org.springframework.dao.DataAccessException if the rows are not those that
	 * were written; by then the consumer has got all of them
	 */
	public void forEachRow(long run, Consumer<ReportRow> consumer) {
		RowChecksums sums = new RowChecksums();
		long after = 0;
		List<ReportRow> page;
		do {
			page = this.jdbc.query("""
					SELECT r.row_id, r.carried, r.message, r.attempts, r.previous_role_id, r.request_id,
						r.outcome, r.error_code, r.http_status, r.binding_id,
						f.outcome, f.error_code, f.http_status, f.binding_id, f.previous_role_id,
						r.role_id, r.user_id, r.resource_type, r.resource_id, r.duplicate_of
					FROM import_row r LEFT JOIN import_row f
						ON f.row_id = ? + r.duplicate_of AND r.outcome = 'DUPLICATE'
					WHERE r.row_id > ? AND r.row_id <= ? ORDER BY r.row_id FETCH FIRST ? ROWS ONLY
					""", ValidatingRowMapper.of((results, number) -> read(results, sums)), RowId.before(run),
					RowId.of(run, after), RowId.last(run), PAGE);
			page.forEach(consumer);
			after = page.isEmpty() ? after : page.get(page.size() - 1).line();
		}
		while (page.size() == PAGE);
		this.expectations.addTo(run, sums);
		sums.verify(this.jdbc, run);
	}

	/** Columns are read by number, because by name it takes a tenth longer. */
	private static ReportRow read(ResultSet results, RowChecksums sums) throws SQLException {
		add(results, sums);
		Outcome outcome = OutcomeCounts.outcome(results.getString(OWN_RESULT));
		int result = (outcome == Outcome.DUPLICATE) ? FIRST_RESULT : OWN_RESULT;
		Outcome countsAs = OutcomeCounts.outcome(results.getString(result));
		// Of an open row only what was staged has a checksum
		boolean open = outcome == Outcome.PENDING;
		boolean decided = countsAs != Outcome.PENDING;
		boolean repeatsFailure = outcome == Outcome.DUPLICATE && countsAs.isFailure();
		return new ReportRow(RowId.line(results.getLong(1)), results.getString(2), outcome, countsAs,
				errorCode(results.getString(result + 1)), results.getObject(result + 2, Integer.class),
				open ? null : results.getString(3), results.getInt(4), decided ? results.getString(result + 3) : null,
				decided ? results.getString(repeatsFailure ? FIRST_ROLE : 5) : null,
				open ? null : results.getString(6));
	}

	private static void add(ResultSet results, RowChecksums sums) throws SQLException {
		long line = RowId.line(results.getLong(1));
		sums.staged()
			.addStaged(line, results.getString(2), results.getString(BINDING), results.getString(BINDING + 1),
					results.getString(BINDING + 2), results.getString(BINDING + 3));
		String outcome = results.getString(OWN_RESULT);
		if (outcome != null) {
			sums.decided()
				.addDecided(new DecidedRow(line, outcome, results.getObject(DUPLICATE_OF, Long.class),
						results.getString(OWN_RESULT + 1), results.getObject(OWN_RESULT + 2, Integer.class),
						results.getString(3), results.getInt(4), results.getString(OWN_RESULT + 3),
						results.getString(5), results.getString(6)));
		}
	}

	/**
	 * Tells how many rows of a run have which outcome. This takes no longer if there are
	 * more rows, unless a crash ended the run.
	 * @param run the run
	 * @return the outcomes that occur
	 */
	public OutcomeCounts counts(long run) {
		return OutcomeCounts.kept(this.jdbc, run).orElseGet(() -> OutcomeCounts.count(this.jdbc, run));
	}

	/**
	 * Counts the rows of a run by outcome, and keeps the counts with the run.
	 * @param run the run
	 * @return the outcomes that occur
	 */
	public OutcomeCounts count(long run) {
		OutcomeCounts counts = OutcomeCounts.count(this.jdbc, run);
		this.transaction.executeWithoutResult((status) -> counts.keep(this.jdbc, run));
		return counts;
	}

	/**
	 * Reads which roles an undo has taken back and given back.
	 * @param run the undo
	 * @return how many RESTORED rows there are of each pair of roles
	 */
	public List<RestoredRoles> restored(long run) {
		return this.jdbc.query("""
				SELECT r.previous_role_id, e.former_role_id, COUNT(*)
				FROM import_row r LEFT JOIN expectation e ON e.row_id = r.row_id
				WHERE r.row_id > ? AND r.row_id <= ? AND r.outcome = 'RESTORED'
				GROUP BY r.previous_role_id, e.former_role_id
				""",
				(results, number) -> new RestoredRoles(results.getString(1), results.getString(2), results.getLong(3)),
				RowId.before(run), RowId.last(run));
	}

	private static @Nullable ErrorCode errorCode(@Nullable String name) {
		return (name != null) ? ErrorCode.valueOf(name) : null;
	}

}
