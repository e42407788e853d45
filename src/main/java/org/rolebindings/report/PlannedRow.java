package org.rolebindings.report;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.report.summary.PlanAction;
import org.rolebindings.binding.validation.InputRow;

/**
 * A row of a plan.
 *
 * @param input the row as it was read
 * @param action what an import would do with it
 * @param existing the binding that is in place, or {@code null} if this key sees none or
 * the row is INVALID
 * @param code why the row would fail, or {@code null}
 * @param message what a person should know about it, or {@code null}
 */
public record PlannedRow(InputRow input, PlanAction action, @Nullable ExistingBinding existing,
		@Nullable ErrorCode code, @Nullable String message) {
}
