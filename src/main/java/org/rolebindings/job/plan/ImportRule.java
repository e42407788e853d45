package org.rolebindings.job.plan;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.OnConflict;
import org.rolebindings.binding.PlacementAction;
import org.rolebindings.binding.RunKind;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.listing.ListedBinding;
import org.rolebindings.report.PlannedRow;
import org.rolebindings.report.summary.PlanAction;

/** Decides on the action of a row by the rules of the import. */
record ImportRule(OnConflict onConflict) implements ActionRule {

	@Override
	public RunKind kind() {
		return RunKind.PLAN;
	}

	@Override
	public @Nullable Consumer<ListedBinding> listed() {
		return null;
	}

	@Override
	public PlannedRow decide(InputRow row, Binding wanted, @Nullable ExistingBinding existing) {
		PlacementAction action = PlacementAction.decide(wanted.roleId(), existing, this.onConflict, null);
		if (action != PlacementAction.FAIL || existing == null) {
			return new PlannedRow(row, PlanAction.of(action), existing, null, null);
		}
		return new PlannedRow(row, PlanAction.FAIL, existing, ErrorCode.ROLE_CONFLICT,
				existing.conflict() + " " + ExistingBinding.CONFLICT_ADVICE);
	}

}
