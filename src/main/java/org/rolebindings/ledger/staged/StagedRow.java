package org.rolebindings.ledger.staged;

import org.jspecify.annotations.Nullable;

/**
 * A row of a file as the table {@code import_row} takes it.
 *
 * @param rowId its key
 * @param carried what the reports repeat of it
 * @param roleId its role, or {@code null} if it is rejected
 * @param userId its user, or {@code null}
 * @param resourceType the type of its resource, or {@code null}
 * @param resourceId its resource, or {@code null}
 * @param outcome what it ends in if it is rejected, else {@code null}
 * @param errorCode why, or {@code null}
 * @param message the sentence about that, or {@code null}
 */
public record StagedRow(long rowId, String carried, @Nullable String roleId, @Nullable String userId,
		@Nullable String resourceType, @Nullable String resourceId, @Nullable String outcome,
		@Nullable String errorCode, @Nullable String message) {
}
