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

}
