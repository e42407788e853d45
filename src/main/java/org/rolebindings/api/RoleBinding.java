package org.rolebindings.api;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.Id;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A binding in an answer of the server. An answer about one binding has all fields. In a
 * page, any field may be missing. Unknown fields are ignored.
 *
 * @param id the binding's id, or an empty text
 * @param roleId the role, or an empty text
 * @param userId the user, or an empty text
 * @param resourceType SPACE or PROJECT, or an empty text
 * @param resourceId the space or the project, or an empty text
 * @param createdAt when the binding was created, on the server's clock, or {@code null}
 * @param updatedAt when the binding was last changed, on the server's clock, or
 * {@code null}
 */
@JsonDeserialize(using = RoleBindingDeserializer.class)
public record RoleBinding(String id, String roleId, String userId, String resourceType, String resourceId,
		@Nullable Instant createdAt, @Nullable Instant updatedAt) {

	/** Returns the binding's id and role. */
	public ExistingBinding existing() {
		return new ExistingBinding(this.id, this.roleId);
	}

	/** Returns whether the server sent both the id and the role. */
	public boolean isComplete() {
		return existing().isComplete();
	}

	/**
	 * Returns whether the binding has the user and the resource of a row.
	 * @param wanted what the row asks for
	 */
	public boolean isFor(Binding wanted) {
		return this.resourceType.equals(wanted.resourceType().name()) && wanted.userId().isSpelledAs(this.userId)
				&& wanted.resourceId().isSpelledAs(this.resourceId);
	}

	/**
	 * Returns whether the binding has a role.
	 * @param roleId the role that a row asks for
	 */
	public boolean hasRole(Id roleId) {
		return roleId.isSpelledAs(this.roleId);
	}

}
