package org.rolebindings.placing;

import org.rolebindings.stop.SendingStoppedException;

/** One attempt at one row: all that a sender knows of what it does with rows. */
@FunctionalInterface
interface RowAttempt {

	/**
	 * Makes an attempt. Each row is at one sender at a time.
	 * @param row the row
	 * @return what came of it
	 * @throws SendingStoppedException if the run stops
	 */
	AttemptResult make(RowInFlight row);

}
