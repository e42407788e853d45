package org.rolebindings.binding;

/**
 * A binding as it was before an update of it left.
 *
 * @param id the binding
 * @param roleId its role until then
 */
public record FormerBinding(String id, String roleId) {

	/**
	 * Whether another text is this binding's id.
	 * @param other an id as the server writes it
	 * @return whether it names the same binding, however it is spelled
	 */
	public boolean isNamed(String other) {
		return this.id.equals(other)
				|| Id.parse(this.id).filter((id) -> Id.parse(other).filter(id::equals).isPresent()).isPresent();
	}

}
