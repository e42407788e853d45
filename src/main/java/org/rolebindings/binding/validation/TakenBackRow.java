package org.rolebindings.binding.validation;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.ExistingBinding;

/**
 * A row that an undo takes back.
 *
 * @param line its line in the file of the undone run
 * @param carried the input's columns, as comma-separated text without a line end
 * @param binding what the row asked for
 * @param made the binding that the run made or changed, with the role of the row;
 * {@code null} if the run has left the row in doubt
 * @param formerRoleId the role that the binding gets back, or {@code null} if it is to be
 * deleted
 */
public record TakenBackRow(long line, String carried, Binding binding, @Nullable ExistingBinding made,
		@Nullable String formerRoleId) {

	/** Returns the row as a valid row of a file. */
	public CheckedRow toChecked() {
		return CheckedRow
			.valid(new InputRow(this.line, this.carried, this.binding.roleId().text(), this.binding.userId().text(),
					this.binding.resourceType().name(), this.binding.resourceId().text(), null), this.binding);
	}

}
