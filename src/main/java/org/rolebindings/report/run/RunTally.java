package org.rolebindings.report.run;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.Wording;
import org.rolebindings.csv.CarriedColumns;
import org.rolebindings.ledger.ReportRow;
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

	private final TopCounts updates = new TopCounts();

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
			this.updates.add(key(Objects.requireNonNullElse(row.previousRoleId(), "")) + "\n" + key(values(row)[1]));
		}
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
	static String key(String value) {
		return value.isEmpty() ? "(empty)"
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

	/** The rows that succeeded, repetitions of such rows among them. */
	long succeeded() {
		return this.succeeded;
	}

	/** Tables of what failed, and of what was updated. */
	List<PageModel.Group> groups() {
		List<PageModel.Group> groups = new ArrayList<>();
		if (!this.reasons.isEmpty()) {
			groups.add(byReason("Why rows failed", this.reasons, true));
			groups.add(group("Failed rows by resource", List.of("Resource"), this.resources));
			groups.add(group("Failed rows by role", List.of("Role"), this.roles));
		}
		if (this.updates.values() > 0) {
			groups.add(group("Roles that were replaced", List.of("From role", "To role"), this.updates));
		}
		return groups;
	}

	/**
	 * Makes the table of the reasons.
	 * @param isFilter whether the table of rows has the same reasons
	 */
	static PageModel.Group byReason(String title, Map<ErrorCode, Long> reasons, boolean isFilter) {
		List<PageModel.Line> lines = reasons.entrySet()
			.stream()
			.sorted(Map.Entry.<ErrorCode, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
			.map((reason) -> new PageModel.Line(List.of(reason.getKey().name(), Remedy.describe(reason.getKey())),
					reason.getValue(), false))
			.toList();
		return new PageModel.Group(title, List.of("Reason", "What it means, and what to do", "Rows"), lines, null,
				isFilter);
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
