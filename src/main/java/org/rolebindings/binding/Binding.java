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
	 * A number for the user and the resource, in whichever spelling.
	 * @return the same for all bindings of the same user and resource; two others share
	 * one by chance alone, one pair in 2^64
	 */
	public long slotHash() {
		return this.resourceId.mixInto(this.userId.mixInto(0xcbf29ce484222325L));
	}

	/**
	 * A number for the whole binding, in whichever spelling.
	 * @return the same for all equal bindings; two others share one by chance alone
	 */
	public long hash() {
		return this.roleId.mixInto(slotHash());
	}

}
