package org.rolebindings.ledger;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What a run that was broken off may have sent without hearing the answer, and what a run
 * that takes its place inherits of that.
 */
final class Doubts {

	private Doubts() {
	}

	/**
	 * Turns the in-flight marks into doubt: a row below the highest mark that is not
	 * decided may have left, at the earliest when its own block was marked. That is the
	 * lowest mark that is not below it, whatever the times say: the server's clock may
	 * have been set back between two blocks.
	 */
	static void markUndecided(JdbcTemplate jdbc, long run) {
		jdbc.update("""
				UPDATE import_row r SET doubt_since = (
					SELECT m.marked_at FROM in_flight_mark m WHERE m.run = ? AND m.up_to_line >= r.row_id - ?
						ORDER BY m.run, m.up_to_line FETCH FIRST ROW ONLY)
				WHERE r.row_id > ? AND r.row_id <= ? + (SELECT MAX(up_to_line) FROM in_flight_mark WHERE run = ?)
					AND r.outcome IS NULL AND r.user_id IS NOT NULL AND r.doubt_since IS NULL
				""", run, RowId.before(run), RowId.before(run), RowId.before(run), run);
		forgetMarks(jdbc, run);
	}

	static void forgetMarks(JdbcTemplate jdbc, long run) {
		jdbc.update("DELETE FROM in_flight_mark WHERE run = ?", run);
	}

	/** Forgets all about a run that is removed. */
	static void forget(JdbcTemplate jdbc, long run) {
		forgetMarks(jdbc, run);
		jdbc.update("DELETE FROM inherited_doubt WHERE run = ?", run);
	}

	/** Hands a run's doubts on; both runs are of the same file, so lines agree. */
	static void bequeath(JdbcTemplate jdbc, long from, long to) {
		jdbc.update("""
				MERGE INTO inherited_doubt t USING (
					SELECT row_id - ? AS line, doubt_since, binding_id, previous_role_id FROM import_row
						WHERE row_id > ? AND row_id <= ? AND outcome IS NULL AND doubt_since IS NOT NULL
					UNION ALL
					SELECT line, doubt_since, binding_id, previous_role_id FROM inherited_doubt WHERE run = ?) s
				ON t.run = ? AND t.line = s.line
				WHEN NOT MATCHED THEN INSERT (run, line, doubt_since, binding_id, previous_role_id)
					VALUES (?, s.line, s.doubt_since, s.binding_id, s.previous_role_id)
				""", RowId.before(from), RowId.before(from), RowId.last(from), from, to, to);
		jdbc.update("DELETE FROM inherited_doubt WHERE run = ?", from);
	}

	/**
	 * Applies what a run inherited to its rows, once they are there. It begins with what
	 * was inherited, which is little, and not with the rows.
	 */
	static void inherit(JdbcTemplate jdbc, long run) {
		jdbc.update("""
				MERGE INTO import_row r USING inherited_doubt d
				ON d.run = ? AND r.row_id = ? + d.line
				WHEN MATCHED AND r.outcome IS NULL THEN UPDATE SET r.doubt_since = d.doubt_since,
					r.binding_id = d.binding_id, r.previous_role_id = d.previous_role_id
				""", run, RowId.before(run));
		jdbc.update("DELETE FROM inherited_doubt WHERE run = ?", run);
	}

}
