package org.rolebindings.placing;

import org.rolebindings.binding.Binding;

/** Knows on which resources this key sees any binding. All senders may call it. */
public interface ResourceSight {

	/**
	 * Notes that the key sees a binding on a resource.
	 * @param binding a row about that resource
	 */
	void seen(Binding binding);

	/**
	 * Returns whether the key sees any binding on a resource. This may list the account.
	 * @param binding a row about that resource
	 * @throws org.rolebindings.stop.SendingStoppedException if the run stops
	 */
	boolean seesAny(Binding binding);

	/**
	 * Returns whether a binding that the key does not see is not there. The key of a
	 * whole run does see something; that of one of several workers may not.
	 * @param binding a row about it
	 * @throws org.rolebindings.stop.SendingStoppedException if the run stops
	 */
	default boolean showsAbsence(Binding binding) {
		return true;
	}

}
