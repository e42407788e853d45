package org.rolebindings.store;

import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * This process's right to work on runs, which no other process has at the same time. It
 * ends when the application is closed.
 */
public interface StateHold {

	/**
	 * Takes the right to work on the runs of a target.
	 * @param target the normalised base URL
	 * @param longestExchange how long a request may be on its way
	 * @throws StateInUseException if another process has that right
	 */
	default void hold(String target, Duration longestExchange) {
		boolean unused = hold(target, longestExchange, () -> false);
	}

	/**
	 * The same, but a wait for another process can be given up.
	 * @param givenUp is asked again and again
	 * @return whether this process has that right now
	 */
	boolean hold(String target, Duration longestExchange, BooleanSupplier givenUp);

	/**
	 * Returns the only target whose runs this process may change.
	 * @return the target, or {@code null} if it may change all runs
	 */
	@Nullable String target();

	/**
	 * Tells others which run this process works on.
	 * @param run the run's number
	 * @param file the name of its file
	 */
	void workingOn(long run, String file);

	/**
	 * Returns when this process may send a request that changes something, and whose
	 * answer is waited for as long as {@link #hold} was told.
	 * @param changesExisting whether the request changes or deletes what exists, so that
	 * the database is asked as well
	 * @throws HoldLostException if it may send none any more
	 */
	void requireFor(boolean changesExisting);

	/**
	 * Finds the runs that other processes work on at present.
	 * @return their numbers
	 */
	Set<Long> runsOfOthers();

}
