package org.rolebindings.report;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.report.summary.PlanAction;

/**
 * A row of a plan.
 *
 * @param input the row as it was read
 * @param action what the command would do with it
 * @param existing the binding that is in place, or {@code null} if this key sees none or
 * the row is INVALID
 * @param code why the row would fail, or {@code null}
 * @param message what a person should know about it, or {@code null}
 */
public record PlannedRow(InputRow input, PlanAction action, @Nullable ExistingBinding existing,
		@Nullable ErrorCode code, @Nullable String message) {

	/**
	 * A valid row of which the server lists the binding without its id or role, so that
	 * nobody can tell what is in place.
	 * @param input the row as it was read
	 * @param wanted what it asks for
	 */
	public static PlannedRow incomplete(InputRow input, Binding wanted) {
		return new PlannedRow(input, PlanAction.FAIL, null, ErrorCode.UNEXPECTED_RESPONSE,
				ExistingBinding.incomplete(wanted) + " " + ExistingBinding.INCOMPLETE_ADVICE);
	}

	/**
	 * Returns the row that repeats a line with this action.
	 * @param said names that line, for a person
	 */
	public PlannedRow repeated(String said) {
		return new PlannedRow(this.input, PlanAction.DUPLICATE, this.existing, this.code, said);
	}

}
