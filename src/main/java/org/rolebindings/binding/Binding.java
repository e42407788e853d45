package org.rolebindings.binding;

/**
 * A binding that a row asks for: a user is to have a role on a resource.
 *
 * @param roleId an id of the kind Role
 * @param userId an id of the kind User
 * @param resourceType the type that the resource id encodes
 * @param resourceId an id of a space or a project
 */
public record Binding(Id roleId, Id userId, ResourceType resourceType, Id resourceId) {

	/** The first value of FNV-1a with 64 bits. */
	private static final long FNV_OFFSET = 0xcbf29ce484222325L;

	/**
	 * Returns a hash of the user and the resource. The spelling of the ids makes no
	 * difference.
	 * @return 64 bits; two different pairs have the same hash only by chance
	 */
	public long slotHash() {
		return this.resourceId.mixInto(this.userId.mixInto(FNV_OFFSET));
	}

	/**
	 * Returns a hash of the whole binding. The spelling of the ids makes no difference.
	 * @return 64 bits; two different bindings have the same hash only by chance
	 */
	public long hash() {
		return this.roleId.mixInto(slotHash());
	}

}
