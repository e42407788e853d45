package org.rolebindings.binding;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What was decided about a valid row, once and for all.
 *
 * @param line the line on which the row begins
 * @param outcome CREATED, UPDATED, UNCHANGED, KEPT or FAILED
 * @param bindingId the id of the binding that is there, or {@code null} if it is not
 * known
 * @param previousRoleId the role that was replaced (UPDATED), left alone (KEPT) or is in
 * the way (FAILED), or {@code null}
 * @param errorCode why the row FAILED, or {@code null}
 * @param httpStatus the status of the answer that decided a FAILED row, or {@code null}
 * if there was no answer
 * @param message why the row FAILED and what to do about it, or {@code null}
 * @param requestId the server's name for the request that decided a FAILED row, or
 * {@code null}
 * @param attempts the attempts at the row, over all starts of the run, at least 1
 * @param doubtSince when a request of a FAILED row left that may have been carried out
 * all the same, on the server's clock, or {@code null}
 * @param decidedDoubts the numbers of the earlier doubts that are decided with the row
 */
public record Decision(long line, Outcome outcome, @Nullable String bindingId, @Nullable String previousRoleId,
		@Nullable ErrorCode errorCode, @Nullable Integer httpStatus, @Nullable String message,
		@Nullable String requestId, int attempts, @Nullable Instant doubtSince, List<Long> decidedDoubts) {

	/** Copies the list. */
	public Decision {
		decidedDoubts = List.copyOf(decidedDoubts);
	}

	/** A decision about a row that was never in doubt. */
	public Decision(long line, Outcome outcome, @Nullable String bindingId, @Nullable String previousRoleId,
			@Nullable ErrorCode errorCode, @Nullable Integer httpStatus, @Nullable String message,
			@Nullable String requestId, int attempts) {
		this(line, outcome, bindingId, previousRoleId, errorCode, httpStatus, message, requestId, attempts, null,
				List.of());
	}

}
