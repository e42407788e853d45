package org.rolebindings.api;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.Id;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A binding as the server has it. All fields are required in an answer about one binding;
 * in a page, role, id and times may be missing. Unknown fields are ignored.
 *
 * @param id the binding's id, or an empty text
 * @param roleId the role, or an empty text
 * @param userId the user
 * @param resourceType SPACE or PROJECT
 * @param resourceId the space or the project
 * @param createdAt when it was made, on the server's clock, or {@code null}
 * @param updatedAt when it was last changed, on the server's clock, or {@code null}
 */
@JsonDeserialize(using = RoleBindingReader.class)
public record RoleBinding(String id, String roleId, String userId, String resourceType, String resourceId,
		@Nullable Instant createdAt, @Nullable Instant updatedAt) {

	/** What this is, without its user and resource. */
	public ExistingBinding existing() {
		return new ExistingBinding(this.id, this.roleId);
	}

	/** Whether it says which binding and which role this is. */
	public boolean isLegible() {
		return !this.id.isEmpty() && !this.roleId.isEmpty();
	}

	/** Whether this is about the user and the resource that a row names. */
	public boolean isIn(Binding wanted) {
		return this.resourceType.equals(wanted.resourceType().name()) && wanted.userId().isSpelled(this.userId)
				&& wanted.resourceId().isSpelled(this.resourceId);
	}

	/** Whether this has the role that a row asks for. */
	public boolean hasRole(Id roleId) {
		return roleId.isSpelled(this.roleId);
	}

}
