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
}
