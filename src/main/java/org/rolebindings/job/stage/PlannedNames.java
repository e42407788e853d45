package org.rolebindings.job.stage;

import java.util.List;

import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.validation.CheckedRow;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.binding.validation.Rejection;

/** Finds out whether the names of a row are still the ids that its plan has. */
final class PlannedNames {

	private static final List<String> COLUMNS = List.of("role_id", "user_id", "resource_id");

	private PlannedNames() {
	}

	/**
	 * Compares a row with its plan.
	 * @param row the row
	 * @param planned the role, the user and the resource in the plan; an empty text if
	 * its name had no id
	 * @return the row, or one that is rejected because of another id
	 */
	static CheckedRow compare(CheckedRow row, List<String> planned) {
		InputRow input = row.input();
		if (input.names() == null) {
			return row;
		}
		List<String> found = List.of(input.roleId(), input.userId(), input.resourceId());
		for (int i = 0; i < found.size(); i++) {
			if (!isSame(planned.get(i), found.get(i))) {
				return new CheckedRow(input, null,
						new Rejection(ErrorCode.CHANGED_SINCE_PLAN, changed(i, planned.get(i), found.get(i))));
			}
		}
		return row;
	}

	private static boolean isSame(String planned, String found) {
		return planned.equals(found) || Id.parse(planned).filter((id) -> id.isSpelledAs(found)).isPresent();
	}

	private static String changed(int column, String planned, String found) {
		return "When the row was planned, its names meant " + shown(column, planned) + "; now they mean "
				+ shown(column, found) + ". Make a new plan.";
	}

	private static String shown(int column, String id) {
		return id.isEmpty() ? "no " + COLUMNS.get(column) + " that this key sees"
				: "the " + COLUMNS.get(column) + " " + Quoting.quoted(id);
	}

}
