package org.rolebindings.binding;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The final decision about a valid row.
 *
 * @param line the line on which the row begins
 * @param outcome CREATED, UPDATED, UNCHANGED, KEPT or FAILED
 * @param bindingId the id of the binding on the resource, or {@code null} if it is
 * unknown
 * @param previousRoleId the role that was replaced (UPDATED), left alone (KEPT) or is in
 * the way (FAILED), or {@code null}
 * @param errorCode why the row FAILED, or {@code null}
 * @param httpStatus the status of the answer that decided a FAILED row, or {@code null}
 * if there was no answer
 * @param message why the row FAILED and what to do about it, or {@code null}
 * @param requestId the server's id of the request that decided a FAILED row, or
 * {@code null}
 * @param attempts the attempts at the row, over all starts of the run, at least 1
 * @param doubtSince the time on the server's clock when a request of a FAILED row left
 * that may still have been carried out, or {@code null}
 * @param decidedDoubts the numbers of the earlier doubts that this decision ends
 */
public record Decision(long line, Outcome outcome, @Nullable String bindingId, @Nullable String previousRoleId,
		@Nullable ErrorCode errorCode, @Nullable Integer httpStatus, @Nullable String message,
		@Nullable String requestId, int attempts, @Nullable Instant doubtSince, List<Long> decidedDoubts) {

	/** Copies the list. */
	public Decision {
		decidedDoubts = List.copyOf(decidedDoubts);
	}

	/** Makes a decision about a row that was never in doubt. */
	public Decision(long line, Outcome outcome, @Nullable String bindingId, @Nullable String previousRoleId,
			@Nullable ErrorCode errorCode, @Nullable Integer httpStatus, @Nullable String message,
			@Nullable String requestId, int attempts) {
		this(line, outcome, bindingId, previousRoleId, errorCode, httpStatus, message, requestId, attempts, null,
				List.of());
	}

}
