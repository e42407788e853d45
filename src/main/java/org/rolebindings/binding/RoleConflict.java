package org.rolebindings.binding;

/** What a person is told if the user has another role on the resource. */
public final class RoleConflict {

	/** What to do about it. */
	public static final String ADVICE = "Use --on-conflict update to replace it, --on-conflict keep to leave it.";

	private RoleConflict() {
	}

	/**
	 * Returns what is wrong.
	 * @param roleId the role in place
	 */
	public static String reason(String roleId) {
		return "The user already has the role " + Quoting.quoted(roleId) + " on this resource.";
	}

	/**
	 * Returns what is wrong, and what to do.
	 * @param roleId the role in place
	 */
	public static String message(String roleId) {
		return reason(roleId) + " " + ADVICE;
	}

}
