package org.rolebindings.binding;

/**
 * A binding as the server has it, or had it before an update. In a listing its id or role
 * may be missing.
 *
 * @param id the binding, as the server writes it, or an empty text
 * @param roleId its role, as the server writes it, or an empty text
 */
public record ExistingBinding(String id, String roleId) {

	/** What to do about another role than the one that a row asks for. */
	public static final String CONFLICT_ADVICE = "Use --on-conflict update to replace it, --on-conflict keep to leave it.";

	/** What to do about a binding whose id or role is missing. */
	public static final String INCOMPLETE_ADVICE = "Look there yourself, or ask the vendor.";

	/** Returns whether the server sent both the id and the role. */
	public boolean isComplete() {
		return !this.id.isEmpty() && !this.roleId.isEmpty();
	}

	/**
	 * Returns what is wrong if a binding's id or role is missing, for a person.
	 * @param wanted what the row asks for
	 */
	public static String incomplete(Binding wanted) {
		return "The server lists a binding of the user " + Quoting.quoted(wanted.userId().text()) + " on "
				+ wanted.resourceType() + " " + Quoting.quoted(wanted.resourceId().text())
				+ " without its id or role. The binding may be in place.";
	}

	/**
	 * Returns whether the binding has an id.
	 * @param other an id as the server writes it
	 * @return {@code true} if the id names the same binding, even in another spelling
	 */
	public boolean hasId(String other) {
		return areSame(this.id, other);
	}

	/**
	 * Returns whether the binding has a role.
	 * @param role the role
	 * @return {@code true} even if the spelling differs
	 */
	public boolean hasRole(Id role) {
		return role.isSpelledAs(this.roleId);
	}

	/**
	 * Returns whether another binding has the same id and role.
	 * @param other the other binding
	 * @return {@code true} even if the spellings differ
	 */
	public boolean isSameAs(ExistingBinding other) {
		return hasId(other.id) && areSame(this.roleId, other.roleId);
	}

	private static boolean areSame(String one, String other) {
		return one.equals(other) || Id.parse(one).filter((parsed) -> parsed.isSpelledAs(other)).isPresent();
	}

	/**
	 * Returns what is wrong if a row asks for another role, for a person.
	 * @return a sentence that names this role
	 */
	public String conflict() {
		return "The user already has the role " + Quoting.quoted(this.roleId) + " on this resource.";
	}

}
