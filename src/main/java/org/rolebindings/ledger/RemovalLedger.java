package org.rolebindings.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Doubt;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.Removal;
import org.rolebindings.binding.RunKind;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.binding.validation.TakenBackRow;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.ledger.sql.Bindings;
import org.rolebindings.ledger.sql.RowId;
import org.rolebindings.ledger.sql.ValidatingRowMapper;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The rows of the runs that take bindings back, and those of the runs that are undone.
 */
public final class RemovalLedger {

	private static final String TAKEN_BACK = "('DELETED', 'RESTORED', 'UNCHANGED', 'GONE')";

	private final JdbcTemplate jdbc;

	private final RowLedger rows;

	private final DoubtLedger doubts;

	private final ExpectationLedger expectations;

	private final DeletedBindings deleted;

	RemovalLedger(JdbcTemplate jdbc, RowLedger rows) {
		this.jdbc = jdbc;
		this.rows = rows;
		this.doubts = new DoubtLedger(jdbc);
		this.expectations = new ExpectationLedger(jdbc);
		this.deleted = new DeletedBindings(jdbc);
	}

	/**
	 * Reads the next rows that the undo of a run takes back, in the file's order: those
	 * that are CREATED or UPDATED, and those that the run has left in doubt.
	 * @param run the run that is undone
	 * @param afterLine only rows that begin after this line
	 * @param limit the most rows to read
	 * @return the rows, empty at the end
	 */
	public List<TakenBackRow> undoneAfter(long run, long afterLine, int limit) {
		return this.jdbc.query("""
				SELECT row_id, carried, role_id, user_id, resource_type, resource_id, outcome, binding_id,
					previous_role_id
				FROM import_row
				WHERE row_id > ? AND row_id <= ? AND user_id IS NOT NULL AND (outcome IN ('CREATED', 'UPDATED')
					OR row_id IN (SELECT row_id FROM doubt WHERE run = ?))
				ORDER BY row_id FETCH FIRST ? ROWS ONLY
				""", ValidatingRowMapper.of((results, number) -> readUndone(results)), RowId.of(run, afterLine),
				RowId.last(run), run, limit);
	}

	private static TakenBackRow readUndone(ResultSet results) throws SQLException {
		Binding binding = Bindings.read(results, 3);
		String outcome = results.getString(7);
		boolean updated = Outcome.UPDATED.name().equals(outcome);
		boolean decided = updated || Outcome.CREATED.name().equals(outcome);
		ExistingBinding made = decided
				? new ExistingBinding(Objects.requireNonNullElse(results.getString(8), ""), binding.roleId().text())
				: null;
		return new TakenBackRow(RowId.line(results.getLong(1)), results.getString(2), binding, made,
				updated ? results.getString(9) : null);
	}

	/**
	 * Tells whether a run has a row for a line of its file.
	 * @param run the run
	 * @param lines lines of the file
	 * @return those of which there is no row
	 */
	public List<Long> missing(long run, List<Long> lines) {
		Object[] rowIds = lines.stream().map((line) -> RowId.of(run, line)).toArray();
		List<Long> missing = new ArrayList<>(lines);
		missing.removeAll(Set.copyOf(this.jdbc.query("SELECT row_id FROM import_row WHERE row_id = ANY(?)",
				(statement) -> statement.setArray(1, statement.getConnection().createArrayOf("BIGINT", rowIds)),
				(results, number) -> RowId.line(results.getLong(1)))));
		return missing;
	}

	/**
	 * Counts what undo runs have not taken back of what a run did.
	 * @param run the run that is undone
	 * @return the rows that no undo run of it has decided as a success
	 */
	public long notTakenBack(long run) {
		return Objects.requireNonNull(this.jdbc.queryForObject("""
				SELECT COUNT(*) FROM import_row r
				WHERE r.row_id > ? AND r.row_id <= ? AND r.user_id IS NOT NULL
					AND (r.outcome IN ('CREATED', 'UPDATED') OR r.row_id IN (SELECT row_id FROM doubt WHERE run = ?))
					AND NOT EXISTS (
						SELECT 1 FROM import_run u JOIN import_row t ON t.row_id = r.row_id + (u.run - ?) * %d
						WHERE u.undone_run = ? AND t.outcome IN %s)
				""".formatted(RowId.of(1, 0), TAKEN_BACK), Long.class, RowId.before(run), RowId.last(run), run, run,
				run));
	}

	/**
	 * Writes rows that a run is to take back.
	 * @param run the run that takes them back
	 * @param rows the rows
	 */
	public void stage(long run, List<TakenBackRow> rows) {
		this.rows.stage(run, rows.stream().map(TakenBackRow::toChecked).toList());
		List<ExpectationLedger.Expected> expected = new ArrayList<>();
		for (TakenBackRow row : rows) {
			if (row.made() != null) {
				expected.add(new ExpectationLedger.Expected(row.line(), row.made(), row.formerRoleId()));
			}
		}
		this.expectations.stage(run, expected);
	}

	/**
	 * Reads the next undecided rows of a run that takes bindings back, in the file's
	 * order.
	 * @param run the run
	 * @param afterLine only rows that begin after this line
	 * @param limit the most rows to read
	 * @return the rows with their doubts and with what is known about their bindings,
	 * empty at the end
	 */
	public List<UndecidedRow> undecidedAfter(Run run, long afterLine, int limit) {
		List<UndecidedRow> undecided = this.rows.undecidedAfter(run.number(), afterLine, limit);
		if (undecided.isEmpty()) {
			return undecided;
		}
		Long undone = run.identity().task().undone();
		Map<Long, ExpectationLedger.Expected> expected = this.expectations.of(run.number(), undecided);
		Map<Binding, List<Doubt>> placed = (undone != null) ? this.doubts.ofRun(undone, undecided) : Map.of();
		Map<Long, List<DeletedBindings.Deleted>> gone = this.deleted.find(run.identity().target(), undecided);
		boolean revokes = run.identity().task().kind() == RunKind.REVOKE;
		return undecided.stream().map((row) -> {
			Removal removal = revokes ? Removal.OF_ROW
					: undoing(expected.get(row.line()), placed.getOrDefault(row.binding(), List.of()));
			return row.takingBack(isAmong(gone, row.binding(), removal.bindingId()) ? removal.ofDeleted() : removal);
		}).toList();
	}

	private static Removal undoing(ExpectationLedger.@Nullable Expected expected, List<Doubt> placed) {
		return (expected != null) ? new Removal(expected.binding().id(), expected.formerRole())
				: Removal.placedIn(placed);
	}

	/**
	 * Finds the resources on which a run has found bindings, also those of which it may
	 * have deleted one unheard.
	 * @param run a run that takes bindings back
	 * @return one of its rows for each such resource
	 */
	public List<Binding> seenBy(long run) {
		return this.jdbc.query("""
				SELECT MIN(role_id), MIN(user_id), resource_type, resource_id FROM import_row
				WHERE row_id > ? AND row_id <= ? AND ((binding_id IS NOT NULL
						AND (outcome IS NULL
							OR outcome IN ('DELETED', 'RESTORED', 'UNCHANGED', 'CHANGED_SINCE', 'FAILED')))
					OR row_id IN (SELECT row_id FROM doubt WHERE run = ? AND former_binding_id IS NOT NULL))
				GROUP BY resource_type, resource_id
				""", ValidatingRowMapper.of((results, number) -> Bindings.read(results, 1)), RowId.before(run),
				RowId.last(run), run);
	}

	/**
	 * Finds what is known about the binding of a row that a run has left in doubt.
	 * @param run the run that is undone
	 * @param binding what the row asks for
	 * @return the times in which the run may have put the binding in place
	 */
	public Removal leftInDoubt(long run, Binding binding) {
		return Removal.placedIn(this.doubts.ofRun(run, alone(binding)).getOrDefault(binding, List.of()));
	}

	/**
	 * Tells whether a run in this state has deleted a binding.
	 * @param target the normalised base URL
	 * @param binding what a row asks for
	 * @param bindingId the binding's id, or {@code null} for any binding like that
	 * @return whether there is such a run
	 */
	public boolean hasDeleted(String target, Binding binding, @Nullable String bindingId) {
		return isAmong(this.deleted.find(target, alone(binding)), binding, bindingId);
	}

	private static boolean isAmong(Map<Long, List<DeletedBindings.Deleted>> deleted, Binding binding,
			@Nullable String bindingId) {
		return deleted.getOrDefault(binding.slotHash(), List.of())
			.stream()
			.anyMatch((candidate) -> candidate.is(binding, bindingId));
	}

	/**
	 * Finds a binding that a run in this state may have deleted, or given its former role
	 * back, without getting an answer.
	 * @param target the normalised base URL
	 * @param binding what a row asks for
	 * @return the binding, or {@code null} if there is none
	 */
	public @Nullable ExistingBinding mayHaveTakenBack(String target, Binding binding) {
		return this.doubts.ofRemovals(target, alone(binding))
			.getOrDefault(binding, List.of())
			.stream()
			.map(Doubt::former)
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	private static List<UndecidedRow> alone(Binding binding) {
		return List.of(new UndecidedRow(1, binding, 0, List.of()));
	}

	/**
	 * Tells whether a run in this state has deleted a binding of a target.
	 * @param target the normalised base URL
	 * @return whether there is such a run
	 */
	public boolean hasDeletedOn(String target) {
		return this.deleted.existOn(target);
	}

}
