package org.rolebindings.binding;

/**
 * A binding as the server has it, or had it before an update left.
 *
 * @param id the binding, as the server writes it
 * @param roleId its role, as the server writes it
 */
public record ExistingBinding(String id, String roleId) {

	/**
	 * Whether another text is this binding's id.
	 * @param other an id as the server writes it
	 * @return whether it names the same binding, however it is spelled
	 */
	public boolean isNamed(String other) {
		return this.id.equals(other) || Id.parse(this.id).filter((parsed) -> parsed.isSpelled(other)).isPresent();
	}

	/**
	 * Whether the binding has a role.
	 * @param role the role
	 * @return whether it is this one, however it is spelled
	 */
	public boolean hasRole(Id role) {
		return role.isSpelled(this.roleId);
	}

}
