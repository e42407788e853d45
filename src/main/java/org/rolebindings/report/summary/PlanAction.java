package org.rolebindings.report.summary;

import org.rolebindings.binding.PlacementAction;

/** What an import would do with a row, as things stand. Scripts read these names. */
public enum PlanAction {

	/** This key sees nothing in place, so the binding would be created. */
	CREATE,

	/** Another role is in place, and would be replaced. */
	UPDATE,

	/** The binding is in place with its role. */
	NONE,

	/** Another role is in place, and would be left alone. */
	KEEP,

	/** Another role is in place, and the row would fail. */
	FAIL,

	/** The row is rejected before any request. */
	INVALID,

	/** An earlier valid line says the same. */
	DUPLICATE;

	/**
	 * Returns the action for a valid row.
	 * @param action what the placement rules say
	 */
	public static PlanAction of(PlacementAction action) {
		return switch (action) {
			case CREATE -> CREATE;
			case UPDATE -> UPDATE;
			case NONE -> NONE;
			case KEEP -> KEEP;
			case FAIL -> FAIL;
			case CHANGED -> throw new IllegalArgumentException("A plan is not made by another plan");
		};
	}

	/** Returns whether the action changes the account. */
	public boolean isChange() {
		return this == CREATE || this == UPDATE;
	}

	/** Returns whether the row would count as a failure. */
	public boolean isFailure() {
		return this == FAIL || this == INVALID;
	}

}
