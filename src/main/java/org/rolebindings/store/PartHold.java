package org.rolebindings.store;

import java.time.Duration;

/**
 * This process's right to work on a part of a run whose target another process holds. It
 * ends at the latest with that of the other process, so whoever holds the target next
 * knows that nobody works on a part of its earlier runs any more.
 */
public interface PartHold {

	/**
	 * Returns what tells this process's hold of its target from earlier ones.
	 * @return the fence, which others name to take a part
	 * @throws IllegalStateException if this process holds no target
	 */
	long fence();

	/**
	 * Takes the right to work on a part. This process has no other one.
	 * @param part the name of the part
	 * @param target the normalised base URL
	 * @param fence the fence of the process that holds the target
	 * @param longestExchange how long a request may be on its way
	 * @return {@code false} if a process has the part, or another one holds the target
	 */
	boolean take(String part, String target, long fence, Duration longestExchange);

	/** Gives the part back, so that another process can take it at once. */
	void giveBack();

}
