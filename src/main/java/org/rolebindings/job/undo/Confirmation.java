package org.rolebindings.job.undo;

/** Asks whether to go on, before anything is sent. */
@FunctionalInterface
public interface Confirmation {

	/**
	 * Asks.
	 * @param offer what is about to be taken back
	 * @throws RuntimeException if it is not to be
	 */
	void confirm(RemovalOffer offer);

}
