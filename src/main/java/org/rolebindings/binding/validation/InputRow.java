package org.rolebindings.binding.validation;

import org.jspecify.annotations.Nullable;

/**
 * One record of the input file, as it was read.
 *
 * @param line the line on which the record begins; the header begins on line 1
 * @param carried the record's fields that the reports repeat, as comma-separated text
 * without a line end, in the order of the header
 * @param roleId the value of {@code role_id}, trimmed
 * @param userId the value of {@code user_id}, trimmed
 * @param resourceType the value of {@code resource_type}, trimmed
 * @param resourceId the value of {@code resource_id}, trimmed
 * @param names the names that the row may have instead of ids; {@code null} if the file
 * has no columns for them
 * @param defect what is wrong with the record's form, or {@code null} if the form is
 * right
 */
public record InputRow(long line, String carried, String roleId, String userId, String resourceType, String resourceId,
		@Nullable RowNames names, @Nullable Rejection defect) {

	/** A row of a file without names. */
	public InputRow(long line, String carried, String roleId, String userId, String resourceType, String resourceId,
			@Nullable Rejection defect) {
		this(line, carried, roleId, userId, resourceType, resourceId, null, defect);
	}

	/**
	 * The same row with ids instead of names. It keeps the names that the ids are of.
	 * @param role the role's id
	 * @param user the user's id
	 * @param resource the resource's id
	 */
	InputRow resolved(String role, String user, String resource) {
		RowNames names = (this.names != null)
				? this.names.inPlaceOf(this.roleId.isEmpty(), this.userId.isEmpty(), this.resourceId.isEmpty()) : null;
		return new InputRow(this.line, this.carried, role, user, this.resourceType, resource, names, this.defect);
	}

	/** The same row with other text for the reports. */
	public InputRow carrying(String text) {
		return new InputRow(this.line, text, this.roleId, this.userId, this.resourceType, this.resourceId, this.names,
				this.defect);
	}

}
