package org.rolebindings.placing;

import java.time.Duration;

import org.rolebindings.binding.Decision;

/** What came of one attempt at one row. */
sealed interface AttemptResult {

	/** The row is decided. */
	record Decided(Decision decision) implements AttemptResult {
	}

	/** The row gets another attempt, after a while in which it occupies no sender. */
	record RetryAfter(Duration delay) implements AttemptResult {
	}

	/** Not even a look-up is answered; the row stays undecided and in doubt. */
	record Unresolved() implements AttemptResult {
	}

}
