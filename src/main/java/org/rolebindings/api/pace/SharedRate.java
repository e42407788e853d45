package org.rolebindings.api.pace;

import org.rolebindings.stop.SendingStoppedException;

/** A limit of requests a second that several processes keep together. */
public interface SharedRate {

	/**
	 * Waits until one request may leave, at once. A request that does not leave then has
	 * to wait again.
	 * @throws SendingStoppedException if the run stops before that
	 */
	void await();

}
