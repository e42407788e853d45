package org.rolebindings.binding;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** The action for a row of an undo or a revoke, which depends on what is in place. */
public enum RemovalAction {

	/** The binding is in place, and is deleted. */
	DELETE,

	/** The binding is in place, and gets its former role back. */
	RESTORE,

	/** What the undone run found is in place, so there is nothing to do. */
	NONE,

	/** This key does not see the binding that was to be deleted. */
	GONE,

	/**
	 * Another role or another binding is in place, or the binding that was to be restored
	 * is gone. It is left alone.
	 */
	CHANGED_SINCE;

	/**
	 * Decides on the action, without a request. A binding's id and role decide, never
	 * when it was changed.
	 * @param role the role that is to be taken back
	 * @param removal what is known about the binding
	 * @param found the user's binding on the resource, or {@code null} if this key sees
	 * none
	 * @param createdAt when the found binding was created, on the server's clock, or
	 * {@code null} if that is not known
	 * @return the action
	 */
	public static RemovalAction decide(Id role, Removal removal, @Nullable ExistingBinding found,
			@Nullable Instant createdAt) {
		if (found == null) {
			return removal.mayRestore() ? CHANGED_SINCE : GONE;
		}
		if (!removal.isOf(found, createdAt)) {
			return (removal.bindingId() != null) ? CHANGED_SINCE : NONE;
		}
		String former = removal.formerRole(found);
		if (found.hasRole(role)) {
			return (former != null) ? RESTORE : DELETE;
		}
		return (former != null && found.isSameAs(new ExistingBinding(found.id(), former))) ? NONE : CHANGED_SINCE;
	}

}
