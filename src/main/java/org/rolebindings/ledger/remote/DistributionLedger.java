package org.rolebindings.ledger.remote;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.rolebindings.ledger.run.RunStart;
import org.rolebindings.ledger.sql.RowId;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** How runs are distributed: the ranges of their rows, and what workers have to know. */
public final class DistributionLedger {

	/** The number of the lease of a range: its row must be open, and nobody's. */
	private static final String OPEN = """
			FROM row_range r WHERE r.run = ? AND NOT r.done AND NOT EXISTS (SELECT 1 FROM lease l
				WHERE l.target = 'part ' || r.run || '/' || r.start_number || '/' || r.number
					AND l.expires_at > clock_timestamp())
			""";

	/** The most ranges that are found at a time. A very large run has thousands. */
	static final int MOST_OPEN = 1_000;

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final JsonMapper json = new JsonMapper();

	public DistributionLedger(JdbcTemplate jdbc, TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.transaction = transaction;
	}

	/**
	 * Returns what tells this database from others.
	 * @return a random text that stays the same
	 */
	public String databaseId() {
		return Objects.requireNonNull(this.transaction.execute((status) -> {
			this.jdbc.queryForList("SELECT version FROM ledger_schema FOR UPDATE");
			this.jdbc.update(
					"INSERT INTO database_identity SELECT ? WHERE NOT EXISTS (SELECT 1 FROM database_identity)",
					UUID.randomUUID().toString());
			return Objects.requireNonNull(this.jdbc.queryForObject("SELECT id FROM database_identity", String.class));
		}));
	}

	/**
	 * Begins to distribute the rows of a run that are not decided.
	 * @param distribution the start and what its workers have to know
	 * @param rowsEach the most rows of a range, 1 or more
	 * @param updates how many updates of the run were made or may have been
	 * @return the number of ranges
	 */
	public int begin(Distribution distribution, int rowsEach, long updates) {
		RunStart start = distribution.start();
		return Objects.requireNonNull(this.transaction.execute((status) -> {
			forget(start.run());
			this.jdbc.update("""
					INSERT INTO distribution (run, start_number, fence, version, settings, claims, failed, updates)
					VALUES (?, ?, ?, ?, ?, 0, (SELECT COUNT(*) FROM import_row
						WHERE row_id > ? AND row_id <= ? AND outcome = 'FAILED'), ?)
					ON CONFLICT (run) DO UPDATE SET start_number = EXCLUDED.start_number, fence = EXCLUDED.fence,
						version = EXCLUDED.version, settings = EXCLUDED.settings, failed = EXCLUDED.failed,
						updates = EXCLUDED.updates, stop_kind = NULL, stop_message = NULL
					""", start.run(), start.number(), distribution.fence(), distribution.version(),
					this.json.writeValueAsString(distribution.settings()), RowId.before(start.run()),
					RowId.last(start.run()), updates);
			return cut(start, rowsEach);
		}));
	}

	/** Each range ends with every {@code rowsEach}th of the rows that are not decided. */
	private int cut(RunStart start, int rowsEach) {
		return this.jdbc.update("""
				INSERT INTO row_range (run, start_number, number, after_line, up_to_line, done)
				SELECT ?, ?, (part - 1)::int, COALESCE(LAG(last) OVER (ORDER BY part), ?) - ?, last - ?, FALSE FROM (
					SELECT part, MAX(row_id) AS last FROM (
						SELECT row_id, (ROW_NUMBER() OVER (ORDER BY row_id) + ? - 1) / ? AS part FROM import_row
						WHERE row_id > ? AND row_id <= ? AND outcome IS NULL) numbered
					GROUP BY part) parts
				""", start.run(), start.number(), RowId.before(start.run()), RowId.before(start.run()),
				RowId.before(start.run()), rowsEach, rowsEach, RowId.before(start.run()), RowId.last(start.run()));
	}

	/**
	 * Finds how a run is distributed.
	 * @param run the run
	 * @return the present distribution, empty if there is none
	 */
	public Optional<Distribution> find(long run) {
		return this.jdbc.query("""
				SELECT run, start_number, fence, version, settings, stop_kind, stop_message
				FROM distribution WHERE run = ?
				""", (results, number) -> read(results), run).stream().findFirst();
	}

	private Distribution read(ResultSet results) throws SQLException {
		Map<String, String> settings = this.json.readValue(results.getString(5), new TypeReference<>() {
		});
		String kind = results.getString(6);
		return new Distribution(new RunStart(results.getLong(1), results.getInt(2)), results.getLong(3),
				results.getString(4), settings, (kind != null) ? new WorkersStop(kind, results.getString(7)) : null);
	}

	/**
	 * Asks all workers of a run to stop. The first reason counts.
	 * @param run the run
	 * @param reason why
	 */
	public void stop(long run, WorkersStop reason) {
		this.transaction.executeWithoutResult((status) -> this.jdbc.update(
				"UPDATE distribution SET stop_kind = ?, stop_message = ? WHERE run = ? AND stop_kind IS NULL",
				reason.kind(), reason.message(), run));
	}

	/**
	 * Finds ranges that have undecided rows and no worker.
	 * @param run the run
	 * @return the numbers of the first of them, in order
	 */
	public List<Integer> openRanges(long run) {
		return this.jdbc.queryForList("SELECT r.number " + OPEN + " ORDER BY r.number FETCH FIRST ? ROWS ONLY",
				Integer.class, run, MOST_OPEN);
	}

	/**
	 * Counts the ranges of a run that have undecided rows.
	 * @param run the run
	 * @return their number
	 */
	public int unfinishedRanges(long run) {
		return count("SELECT COUNT(*) FROM row_range WHERE run = ? AND NOT done", run);
	}

	/**
	 * Counts the ranges that a worker has at present, whose requests may be on their way.
	 * @param run the run
	 * @return their number
	 */
	public int rangesAtWork(long run) {
		return count("SELECT COUNT(*) FROM lease WHERE starts_with(target, ?) AND expires_at > clock_timestamp()",
				"part " + run + "/");
	}

	private int count(String sql, Object value) {
		Integer count = this.jdbc.queryForObject(sql, Integer.class, value);
		return (count != null) ? count : 0;
	}

	/**
	 * Finds a range that a worker may take.
	 * @param start the start
	 * @param number the range's number
	 * @param worker the worker
	 * @return the range; empty if it is done, or the worker's key may do none of its rows
	 * and others are at work that have not tried them, or if that start is over
	 */
	public Optional<RowRange> range(RunStart start, int number, String worker) {
		long before = RowId.before(start.run());
		return this.jdbc.query("""
				SELECT r.after_line, r.up_to_line FROM row_range r JOIN distribution d ON d.run = r.run
				WHERE r.run = ? AND r.start_number = ? AND d.start_number = r.start_number AND r.number = ?
					AND NOT r.done AND d.stop_kind IS NULL
					AND (NOT EXISTS (SELECT 1 FROM import_row i
							WHERE i.row_id > ? + r.after_line AND i.row_id <= ? + r.up_to_line AND i.outcome IS NULL)
						OR EXISTS (SELECT 1 FROM import_row i
							WHERE i.row_id > ? + r.after_line AND i.row_id <= ? + r.up_to_line AND i.outcome IS NULL
								AND (NOT EXISTS (SELECT 1 FROM refusal f WHERE f.row_id = i.row_id AND f.worker = ?)
									OR NOT EXISTS (SELECT 1 FROM worker w
										WHERE w.run = r.run AND w.id <> ? AND %s AND NOT EXISTS (
											SELECT 1 FROM refusal f WHERE f.row_id = i.row_id AND f.worker = w.id)))))
				""".formatted(WorkerLedger.AT_WORK),
				(results, row) -> new RowRange(start, number, results.getLong(1), results.getLong(2)), start.run(),
				start.number(), number, before, before, before, before, worker, worker)
			.stream()
			.findFirst();
	}

	/**
	 * Ends the distribution of a run: nothing of it is needed any more but its workers.
	 * @param run the run
	 */
	public void end(long run) {
		this.transaction.executeWithoutResult((status) -> {
			forget(run);
			this.jdbc.update("DELETE FROM distribution WHERE run = ?", run);
		});
	}

	/** Removes ranges, and what was kept for them, but no progress. */
	private void forget(long run) {
		this.jdbc.update("DELETE FROM row_range WHERE run = ?", run);
		this.jdbc.update("DELETE FROM update_unit WHERE row_id > ? AND row_id <= ?", RowId.before(run),
				RowId.last(run));
		this.jdbc.update("DELETE FROM refusal WHERE row_id > ? AND row_id <= ?", RowId.before(run), RowId.last(run));
		// Of other runs too, which are removed by now: nobody takes a range that is gone
		this.jdbc.update("""
				DELETE FROM lease l WHERE starts_with(l.target, 'part ') AND l.expires_at <= clock_timestamp()
					AND NOT EXISTS (SELECT 1 FROM row_range r
						WHERE l.target = 'part ' || r.run || '/' || r.start_number || '/' || r.number)
				""");
	}

}
