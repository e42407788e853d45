package org.rolebindings.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.RunKind;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.ledger.run.RunIdentity;
import org.rolebindings.ledger.run.RunPosition;
import org.rolebindings.ledger.run.RunRequest;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.ledger.run.RunTask;
import org.rolebindings.ledger.run.RunTotals;
import org.rolebindings.ledger.sql.RowChecksums;
import org.rolebindings.ledger.sql.Times;
import org.rolebindings.ledger.sql.ValidatingRowMapper;
import org.rolebindings.store.Durability;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Stores the runs, and finds the run to resume. */
public final class RunLedger {

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final Durability durability;

	private final JsonMapper json = new JsonMapper();

	public RunLedger(JdbcTemplate jdbc, TransactionTemplate transaction, Durability durability) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.durability = durability;
	}

	/**
	 * Finds the run that the same import would go on with.
	 * @param identity what makes an import the same
	 * @param startedAfter only a run that was first started after this
	 * @return the newest run on the target, if it is the same import, unfinished and
	 * young enough
	 */
	public Optional<Run> toResume(RunIdentity identity, Instant startedAfter) {
		return query("WHERE target = ? ORDER BY run DESC FETCH FIRST ROW ONLY", identity.target()).stream()
			.filter((run) -> run.isUnfinished() && run.identity().equals(identity))
			.filter((run) -> run.startedAt().isAfter(startedAfter))
			.findFirst();
	}

	/**
	 * Tells whether there was a run with a target. Each run began with a proper answer of
	 * its target.
	 * @param target the normalised base URL
	 * @return whether there is such a run
	 */
	public boolean hasRunOn(String target) {
		return !query("WHERE target = ? FETCH FIRST ROW ONLY", target).isEmpty();
	}

	/**
	 * Finds the run of a claimed file, however it ended.
	 * @param claim the claim
	 * @return the newest run of that claim
	 */
	public Optional<Run> ofClaim(String claim) {
		return query("WHERE claim = ? ORDER BY run DESC FETCH FIRST ROW ONLY", claim).stream().findFirst();
	}

	/**
	 * Starts a new run. Unfinished runs of the same import, or of the same claim, are
	 * abandoned, and so is an unfinished run that is undone.
	 * @param identity what makes an import the same
	 * @param fileName the file's name
	 * @param header the names of the columns that the reports repeat
	 * @param request how it was asked for
	 * @param startedAt the time of the start
	 * @param reportFolder names the report folder for a run number
	 * @return the new run
	 */
	public Run start(RunIdentity identity, String fileName, String header, RunRequest request, Instant startedAt,
			LongFunction<String> reportFolder) {
		Run started = this.transaction.execute((status) -> {
			// Others may start a run in the same database
			this.jdbc.queryForList("SELECT version FROM ledger_schema FOR UPDATE");
			Long last = this.jdbc.queryForObject("SELECT COALESCE(MAX(run), 0) FROM import_run", Long.class);
			long number = Objects.requireNonNull(last) + 1;
			Run run = new Run(number, RunStatus.RUNNING, identity, fileName, header, reportFolder.apply(number),
					Times.stored(startedAt), null, 0, RunPosition.STAGING, RunTotals.NONE, request);
			insert(run);
			RowChecksums.begin(this.jdbc, number);
			unfinished(identity, number).forEach((former) -> abandon(former, run.startedAt()));
			abandonUndone(run);
			return run;
		});
		this.durability.force();
		return Objects.requireNonNull(started);
	}

	/** The unfinished runs of the same import, or claim. */
	private List<Run> unfinished(RunIdentity identity, long before) {
		return query("""
				WHERE ((sha256 = ? AND target = ?) OR claim = ?) AND run < ? AND status IN ('RUNNING', 'STOPPED')
				""", identity.sha256(), identity.target(), identity.claim(), before).stream()
			.filter((run) -> run.identity().equals(identity) || isOfClaim(run, identity.claim()))
			.toList();
	}

	private static boolean isOfClaim(Run run, @Nullable String claim) {
		return claim != null && claim.equals(run.identity().claim());
	}

	/**
	 * Finds the runs that took back what a run did, or some of it.
	 * @param undone the number of that run
	 * @return its undo runs, the newest first
	 */
	public List<Run> undoing(long undone) {
		return query("WHERE undone_run = ? ORDER BY run DESC", undone);
	}

	/** The run that a new run undoes must not go on. */
	private void abandonUndone(Run started) {
		Long undone = started.identity().task().undone();
		if (undone != null) {
			find(undone).filter(Run::isUnfinished).ifPresent((former) -> abandon(former, started.startedAt()));
		}
	}

	private void abandon(Run former, Instant now) {
		Instant endedAt = now.isBefore(former.startedAt()) ? former.startedAt() : now;
		this.jdbc.update("UPDATE import_run SET status = 'ABANDONED', ended_at = COALESCE(ended_at, ?) WHERE run = ?",
				Times.toDatabase(endedAt), former.number());
	}

	/**
	 * Resumes an unfinished run.
	 * @param run the run
	 * @param request how that was asked for; the run keeps its note if this has none
	 * @return the run as it is now
	 */
	public Run resume(Run run, RunRequest request) {
		update("""
				UPDATE import_run SET status = 'RUNNING', ended_at = NULL, resumes = resumes + 1,
					note = COALESCE(?, note), command = ?, called = ?
				WHERE run = ?
				""", request.note(), json(request.command()), json(request.called()), run.number());
		return get(run.number());
	}

	/**
	 * Stores how far a run's file is in the ledger.
	 * @param number the run
	 * @param position the present position
	 */
	public void reached(long number, RunPosition position) {
		update("UPDATE import_run SET position = ? WHERE run = ?", position.name(), number);
	}

	/**
	 * Reads a run.
	 * @param number its number
	 * @return the run
	 * @throws IllegalArgumentException if there is no such run
	 */
	public Run get(long number) {
		return find(number).orElseThrow(() -> new IllegalArgumentException("There is no run " + number + "."));
	}

	/**
	 * Reads all runs.
	 * @return the runs, the newest first
	 */
	public List<Run> all() {
		return query("ORDER BY run DESC");
	}

	/**
	 * Finds a run.
	 * @param number its number, or {@code null} for the run that was started last
	 * @return the run, or empty if there is none
	 */
	public Optional<Run> find(@Nullable Long number) {
		return ((number != null) ? query("WHERE run = ?", number) : query("ORDER BY run DESC FETCH FIRST ROW ONLY"))
			.stream()
			.findFirst();
	}

	/**
	 * Ends a run, which may be resumed later.
	 * @param number the run
	 * @param status how it ended
	 * @param endedAt when
	 */
	public void end(long number, RunStatus status, Instant endedAt) {
		update("UPDATE import_run SET status = ?, ended_at = ? WHERE run = ?", status.name(), Times.toDatabase(endedAt),
				number);
		this.durability.force();
	}

	/**
	 * Stores that a claimed file was filed away, so that its runs are no longer needed.
	 * @param claim the claim
	 */
	public void filed(String claim) {
		update("UPDATE import_run SET filed = TRUE WHERE claim = ?", claim);
	}

	/**
	 * Tells whether the claimed file of a run was filed away.
	 * @param number the run
	 * @return whether nobody asks for the run any more
	 */
	public boolean isFiled(long number) {
		return this.jdbc.queryForList("SELECT filed FROM import_run WHERE run = ?", Boolean.class, number)
			.contains(true);
	}

	/**
	 * Gives a run another report folder.
	 * @param number the run
	 * @param folder the folder's name
	 */
	public void moveReports(long number, String folder) {
		update("UPDATE import_run SET report_folder = ? WHERE run = ?", folder, number);
	}

	/**
	 * Saves the totals of a run.
	 * @param number the run
	 * @param totals the sums over all its starts
	 */
	public void saveTotals(long number, RunTotals totals) {
		update("UPDATE import_run SET totals = ? WHERE run = ?", this.json.writeValueAsString(totals), number);
	}

	private void update(String sql, @Nullable Object... values) {
		this.transaction.executeWithoutResult((status) -> this.jdbc.update(sql, values));
	}

	private void insert(Run run) {
		RunIdentity identity = run.identity();
		this.jdbc.update("""
				INSERT INTO import_run (run, status, sha256, target, on_conflict, on_invalid, delimiter, file_name,
					header, report_folder, started_at, resumes, position, totals, claim, note, command,
					plan_sha256, map_sha256, called, kind, undone_run, only_sha256)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				""", run.number(), run.status().name(), identity.sha256(), identity.target(), identity.onConflict(),
				identity.onInvalid(), identity.delimiter(), run.fileName(), run.header(), run.reportFolder(),
				Times.toDatabase(run.startedAt()), run.resumes(), run.position().name(),
				this.json.writeValueAsString(run.totals()), identity.claim(), stored(run.request().note()),
				json(run.request().command()), identity.plan(), identity.map(), json(run.request().called()),
				identity.task().kind().name(), identity.task().undone(), identity.task().only());
	}

	/** A settings file can have any character. */
	private static @Nullable String stored(@Nullable String note) {
		return (note != null) ? Quoting.storable(note) : null;
	}

	private String json(List<String> words) {
		return this.json.writeValueAsString(words);
	}

	private RunRequest readRequest(ResultSet results) throws SQLException {
		return new RunRequest(results.getString("note"), words(results.getString("command")),
				words(results.getString("called")));
	}

	private List<String> words(@Nullable String stored) {
		return (stored != null) ? List.of(this.json.readValue(stored, String[].class)) : List.of();
	}

	private List<Run> query(String where, @Nullable Object... arguments) {
		return this.jdbc.query("SELECT * FROM import_run " + where,
				ValidatingRowMapper.of((results, number) -> read(results)), arguments);
	}

	private Run read(ResultSet results) throws SQLException {
		RunIdentity identity = new RunIdentity(results.getString("sha256"), results.getString("target"),
				results.getString("on_conflict"), results.getString("on_invalid"), results.getString("delimiter"),
				results.getString("map_sha256"), results.getString("plan_sha256"), results.getString("claim"),
				new RunTask(RunKind.valueOf(results.getString("kind")), results.getObject("undone_run", Long.class),
						results.getString("only_sha256")));
		return new Run(results.getLong("run"), RunStatus.valueOf(results.getString("status")), identity,
				results.getString("file_name"), results.getString("header"), results.getString("report_folder"),
				Objects.requireNonNull(Times.read(results, "started_at")), Times.read(results, "ended_at"),
				results.getInt("resumes"), RunPosition.valueOf(results.getString("position")),
				this.json.readValue(results.getString("totals"), RunTotals.class), readRequest(results));
	}

}
