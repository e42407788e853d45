package org.rolebindings.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.rolebindings.binding.Binding;

/**
 * The body of a request that creates a binding, as the API reference defines it.
 *
 * @param roleId the role
 * @param userId the user
 * @param resourceType SPACE or PROJECT
 * @param resourceId the space or the project
 */
public record CreateRoleBindingRequest(@JsonProperty("role_id") String roleId, @JsonProperty("user_id") String userId,
		@JsonProperty("resource_type") String resourceType, @JsonProperty("resource_id") String resourceId) {

	/**
	 * Returns the request for a binding.
	 * @param binding what a row asks for
	 */
	public static CreateRoleBindingRequest of(Binding binding) {
		return new CreateRoleBindingRequest(binding.roleId().text(), binding.userId().text(),
				binding.resourceType().name(), binding.resourceId().text());
	}

}
