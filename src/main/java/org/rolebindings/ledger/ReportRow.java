package org.rolebindings.ledger;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Outcome;

/**
 * A row with its outcome, as the reports need it.
 *
 * @param line the line on which the row begins
 * @param carried the input's columns, as comma-separated text without a line end
 * @param outcome the outcome of the row; PENDING if it is not decided
 * @param countsAs what the row counts as: for a DUPLICATE the outcome of the line that it
 * repeats, else its own
 * @param errorCode why the row, or the line that it repeats, is INVALID or FAILED
 * @param httpStatus the status of the answer that decided a FAILED row
 * @param message what is wrong or, for a DUPLICATE, which line it repeats
 * @param attempts the attempts at the row, 0 if none was sent for it
 * @param bindingId the binding that is there, if it is known
 * @param previousRoleId the role that was replaced or kept or, if the row failed, the
 * role that is in the way
 * @param requestId the server's name for the request that decided the row
 */
public record ReportRow(long line, String carried, Outcome outcome, Outcome countsAs, @Nullable ErrorCode errorCode,
		@Nullable Integer httpStatus, @Nullable String message, int attempts, @Nullable String bindingId,
		@Nullable String previousRoleId, @Nullable String requestId) {
}
