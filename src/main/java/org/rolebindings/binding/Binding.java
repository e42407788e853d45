package org.rolebindings.binding;

/**
 * A binding that a row asks for: this user is to have this role on this resource.
 *
 * @param roleId an id of the kind Role
 * @param userId an id of the kind User
 * @param resourceType the type that the resource id encodes
 * @param resourceId an id of a space or a project
 */
public record Binding(Id roleId, Id userId, ResourceType resourceType, Id resourceId) {

	/**
	 * Whether both are about the same user on the same resource, so that only one of them
	 * can be in place.
	 * @param other another binding
	 * @return whether they exclude each other or are the same
	 */
	public boolean sameSlot(Binding other) {
		return this.userId.equals(other.userId) && this.resourceId.equals(other.resourceId);
	}

}
