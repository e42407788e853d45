package org.rolebindings.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.binding.validation.CheckedRow;
import org.rolebindings.binding.validation.Rejection;
import org.rolebindings.ledger.run.RunStart;
import org.rolebindings.ledger.sql.Bindings;
import org.rolebindings.ledger.sql.DecidedRow;
import org.rolebindings.ledger.sql.RowChecksums;
import org.rolebindings.ledger.sql.RowId;
import org.rolebindings.ledger.sql.ValidatingRowMapper;
import org.rolebindings.ledger.staged.RowInsert;
import org.rolebindings.ledger.staged.StagedRow;

import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of the runs, on their way from staged to decided. */
public final class RowLedger {

	private static final int MAX_MESSAGE = 8192;

	private static final int MAX_REQUEST_ID = 1024;

	private final JdbcTemplate jdbc;

	private final RowInsert insert;

	private final DoubtLedger doubts;

	private final ExpectationLedger expectations;

	private final DeletedBindings deleted;

	public RowLedger(JdbcTemplate jdbc, RowInsert insert) {
		this.jdbc = jdbc;
		this.insert = insert;
		this.doubts = new DoubtLedger(jdbc);
		this.expectations = new ExpectationLedger(jdbc);
		this.deleted = new DeletedBindings(jdbc);
	}

	/**
	 * Writes rows of the file.
	 * @param run the run
	 * @param rows the rows, with their binding or their rejection
	 */
	public void stage(long run, List<? extends CheckedRow> rows) {
		this.insert.insert(rows.stream().map((row) -> staged(run, row)).toList());
		RowChecksums sums = new RowChecksums();
		rows.forEach((row) -> add(row, sums));
		sums.addTo(this.jdbc, run);
	}

	/**
	 * Writes what the plan of a run says about rows that are staged in the same
	 * transaction.
	 * @param run the run
	 * @param planned the bindings that the plan names, by line
	 */
	public void expect(long run, Map<Long, ExistingBinding> planned) {
		this.expectations.stage(run,
				planned.entrySet()
					.stream()
					.map((row) -> new ExpectationLedger.Expected(row.getKey(), row.getValue(), null))
					.toList());
	}

	private static void add(CheckedRow row, RowChecksums sums) {
		long line = row.input().line();
		Binding binding = row.binding();
		if (binding != null) {
			sums.staged()
				.addStaged(line, row.input().carried(), binding.roleId().text(), binding.userId().text(),
						binding.resourceType().name(), binding.resourceId().text());
		}
		else {
			sums.staged().addStaged(line, row.input().carried(), null, null, null, null);
		}
		Rejection rejection = row.rejection();
		if (rejection != null) {
			sums.decided().addDecided(DecidedRow.of(line, rejection, stored(rejection.message(), MAX_MESSAGE)));
		}
	}

	private static StagedRow staged(long run, CheckedRow row) {
		Binding binding = row.binding();
		Rejection rejection = row.rejection();
		return new StagedRow(RowId.of(run, row.input().line()), row.input().carried(),
				(binding != null) ? binding.roleId().text() : null, (binding != null) ? binding.userId().text() : null,
				(binding != null) ? binding.resourceType().name() : null,
				(binding != null) ? binding.resourceId().text() : null,
				(rejection != null) ? rejection.outcome().name() : null,
				(rejection != null) ? rejection.code().name() : null,
				(rejection != null) ? stored(rejection.message(), MAX_MESSAGE) : null);
	}

	/**
	 * Tells how far the file has been staged.
	 * @param run the run
	 * @return the line of the last row, 0 if there is none
	 */
	public long lastStagedLine(long run) {
		List<Long> last = this.jdbc.queryForList("""
				SELECT row_id FROM import_row WHERE row_id > ? AND row_id <= ?
				ORDER BY row_id DESC FETCH FIRST ROW ONLY
				""", Long.class, RowId.before(run), RowId.last(run));
		return last.isEmpty() ? 0 : RowId.line(last.get(0));
	}

	/**
	 * Counts the rows that are not decided yet.
	 * @param run the run
	 * @return their number
	 */
	public long undecidedRows(long run) {
		return count("outcome IS NULL", run);
	}

	/**
	 * Counts the rows in a part of a run that are not decided yet.
	 * @param run the run
	 * @param afterLine only rows that begin after this line
	 * @param upToLine and not after this one
	 * @return their number
	 */
	public long undecidedRows(long run, long afterLine, long upToLine) {
		long last = RowId.last(run);
		return Objects.requireNonNull(this.jdbc.queryForObject(
				"SELECT COUNT(*) FROM import_row WHERE row_id > ? AND row_id <= ? AND outcome IS NULL", Long.class,
				RowId.of(run, afterLine), (upToLine < RowId.line(last)) ? RowId.of(run, upToLine) : last));
	}

	/**
	 * Counts the INVALID rows.
	 * @param run the run
	 * @return their number
	 */
	public long invalidRows(long run) {
		return count("outcome = 'INVALID'", run);
	}

	/**
	 * Counts the FAILED rows.
	 * @param run the run
	 * @return their number
	 */
	public long failedRows(long run) {
		return count("outcome = 'FAILED'", run);
	}

	/**
	 * Counts the UPDATED rows.
	 * @param run the run
	 * @return their number
	 */
	public long updatedRows(long run) {
		return count("outcome = 'UPDATED'", run);
	}

	/**
	 * Finds the rows of which an update of the run may have been carried out unheard.
	 * @param run the run
	 * @return their lines; no row is UPDATED
	 */
	public Set<Long> updatesInDoubt(long run) {
		return this.doubts.updates(run);
	}

	/**
	 * Reads the next undecided rows, in the file's order.
	 * @param run the run
	 * @param afterLine only rows that begin after this line
	 * @param limit the most rows to read
	 * @return the rows with the doubts about them, empty at the end
	 */
	public List<UndecidedRow> undecidedAfter(long run, long afterLine, int limit) {
		return this.doubts.addTo(run, this.jdbc.query("""
				SELECT row_id, role_id, user_id, resource_type, resource_id, attempts
				FROM import_row WHERE row_id > ? AND row_id <= ? AND outcome IS NULL
				ORDER BY row_id FETCH FIRST ? ROWS ONLY
				""", ValidatingRowMapper.of((results, number) -> readUndecided(results)), RowId.of(run, afterLine),
				RowId.last(run), limit));
	}

	/**
	 * Reads the next undecided rows of a run with a plan, in the file's order.
	 * @param run the run
	 * @param afterLine only rows that begin after this line
	 * @param limit the most rows to read
	 * @return the rows with their doubts and with what the plan says, empty at the end
	 */
	public List<UndecidedRow> plannedAfter(long run, long afterLine, int limit) {
		return this.expectations.addTo(run, undecidedAfter(run, afterLine, limit));
	}

	private static UndecidedRow readUndecided(ResultSet results) throws SQLException {
		return new UndecidedRow(RowId.line(results.getLong(1)), Bindings.read(results, 2), results.getInt(6),
				List.of());
	}

	/**
	 * Writes decisions. The doubts that they decide are removed; the others stay for
	 * later runs. What was deleted is kept for later runs, too.
	 * @param start the start that made them
	 * @param decisions the decisions
	 */
	public void decide(RunStart start, List<? extends Decision> decisions) {
		Map<Long, Instant> since = new HashMap<>();
		List<Long> decided = new ArrayList<>();
		decisions.forEach((decision) -> {
			if (decision.doubtSince() != null) {
				since.put(decision.line(), decision.doubtSince());
			}
			decided.addAll(decision.decidedDoubts());
		});
		this.doubts.remove(decided);
		this.doubts.add(start, since);
		int[][] updated = this.jdbc.batchUpdate("""
				UPDATE import_row SET outcome = ?, error_code = ?, http_status = ?, message = ?, attempts = ?,
					binding_id = ?, previous_role_id = ?, request_id = ?
				WHERE row_id = ? AND outcome IS NULL
				""", decisions, decisions.size(), (statement, decision) -> {
			statement.setString(1, decision.outcome().name());
			statement.setString(2, (decision.errorCode() != null) ? decision.errorCode().name() : null);
			statement.setObject(3, decision.httpStatus(), Types.INTEGER);
			statement.setString(4, stored(decision.message(), MAX_MESSAGE));
			statement.setInt(5, decision.attempts());
			statement.setString(6, decision.bindingId());
			statement.setString(7, decision.previousRoleId());
			statement.setString(8, stored(decision.requestId(), MAX_REQUEST_ID));
			statement.setLong(9, RowId.of(start.run(), decision.line()));
		});
		this.deleted.add(start, decisions);
		RowChecksums.addDecided(this.jdbc, start.run(), updated, decisions, (decision) -> DecidedRow.of(decision,
				stored(decision.message(), MAX_MESSAGE), stored(decision.requestId(), MAX_REQUEST_ID)));
	}

	private long count(String condition, long run) {
		return Objects.requireNonNull(this.jdbc.queryForObject(
				"SELECT COUNT(*) FROM import_row WHERE row_id > ? AND row_id <= ? AND " + condition, Long.class,
				RowId.before(run), RowId.last(run)));
	}

	/** A text for a person as the database holds it. */
	private static @Nullable String stored(@Nullable String text, int most) {
		if (text == null || text.length() <= most) {
			return (text != null) ? Quoting.storable(text) : null;
		}
		int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
		return Quoting.storable(text.substring(0, end)) + "…";
	}

}
