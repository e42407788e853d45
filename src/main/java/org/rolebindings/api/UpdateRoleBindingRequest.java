package org.rolebindings.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The body of a request that changes the role of a binding.
 *
 * @param roleId the new role
 */
public record UpdateRoleBindingRequest(@JsonProperty("role_id") String roleId) {
}
