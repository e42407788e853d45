package org.rolebindings.placing;

import java.util.LinkedHashMap;
import java.util.Map;

import org.rolebindings.binding.Id;

/**
 * Counts the rows whose create gets a 409 although this key sees no binding. After a few
 * such rows on a resource, further rows there get fewer attempts.
 */
final class HiddenConflicts {

	private static final int MANY_ROWS = 3;

	/** The most resources that are remembered. The oldest ones are forgotten. */
	static final int MAX_RESOURCES = 10_000;

	private final Map<Id, Integer> rows = new LinkedHashMap<>(16, 0.75F, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<Id, Integer> eldest) {
			return size() > MAX_RESOURCES;
		}

	};

	/**
	 * Counts a row whose conflict this key cannot see.
	 * @return whether the resource has so many such rows that one more create is enough
	 */
	synchronized boolean add(Id resource) {
		return this.rows.merge(resource, 1, Integer::sum) > MANY_ROWS;
	}

	/** Discounts a row that is decided, or whose conflict this key has seen. */
	synchronized void remove(Id resource) {
		this.rows.computeIfPresent(resource, (key, count) -> (count > 1) ? count - 1 : null);
	}

}
