package org.rolebindings.binding;

import org.jspecify.annotations.Nullable;

/** The action for a row, which depends on what is in place. */
public enum PlacementAction {

	/** Nothing is in place, so the binding is created. */
	CREATE,

	/** Another role is in place, and is replaced. */
	UPDATE,

	/** The binding is in place with its role, so there is nothing to do. */
	NONE,

	/** Another role is in place, and is left alone. */
	KEEP,

	/** Another role is in place, and the row fails. */
	FAIL;

	/**
	 * Decides on the action, without a request.
	 * @param wantedRole the role that the row asks for
	 * @param found the user's binding on the resource, or {@code null} if this key sees
	 * none
	 * @param onConflict what to do about another role
	 * @return the action
	 */
	public static PlacementAction decide(Id wantedRole, @Nullable ExistingBinding found, OnConflict onConflict) {
		if (found == null) {
			return CREATE;
		}
		if (found.hasRole(wantedRole)) {
			return NONE;
		}
		return switch (onConflict) {
			case FAIL -> FAIL;
			case KEEP -> KEEP;
			case UPDATE -> UPDATE;
		};
	}

}
