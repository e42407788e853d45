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
	FAIL,

	/**
	 * What is in place is neither what the row asks for nor what the plan says, and the
	 * row fails.
	 */
	CHANGED;

	/**
	 * What a plan says is in place for a row.
	 *
	 * @param binding the user's binding on the resource, or {@code null} if the plan saw
	 * none
	 */
	public record Expectation(@Nullable ExistingBinding binding) {

		/** The plan saw no binding. */
		public static final Expectation NOTHING = new Expectation(null);

		/** Returns whether what is found is what the plan says. */
		boolean isMetBy(@Nullable ExistingBinding found) {
			if (this.binding == null || found == null) {
				return this.binding == null && found == null;
			}
			return this.binding.isSameAs(found);
		}

	}

	/**
	 * Decides on the action, without a request.
	 * @param wantedRole the role that the row asks for
	 * @param found the user's binding on the resource, or {@code null} if this key sees
	 * none
	 * @param onConflict what to do about another role
	 * @param expectation what the plan says is in place, or {@code null} if there is no
	 * plan
	 * @return the action
	 */
	public static PlacementAction decide(Id wantedRole, @Nullable ExistingBinding found, OnConflict onConflict,
			@Nullable Expectation expectation) {
		if (found != null && found.hasRole(wantedRole)) {
			return NONE;
		}
		if (expectation != null && !expectation.isMetBy(found)) {
			return CHANGED;
		}
		if (found == null) {
			return CREATE;
		}
		return switch (onConflict) {
			case FAIL -> FAIL;
			case KEEP -> KEEP;
			case UPDATE -> UPDATE;
		};
	}

}
