package org.rolebindings.report.summary;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

import org.rolebindings.binding.PlacementAction;
import org.rolebindings.binding.RemovalAction;
import org.rolebindings.binding.RunKind;

/**
 * What a command would do with a row, as things stand. Scripts read these names.
 */
public enum PlanAction {

	/** This key sees nothing in place, so the binding would be created. */
	CREATE,

	/** Another role is in place, and would be replaced. */
	UPDATE,

	/** The binding is in place, and would be deleted. */
	DELETE,

	/** The binding is in place, and would get its former role back. */
	RESTORE,

	/**
	 * The binding is in place with its role. For an undo: what the run found is in place
	 * already.
	 */
	NONE,

	/** Another role is in place, and would be left alone. */
	KEEP,

	/** The binding that was to be deleted is not there any more. */
	GONE,

	/**
	 * Another role or another binding is in place than the one that was to be taken back,
	 * or one that was to be restored is gone. It would be left alone.
	 */
	CHANGED_SINCE,

	/**
	 * The row would fail: another role is in place, or what is in place cannot be seen.
	 */
	FAIL,

	/** The row is rejected before any request. */
	INVALID,

	/** An earlier valid line says the same. */
	DUPLICATE;

	/**
	 * Returns the actions that a plan can have.
	 * @param kind PLAN for an import, UNDO or REVOKE
	 * @return the actions, in the order of the enum
	 */
	public static Set<PlanAction> of(RunKind kind) {
		return Collections.unmodifiableSet(switch (kind) {
			case UNDO -> EnumSet.of(DELETE, RESTORE, NONE, GONE, CHANGED_SINCE, FAIL, INVALID, DUPLICATE);
			case REVOKE -> EnumSet.of(DELETE, GONE, CHANGED_SINCE, FAIL, INVALID, DUPLICATE);
			default -> EnumSet.of(CREATE, UPDATE, NONE, KEEP, FAIL, INVALID, DUPLICATE);
		});
	}

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

	/**
	 * Returns the action for a row of an undo or a revoke.
	 * @param action what the rules of taking back say
	 */
	public static PlanAction of(RemovalAction action) {
		return switch (action) {
			case DELETE -> DELETE;
			case RESTORE -> RESTORE;
			case NONE -> NONE;
			case GONE -> GONE;
			case CHANGED_SINCE -> CHANGED_SINCE;
		};
	}

	/** Returns whether the action changes the account. */
	public boolean isChange() {
		return this == CREATE || this == UPDATE || this == DELETE || this == RESTORE;
	}

	/** Returns whether the row would count as a failure. */
	public boolean isFailure() {
		return this == FAIL || this == INVALID || this == CHANGED_SINCE;
	}

}
