package org.rolebindings.report.run;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.RunKind;
import org.rolebindings.binding.Wording;
import org.rolebindings.csv.CarriedColumns;
import org.rolebindings.ledger.ReportRow;
import org.rolebindings.ledger.RestoredRoles;
import org.rolebindings.report.page.PageModel;
import org.rolebindings.report.page.PageRows;
import org.rolebindings.report.page.TopCounts;

/** Counts the rows of a run for the page, and writes the failed ones into its table. */
public final class RunTally {

	private static final int MOST_LINES = 20;

	private static final int MOST_CHARACTERS = 200;

	private static final PageRows.About ABOUT = new PageRows.About("Failed rows", "failed rows", "failed.csv",
			List.of("Line", "Reason", "User", "Role", "Resource", "Message"));

	private final CarriedColumns columns;

	private final PageRows rows;

	private final Map<ErrorCode, Long> reasons = new EnumMap<>(ErrorCode.class);

	private final TopCounts resources = new TopCounts();

	private final TopCounts roles = new TopCounts();

	/** From which role to which, of the rows that are UPDATED or RESTORED. */
	private final TopCounts changes = new TopCounts();

	private final TopCounts deletions = new TopCounts();

	private long succeeded;

	/**
	 * Begins to count.
	 * @param header the names of the columns that rows carry, as comma-separated text
	 * after a byte-order mark if the file has one
	 * @param table takes the rows of the table
	 */
	public RunTally(String header, Consumer<String> table) {
		this.columns = new CarriedColumns(header, "user_id", "role_id", "resource_id", "user_email", "role_name",
				"space_name", "project_name");
		this.rows = new PageRows(ABOUT, table);
	}

	/** Counts a row, after all rows that stand before it in the file. */
	public void add(ReportRow row) {
		if (row.countsAs().isFailure()) {
			addFailed(row, values(row));
		}
		else if (row.countsAs() != Outcome.PENDING) {
			this.succeeded++;
		}
		if (row.outcome() == Outcome.UPDATED) {
			this.changes.add(key(row.previousRoleId()) + "\n" + key(values(row)[1]));
		}
		if (row.outcome() == Outcome.DELETED) {
			this.deletions.add(key(row.previousRoleId()));
		}
	}

	/** Counts roles that were given back. */
	public void add(RestoredRoles roles) {
		String givenBack = roles.givenBack();
		this.changes.add(key(roles.takenBack()) + "\n" + ((givenBack != null) ? key(givenBack) : "(the one before)"),
				roles.rows());
	}

	/** User, role and resource: their ids or, if the file has none, their names. */
	private String[] values(ReportRow row) {
		String[] found = this.columns.values(row.carried());
		String resource = found[6].isEmpty() ? found[5] : found[5] + " / " + found[6];
		return new String[] { found[0].isEmpty() ? found[3] : found[0], found[1].isEmpty() ? found[4] : found[1],
				found[2].isEmpty() ? resource : found[2] };
	}

	private void addFailed(ReportRow row, String[] values) {
		ErrorCode code = Objects.requireNonNull(row.errorCode());
		this.reasons.merge(code, 1L, Long::sum);
		this.roles.add(key(values[1]));
		this.resources.add(key(values[2]));
		this.rows.add(row.line(), code.name(), values[0], values[1], values[2],
				Objects.requireNonNullElse(row.message(), ""));
	}

	/** A value to count; so short that many of them need little memory. */
	static String key(@Nullable String value) {
		return (value == null || value.isEmpty()) ? "(empty)"
				: (value.length() <= MOST_CHARACTERS) ? value : value.substring(0, MOST_CHARACTERS) + "…";
	}

	/** The rows of the table. */
	public PageRows rows() {
		return this.rows;
	}

	/** The rows that failed, repetitions of such rows among them. */
	long failed() {
		return this.rows.count();
	}

	/** The rows that failed for a reason, repetitions of such rows among them. */
	long failed(ErrorCode reason) {
		return this.reasons.getOrDefault(reason, 0L);
	}

	/** The rows that succeeded, repetitions of such rows among them. */
	long succeeded() {
		return this.succeeded;
	}

	/**
	 * Tables of what failed, and of which roles were replaced, given back or taken away.
	 */
	List<PageModel.Group> groups(RunKind kind) {
		List<PageModel.Group> groups = new ArrayList<>();
		if (!this.reasons.isEmpty()) {
			groups.add(byReason(kind.takesBack() ? "Why rows were not taken back" : "Why rows failed", this.reasons,
					kind));
			groups.add(group("Failed rows by resource", List.of("Resource"), this.resources));
			groups.add(group("Failed rows by role", List.of("Role"), this.roles));
		}
		if (this.changes.values() > 0) {
			groups.add(group(kind.takesBack() ? "Roles that were given back" : "Roles that were replaced",
					List.of("From role", "To role"), this.changes));
		}
		if (this.deletions.values() > 0) {
			groups.add(group("Roles that were taken away", List.of("Role"), this.deletions));
		}
		return groups;
	}

	/**
	 * Makes the table of the reasons. It filters the table of rows, but not that of a
	 * plan, which has actions instead of reasons.
	 */
	static PageModel.Group byReason(String title, Map<ErrorCode, Long> reasons, RunKind kind) {
		List<PageModel.Line> lines = reasons.entrySet()
			.stream()
			.sorted(Map.Entry.<ErrorCode, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
			.map((reason) -> new PageModel.Line(List.of(reason.getKey().name(), Remedy.describe(reason.getKey(), kind)),
					reason.getValue(), false))
			.toList();
		return new PageModel.Group(title, List.of("Reason", "What it means, and what to do", "Rows"), lines, null,
				kind != RunKind.PLAN);
	}

	static PageModel.Group group(String title, List<String> names, TopCounts counts) {
		List<String> columns = new ArrayList<>(names);
		columns.add("Rows");
		List<PageModel.Line> lines = counts.top(MOST_LINES)
			.stream()
			.map((count) -> new PageModel.Line(List.of(count.getKey().split("\n", -1)), count.getValue(),
					!counts.isExact()))
			.toList();
		String more = null;
		if (!counts.isExact()) {
			more = "There are more than " + Wording.of(TopCounts.MOST_VALUES) + "; these are the most frequent.";
		}
		else if (counts.values() > MOST_LINES) {
			more = "And " + Wording.of(counts.values() - MOST_LINES) + " more.";
		}
		return new PageModel.Group(title, columns, lines, more, false);
	}

}
