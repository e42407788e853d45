package org.rolebindings.ledger.sql;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.Repeat;
import org.rolebindings.binding.validation.Rejection;

/**
 * The result of a row, as the database keeps it.
 *
 * @param line the line on which the row begins
 * @param outcome the name of the outcome
 * @param duplicateOf the line that it repeats
 * @param errorCode the name of the error code
 * @param httpStatus the status of the answer that decided it
 * @param message what is wrong
 * @param attempts the attempts at it
 * @param bindingId the binding that is in place
 * @param previousRoleId the role that was replaced or kept
 * @param requestId the server's name for the request that decided it
 */
public record DecidedRow(long line, String outcome, @Nullable Long duplicateOf, @Nullable String errorCode,
		@Nullable Integer httpStatus, @Nullable String message, int attempts, @Nullable String bindingId,
		@Nullable String previousRoleId, @Nullable String requestId) {

	/** A row that is not sent, with its message shortened for the database. */
	public static DecidedRow of(long line, Rejection rejection, @Nullable String message) {
		return new DecidedRow(line, rejection.outcome().name(), null, rejection.code().name(), null, message, 0, null,
				null, null);
	}

	public static DecidedRow of(Repeat repeat) {
		return new DecidedRow(repeat.line(), repeat.outcome().name(), repeat.firstLine(), name(repeat.errorCode()),
				null, repeat.message(), 0, null, null, null);
	}

	public static DecidedRow of(InPlace inPlace) {
		return new DecidedRow(inPlace.line(), Outcome.UNCHANGED.name(), null, null, null, null, 0, inPlace.bindingId(),
				null, null);
	}

	/** A decision, with its texts shortened for the database. */
	public static DecidedRow of(Decision decision, @Nullable String message, @Nullable String requestId) {
		return new DecidedRow(decision.line(), decision.outcome().name(), null, name(decision.errorCode()),
				decision.httpStatus(), message, decision.attempts(), decision.bindingId(), decision.previousRoleId(),
				requestId);
	}

	private static @Nullable String name(@Nullable Enum<?> code) {
		return (code != null) ? code.name() : null;
	}

}
