package org.rolebindings.binding;

import org.jspecify.annotations.Nullable;

/**
 * What was decided about a valid row, once and for all.
 *
 * @param line the line on which the row begins
 * @param outcome CREATED, UPDATED, UNCHANGED, KEPT or FAILED
 * @param bindingId the id of the binding that is in place, or {@code null} where it is
 * not known
 * @param previousRoleId the role that was replaced (UPDATED) or left alone (KEPT), or
 * {@code null}
 * @param errorCode why the row FAILED, or {@code null}
 * @param httpStatus the status of the answer that decided a FAILED row, or {@code null}
 * where there was no answer
 * @param message why the row FAILED and what to do about it, or {@code null}
 * @param requestId the server's name for the request that decided a FAILED row, or
 * {@code null}
 * @param attempts the attempts at the row, over all starts of the run, at least 1
 */
public record Decision(long line, Outcome outcome, @Nullable String bindingId, @Nullable String previousRoleId,
		@Nullable ErrorCode errorCode, @Nullable Integer httpStatus, @Nullable String message,
		@Nullable String requestId, int attempts) {
}
