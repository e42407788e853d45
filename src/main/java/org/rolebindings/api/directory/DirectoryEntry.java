package org.rolebindings.api.directory;

/**
 * An entry of a list. A text that the list does not have is empty.
 *
 * @param id the id; of a restriction, the project's id
 * @param name the name; of a user, the email
 * @param spaceId the space of a project
 * @param predefined whether a role is one of the vendor's
 */
public record DirectoryEntry(String id, String name, String spaceId, boolean predefined) {
}
