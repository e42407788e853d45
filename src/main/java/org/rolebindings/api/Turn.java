package org.rolebindings.api;

import java.time.Duration;

import org.rolebindings.binding.Decision;

/** What came of one turn at a row. */
sealed interface Turn {

	/** The row is decided. */
	record Decided(Decision decision) implements Turn {
	}

	/** The row gets another turn, after a while in which it occupies no sender. */
	record Again(Duration delay) implements Turn {
	}

	/** Not even a look-up is answered; the row stays undecided and in doubt. */
	record SetAside() implements Turn {
	}

}
