package org.rolebindings.api;

import java.time.Instant;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Id;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A binding as the server has it. Fields that this program does not know are ignored.
 *
 * @param id the binding's id
 * @param roleId the role
 * @param userId the user
 * @param resourceType SPACE or PROJECT
 * @param resourceId the space or the project
 * @param createdAt when it was made, on the server's clock
 * @param updatedAt when it was last changed, on the server's clock
 */
record RoleBinding(@JsonProperty(value = "id", required = true) String id,
		@JsonProperty(value = "role_id", required = true) String roleId,
		@JsonProperty(value = "user_id", required = true) String userId,
		@JsonProperty(value = "resource_type", required = true) String resourceType,
		@JsonProperty(value = "resource_id", required = true) String resourceId,
		@JsonProperty(value = "created_at",
				required = true) @JsonDeserialize(using = TimeReader.class) Instant createdAt,
		@JsonProperty(value = "updated_at",
				required = true) @JsonDeserialize(using = TimeReader.class) Instant updatedAt) {

	/**
	 * Refuses what the wire contract requires and is not there.
	 */
	public RoleBinding {
		Objects.requireNonNull(id, "id");
		Objects.requireNonNull(roleId, "role_id");
		Objects.requireNonNull(userId, "user_id");
		Objects.requireNonNull(resourceType, "resource_type");
		Objects.requireNonNull(resourceId, "resource_id");
		Objects.requireNonNull(createdAt, "created_at");
		Objects.requireNonNull(updatedAt, "updated_at");
	}

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
