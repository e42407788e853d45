package org.rolebindings.api;

import java.time.Instant;

import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Id;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A binding as the server has it. All fields are required; those that this program does
 * not know are ignored.
 *
 * @param id the binding's id
 * @param roleId the role
 * @param userId the user
 * @param resourceType SPACE or PROJECT
 * @param resourceId the space or the project
 * @param createdAt when it was made, on the server's clock
 * @param updatedAt when it was last changed, on the server's clock
 */
@JsonDeserialize(using = RoleBindingReader.class)
record RoleBinding(String id, String roleId, String userId, String resourceType, String resourceId, Instant createdAt,
		Instant updatedAt) {

	/** Whether this is about the user and the resource that a row names. */
	boolean isIn(Binding wanted) {
		return this.resourceType.equals(wanted.resourceType().name()) && same(this.userId, wanted.userId())
				&& same(this.resourceId, wanted.resourceId());
	}

	/** Whether this has the role that a row asks for. */
	boolean hasRole(Id roleId) {
		return same(this.roleId, roleId);
	}

	private static boolean same(String text, Id id) {
		return text.equals(id.text()) || Id.parse(text).map(id::equals).orElse(false);
	}

}
