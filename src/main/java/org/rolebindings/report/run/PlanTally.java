package org.rolebindings.report.run;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.RunKind;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.binding.validation.RowNames;
import org.rolebindings.report.page.PageModel;
import org.rolebindings.report.page.PageRows;
import org.rolebindings.report.page.TopCounts;
import org.rolebindings.report.summary.PlanAction;

/** Counts the rows of a plan for the page, and writes those of note into its table. */
public final class PlanTally {

	private static final PageRows.About ABOUT = new PageRows.About("Rows that would change or fail", "such rows",
			"plan.csv", List.of("Line", "Action", "User", "Role now", "Role in the file", "Resource", "Message"));

	private final PageRows rows;

	private final Map<ErrorCode, Long> reasons = new EnumMap<>(ErrorCode.class);

	private final TopCounts updates = new TopCounts();

	private final TopCounts created = new TopCounts();

	private final TopCounts takenBack = new TopCounts();

	/**
	 * Begins to count.
	 * @param table takes the rows of the table
	 */
	public PlanTally(Consumer<String> table) {
		this.rows = new PageRows(ABOUT, table);
	}

	/**
	 * Counts the file's next row.
	 * @param input the row
	 * @param action what the command would do with it
	 * @param existing what is in place, or {@code null}
	 * @param code why it would fail, or {@code null}
	 * @param message what a person should know about it, or {@code null}
	 */
	public void add(InputRow input, PlanAction action, @Nullable ExistingBinding existing, @Nullable ErrorCode code,
			@Nullable String message) {
		String now = (existing != null) ? existing.roleId() : "";
		String role = shown(input.roleId(), role(input));
		if (action == PlanAction.UPDATE) {
			this.updates.add(RunTally.key(now) + "\n" + RunTally.key(role));
		}
		if (action == PlanAction.CREATE) {
			this.created.add(RunTally.key(role));
		}
		if (action == PlanAction.DELETE || action == PlanAction.RESTORE) {
			this.takenBack.add(RunTally.key(role));
		}
		if (action.isFailure() && code != null) {
			this.reasons.merge(code, 1L, Long::sum);
		}
		if (action.isFailure() || action.isChange()) {
			this.rows.add(input.line(), action.name(), shown(input.userId(), email(input)), now, role,
					shown(input.resourceId(), place(input)), Objects.requireNonNullElse(message, ""));
		}
	}

	private static String shown(String id, String name) {
		return id.isEmpty() ? name : id;
	}

	private static String role(InputRow input) {
		RowNames names = input.names();
		return (names != null) ? names.role() : "";
	}

	private static String email(InputRow input) {
		RowNames names = input.names();
		return (names != null) ? names.email() : "";
	}

	private static String place(InputRow input) {
		RowNames names = input.names();
		return (names == null) ? ""
				: names.project().isEmpty() ? names.space() : names.space() + " / " + names.project();
	}

	/** The rows of the table. */
	public PageRows rows() {
		return this.rows;
	}

	/** Tables of what would fail, be replaced, be created and be taken away. */
	List<PageModel.Group> groups() {
		List<PageModel.Group> groups = new ArrayList<>();
		if (!this.reasons.isEmpty()) {
			groups.add(RunTally.byReason("Why rows would fail", this.reasons, RunKind.PLAN));
		}
		if (this.updates.values() > 0) {
			groups.add(RunTally.group("Roles that would be replaced", List.of("From role", "To role"), this.updates));
		}
		if (this.created.values() > 0) {
			groups.add(RunTally.group("Roles that users would get", List.of("Role"), this.created));
		}
		if (this.takenBack.values() > 0) {
			groups.add(RunTally.group("Roles that would be taken away", List.of("Role"), this.takenBack));
		}
		return groups;
	}

}
