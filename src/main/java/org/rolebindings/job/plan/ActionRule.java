package org.rolebindings.job.plan;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.RunKind;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.listing.ListedBinding;
import org.rolebindings.report.PlannedRow;

/** Decides what a command would do with the valid rows of its file. */
interface ActionRule {

	/** Returns the kind of the plan: PLAN for an import, or REVOKE. */
	RunKind kind();

	/**
	 * Returns what receives each binding of the rows' resource types before the first
	 * decision, or {@code null} if the account need not be listed completely.
	 */
	@Nullable Consumer<ListedBinding> listed();

	/**
	 * Decides about a row.
	 * @param row the row as it was read
	 * @param wanted what it asks for
	 * @param existing the user's binding on the resource, with its id and its role, or
	 * {@code null} if this key sees none
	 * @return the row with its action, as if no earlier line said the same
	 */
	PlannedRow decide(InputRow row, Binding wanted, @Nullable ExistingBinding existing);

}
