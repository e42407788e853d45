package org.rolebindings.binding.validation;

/**
 * The names of a row, trimmed. A name that the row does not have is empty.
 *
 * @param role the value of {@code role_name}
 * @param email the value of {@code user_email}
 * @param organization the value of {@code organization_name}
 * @param space the value of {@code space_name}
 * @param project the value of {@code project_name}
 */
public record RowNames(String role, String email, String organization, String space, String project) {

	/** Leaves out the names that an id of the row makes superfluous. */
	RowNames inPlaceOf(boolean roleId, boolean userId, boolean resourceId) {
		return new RowNames(roleId ? this.role : "", userId ? this.email : "", resourceId ? this.organization : "",
				resourceId ? this.space : "", resourceId ? this.project : "");
	}

}
