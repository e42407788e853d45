package org.rolebindings.placing.row;

import java.time.Duration;

import org.rolebindings.binding.Decision;

/** The result of one attempt at one row. */
public sealed interface AttemptResult {

	/** The row is decided. */
	record Decided(Decision decision) implements AttemptResult {
	}

	/**
	 * The row gets another attempt after a delay. Meanwhile it does not occupy a sender.
	 */
	record RetryAfter(Duration delay) implements AttemptResult {
	}

	/** No look-up is answered, or the run stops. The row stays undecided. */
	record Unresolved() implements AttemptResult {
	}

}
