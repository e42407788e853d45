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
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Doubt;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.ledger.run.RunStart;
import org.rolebindings.ledger.sql.Bindings;
import org.rolebindings.ledger.sql.RowId;
import org.rolebindings.ledger.sql.Times;
import org.rolebindings.ledger.sql.ValidatingRowMapper;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The doubts: requests that earlier starts may have sent without getting an answer. A
 * doubt concerns every row of any run that asks for the same binding on the same target.
 */
final class DoubtLedger {

	private static final int PAGE = 1_000;

	private final JdbcTemplate jdbc;

	/** A range of rows that may have been sent. */
	private record Mark(RunStart owner, long afterLine, long upToLine, Instant markedAt) {
	}

	DoubtLedger(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/** A row that is in doubt, with the binding that an update of it was to replace. */
	private record DoubtfulRow(long rowId, Binding binding, Instant since, @Nullable String formerId,
			@Nullable String formerRole) {
	}

	/**
	 * Turns all marks of a target's runs into doubts, and closes the doubts of earlier
	 * starts. No earlier start still runs, because this process alone holds those runs.
	 */
	void recover(String target) {
		this.jdbc.query("""
				SELECT run, start_number, after_line, up_to_line, marked_at FROM in_flight_mark
				WHERE run IN (SELECT run FROM import_run WHERE target = ?)
				ORDER BY run, up_to_line, start_number
				""", ValidatingRowMapper.of((results, number) -> readMark(results)), target)
			.forEach(this::doubtUndecided);
		this.jdbc.update("DELETE FROM in_flight_mark WHERE run IN (SELECT run FROM import_run WHERE target = ?)",
				target);
		closeEnded(target);
	}

	/**
	 * Does the same for some rows of a run. Who had marked them does not send them any
	 * more.
	 */
	void recover(long run, long afterLine, long upToLine) {
		this.jdbc.query("""
				SELECT run, start_number, after_line, up_to_line, marked_at FROM in_flight_mark
				WHERE run = ? AND after_line >= ? AND up_to_line <= ?
				ORDER BY up_to_line, start_number
				""", ValidatingRowMapper.of((results, number) -> readMark(results)), run, afterLine, upToLine)
			.forEach(this::doubtUndecided);
		this.jdbc.update("DELETE FROM in_flight_mark WHERE run = ? AND after_line >= ? AND up_to_line <= ?", run,
				afterLine, upToLine);
		this.jdbc.update("""
				UPDATE doubt SET latest_effect = (
					SELECT s.latest_effect FROM sign_of_life s
					WHERE s.run = doubt.run AND s.start_number = doubt.start_number)
				WHERE latest_effect IS NULL AND run = ? AND row_id > ? AND row_id <= ?
				""", run, RowId.of(run, afterLine), RowId.of(run, upToLine));
	}

	private static Mark readMark(ResultSet results) throws SQLException {
		return new Mark(new RunStart(results.getLong(1), results.getInt(2)), results.getLong(3), results.getLong(4),
				Objects.requireNonNull(Times.read(results, 5)));
	}

	private void closeEnded(String target) {
		this.jdbc.update("""
				UPDATE doubt SET latest_effect = (
					SELECT s.latest_effect FROM sign_of_life s
					WHERE s.run = doubt.run AND s.start_number = doubt.start_number)
				WHERE latest_effect IS NULL AND run IN (SELECT run FROM import_run WHERE target = ?)
				""", target);
	}

	/**
	 * An undecided row of a marked range may have been sent, at the earliest when the
	 * range was marked.
	 */
	private void doubtUndecided(Mark mark) {
		long run = mark.owner().run();
		long last = RowId.of(run, mark.upToLine());
		long after = RowId.of(run, mark.afterLine());
		List<DoubtfulRow> page;
		do {
			page = this.jdbc.query("""
					SELECT row_id, role_id, user_id, resource_type, resource_id, binding_id, previous_role_id
					FROM import_row
					WHERE row_id > ? AND row_id <= ? AND outcome IS NULL AND user_id IS NOT NULL
					ORDER BY row_id FETCH FIRST ? ROWS ONLY
					""", ValidatingRowMapper.of((results, number) -> readRow(results, mark.markedAt())), after, last,
					PAGE);
			insert(mark.owner(), page);
			after = page.isEmpty() ? after : page.get(page.size() - 1).rowId();
		}
		while (page.size() == PAGE);
		this.jdbc.update("""
				UPDATE import_row SET binding_id = NULL, previous_role_id = NULL
				WHERE row_id > ? AND row_id <= ? AND outcome IS NULL AND previous_role_id IS NOT NULL
				""", RowId.of(run, mark.afterLine()), last);
	}

	private static DoubtfulRow readRow(ResultSet results, Instant since) throws SQLException {
		return new DoubtfulRow(results.getLong(1), Bindings.read(results, 2), since, results.getString(6),
				results.getString(7));
	}

	void forgetMarks(RunStart owner) {
		this.jdbc.update("DELETE FROM in_flight_mark WHERE run = ? AND start_number = ?", owner.run(), owner.number());
	}

	/** Removes all marks and doubts of a run. */
	void forget(long run) {
		this.jdbc.update("DELETE FROM in_flight_mark WHERE run = ?", run);
		this.jdbc.update("DELETE FROM doubt WHERE run = ?", run);
		this.jdbc.update("DELETE FROM sign_of_life WHERE run = ?", run);
	}

	/**
	 * Adds the doubts that a start leaves about undecided rows.
	 * @param since the time at which a request of each line was sent
	 */
	void add(RunStart start, Map<Long, Instant> since) {
		if (since.isEmpty()) {
			return;
		}
		Object[] rowIds = since.keySet().stream().map((line) -> RowId.of(start.run(), line)).toArray();
		insert(start, this.jdbc.query("""
				SELECT row_id, role_id, user_id, resource_type, resource_id, binding_id, previous_role_id
				FROM import_row WHERE row_id = ANY(?) AND outcome IS NULL ORDER BY row_id
				""", (statement) -> statement.setArray(1, statement.getConnection().createArrayOf("BIGINT", rowIds)),
				ValidatingRowMapper.of((results, number) -> readRow(results,
						Objects.requireNonNull(since.get(RowId.line(results.getLong(1))))))));
	}

	private void insert(RunStart start, List<DoubtfulRow> rows) {
		if (rows.isEmpty()) {
			return;
		}
		this.jdbc.batchUpdate("""
				INSERT INTO doubt (run, start_number, row_id, binding_hash, since, former_binding_id, former_role_id)
				VALUES (?, ?, ?, ?, ?, ?, ?)
				""", rows, rows.size(), (statement, row) -> {
			statement.setLong(1, start.run());
			statement.setInt(2, start.number());
			statement.setLong(3, row.rowId());
			statement.setLong(4, row.binding().hash());
			statement.setObject(5, Times.toDatabase(row.since()), Types.TIMESTAMP_WITH_TIMEZONE);
			statement.setString(6, row.formerId());
			statement.setString(7, row.formerRole());
		});
	}

	/** The lines of the run's rows that an update of the run has left in doubt. */
	Set<Long> updates(long run) {
		return this.jdbc.queryForList("""
				SELECT DISTINCT d.row_id FROM doubt d JOIN import_row r ON r.row_id = d.row_id
				WHERE d.run = ? AND d.former_role_id IS NOT NULL AND (r.outcome IS NULL OR r.outcome <> 'UPDATED')
				""", Long.class, run).stream().map(RowId::line).collect(Collectors.toSet());
	}

	/** Removes doubts that are decided. */
	void remove(List<Long> ids) {
		if (!ids.isEmpty()) {
			this.jdbc.update("DELETE FROM doubt WHERE id = ANY(?)", (statement) -> statement.setArray(1,
					statement.getConnection().createArrayOf("BIGINT", ids.toArray())));
		}
	}

	/**
	 * The rows with the doubts about them, of all runs on the run's target that do the
	 * same: imports, undo runs of the same run, or revokes.
	 */
	List<UndecidedRow> addTo(long run, List<UndecidedRow> rows) {
		if (rows.isEmpty() || isEmpty()) {
			return rows;
		}
		Map<Binding, List<Doubt>> doubts = find(rows, """
				EXISTS (SELECT 1 FROM import_run o WHERE o.run = ? AND o.target = u.target AND o.kind = u.kind
					AND o.undone_run IS NOT DISTINCT FROM u.undone_run)
				""", run);
		if (doubts.isEmpty()) {
			return rows;
		}
		return rows.stream().map((row) -> row.doubting(doubts.getOrDefault(row.binding(), List.of()))).toList();
	}

	/** The doubts that one run has left about what rows ask for. */
	Map<Binding, List<Doubt>> ofRun(long run, List<UndecidedRow> rows) {
		return find(rows, "d.run = ?", run);
	}

	/**
	 * The doubts that the runs on a target which take bindings back have left about what
	 * rows ask for.
	 */
	Map<Binding, List<Doubt>> ofRemovals(String target, List<UndecidedRow> rows) {
		return find(rows, "u.target = ? AND u.kind <> 'IMPORT'", target);
	}

	private boolean isEmpty() {
		return this.jdbc.queryForList("SELECT id FROM doubt FETCH FIRST ROW ONLY", Long.class).isEmpty();
	}

	/**
	 * Finds doubts by the hash of the binding, and compares all ids.
	 */
	private Map<Binding, List<Doubt>> find(List<UndecidedRow> rows, String condition, Object... values) {
		Object[] hashes = rows.stream().map((row) -> row.binding().hash()).toArray();
		Map<Binding, List<Doubt>> doubts = new HashMap<>();
		this.jdbc.query("""
				SELECT d.id, d.since, d.latest_effect, d.former_binding_id, d.former_role_id,
					r.role_id, r.user_id, r.resource_type, r.resource_id
				FROM doubt d JOIN import_run u ON u.run = d.run JOIN import_row r ON r.row_id = d.row_id
				WHERE d.binding_hash = ANY(?) AND %s
				ORDER BY d.id
				""".formatted(condition), (statement) -> {
			statement.setArray(1, statement.getConnection().createArrayOf("BIGINT", hashes));
			for (int i = 0; i < values.length; i++) {
				statement.setObject(i + 2, values[i]);
			}
		}, ValidatingRowMapper
			.of((results, number) -> doubts.computeIfAbsent(Bindings.read(results, 6), (binding) -> new ArrayList<>())
				.add(readDoubt(results))));
		return doubts;
	}

	private static Doubt readDoubt(ResultSet results) throws SQLException {
		String formerRole = results.getString(5);
		return new Doubt(results.getLong(1), Objects.requireNonNull(Times.read(results, 2)), Times.read(results, 3),
				(formerRole != null) ? new ExistingBinding(results.getString(4), formerRole) : null);
	}

}
