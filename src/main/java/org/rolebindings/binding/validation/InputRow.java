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
 * @param defect what is wrong with the record's form, or {@code null} if the form is
 * right
 */
public record InputRow(long line, String carried, String roleId, String userId, String resourceType, String resourceId,
		@Nullable Rejection defect) {
}
