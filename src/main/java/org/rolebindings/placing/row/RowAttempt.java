package org.rolebindings.placing.row;

import org.rolebindings.stop.SendingStoppedException;

/** Makes one attempt at one row. */
@FunctionalInterface
public interface RowAttempt {

	/**
	 * Makes an attempt. Each row is at one sender at a time.
	 * @param row the row
	 * @return the result
	 * @throws SendingStoppedException if the run stops
	 */
	AttemptResult make(RowInFlight row);

}
