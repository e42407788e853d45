package org.rolebindings.sandbox.bindings;

import java.time.Instant;

import org.rolebindings.api.RoleBinding;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;

/**
 * A role binding that the sandbox holds, and its form on the wire.
 *
 * @param id base64 of {@code RoleBinding:} and what the sandbox made up
 * @param roleId the role's id as it was sent
 * @param userId the user's id as it was sent
 * @param resourceType what the role is given on
 * @param resourceId the resource's id as it was sent
 * @param createdAt when the binding was created, to the millisecond
 * @param updatedAt when its role was last set, to the millisecond
 */
public record SandboxBinding(String id, String roleId, String userId, ResourceType resourceType, String resourceId,
		Instant createdAt, Instant updatedAt) {

	public Id resource() {
		return Id.parse(this.resourceId).orElseThrow();
	}

	Binding wanted() {
		return new Binding(Id.parse(this.roleId).orElseThrow(), Id.parse(this.userId).orElseThrow(), this.resourceType,
				resource());
	}

}
