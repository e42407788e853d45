package org.rolebindings.placing;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.RoleBinding;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.placing.row.RowInFlight;

/** Which binding of a row that is taken back may have been changed without an answer. */
final class RemovalInDoubt {

	private RemovalInDoubt() {
	}

	/** Returns the binding that a DELETE in doubt may have deleted, or {@code null}. */
	static @Nullable ExistingBinding deleted(RowInFlight row) {
		ExistingBinding changed = changed(row);
		return (changed != null && row.removal().formerRole(changed) == null) ? changed : null;
	}

	/**
	 * Returns the binding that a DELETE or a PATCH in doubt was about, or {@code null}. A
	 * doubt about another binding than the row's does not count.
	 */
	static @Nullable ExistingBinding changed(RowInFlight row) {
		String id = row.removal().bindingId();
		if (id == null) {
			return row.doubt().former();
		}
		String role = row.doubt().formerRole(id);
		return (role != null) ? new ExistingBinding(id, role) : null;
	}

	/**
	 * Returns whether this start has sent a DELETE or a PATCH for another binding that is
	 * gone.
	 * @param found the binding that is in place
	 */
	static boolean isReplaced(RowInFlight row, RoleBinding found) {
		ExistingBinding sent = row.former();
		return sent != null && !sent.hasId(found.id()) && (row.doubt().since() != null || row.updateNotFound() != null);
	}

}
