package org.rolebindings.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The body of an update.
 *
 * @param roleId the new role
 */
public record UpdateRoleBindingRequest(@JsonProperty("role_id") String roleId) {
}
