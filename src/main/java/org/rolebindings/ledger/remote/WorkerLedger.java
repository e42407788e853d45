package org.rolebindings.ledger.remote;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.rolebindings.ledger.sql.Times;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The workers of runs: their signs of life, and what they have done. */
public final class WorkerLedger {

	/** A worker is taken for dead after so many seconds without a sign of life. */
	private static final int SILENT_SECONDS = 10;

	private static final String SILENT = "w.seen_at < clock_timestamp() - INTERVAL '" + SILENT_SECONDS + " seconds'";

	/**
	 * The condition that a worker w takes rows at present, or is likely to do so soon.
	 * One that is cut off from the API joins again and again, and takes none.
	 */
	static final String AT_WORK = "(w.state IN ('WAITING', 'WORKING') OR w.state = 'CONNECTING' "
			+ "AND w.joined_at > clock_timestamp() - INTERVAL '" + SILENT_SECONDS + " seconds') AND NOT (" + SILENT
			+ ")";

	/** The most rows of progress that are folded at a time. */
	private static final int FOLDED = 1_000;

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final JsonMapper json = new JsonMapper();

	public WorkerLedger(JdbcTemplate jdbc, TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.transaction = transaction;
	}

	/**
	 * Stores that a worker takes part in a run, and that the API has not answered it yet.
	 * @param run the run
	 * @param id tells the worker from others
	 * @param name its process and machine
	 */
	public void join(long run, String id, String name) {
		this.transaction.executeWithoutResult((status) -> this.jdbc.update("""
				INSERT INTO worker (run, id, name, joined_at, seen_at, decided, state)
				VALUES (?, ?, ?, clock_timestamp(), clock_timestamp(), 0, 'CONNECTING')
				""", run, id, name));
	}

	/**
	 * Stores a sign of life.
	 * @param run the run
	 * @param id the worker
	 * @param state what it does
	 * @param answered whether the API has answered it since the last sign of life
	 * @param message why it has left, or {@code null}
	 */
	public void seen(long run, String id, WorkerState.State state, boolean answered, @Nullable String message) {
		this.transaction.executeWithoutResult((status) -> this.jdbc.update("""
				UPDATE worker SET seen_at = clock_timestamp(), state = ?, message = ?,
					answered_at = CASE WHEN ? THEN clock_timestamp() ELSE answered_at END
				WHERE run = ? AND id = ?
				""", state.name(), message, answered, run, id));
	}

	/**
	 * Reads the workers of a run.
	 * @param run the run
	 * @return all that ever took part, in the order in which they joined
	 */
	public List<WorkerState> of(long run) {
		return this.jdbc.query("""
				SELECT w.id, w.name, w.joined_at, w.seen_at, w.answered_at, w.decided,
					CASE WHEN w.state <> 'LEFT' AND %s THEN 'SILENT' ELSE w.state END, w.message
				FROM worker w WHERE w.run = ? ORDER BY w.joined_at, w.id
				""".formatted(SILENT), (results, number) -> read(results), run);
	}

	private static WorkerState read(ResultSet results) throws SQLException {
		return new WorkerState(results.getString(1), results.getString(2),
				Objects.requireNonNull(Times.read(results, 3)), Objects.requireNonNull(Times.read(results, 4)),
				Times.read(results, 5), results.getLong(6), WorkerState.State.valueOf(results.getString(7)),
				results.getString(8));
	}

	/**
	 * Counts the processes that took part in a run. One that joined several times counts
	 * once.
	 * @param run the run
	 * @return their number
	 */
	public int count(long run) {
		return Objects.requireNonNull(
				this.jdbc.queryForObject("SELECT COUNT(DISTINCT name) FROM worker WHERE run = ?", Integer.class, run));
	}

	/**
	 * Adds what a worker has done, in the transaction of the caller.
	 * @param run the run
	 * @param id the worker
	 * @param progress what it has done since it added something last
	 */
	public void add(long run, String id, WorkerProgress progress) {
		this.jdbc.update("INSERT INTO worker_progress (run, progress) VALUES (?, ?)", run,
				this.json.writeValueAsString(progress));
		this.jdbc.update("UPDATE worker SET decided = decided + ? WHERE run = ? AND id = ?", progress.decided(), run,
				id);
	}

	/**
	 * Takes what workers have added, in the transaction of the caller, which has to keep
	 * it somewhere else.
	 * @param run the run
	 * @return some of it, in order; empty if there is nothing
	 */
	public List<WorkerProgress> take(long run) {
		List<Long> ids = new ArrayList<>();
		List<WorkerProgress> taken = this.jdbc.query("""
				SELECT id, progress FROM worker_progress WHERE run = ? ORDER BY id FETCH FIRST ? ROWS ONLY
				""", (results, number) -> {
			ids.add(results.getLong(1));
			return this.json.readValue(results.getString(2), WorkerProgress.class);
		}, run, FOLDED);
		this.jdbc.batchUpdate("DELETE FROM worker_progress WHERE id = ?", ids, FOLDED,
				(statement, id) -> statement.setLong(1, id));
		return taken;
	}

}
