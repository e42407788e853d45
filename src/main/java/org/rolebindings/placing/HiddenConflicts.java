package org.rolebindings.placing;

import java.util.LinkedHashMap;
import java.util.Map;

import org.rolebindings.binding.Id;

/**
 * Remembers the resources on which creates are answered with 409 although this key sees
 * no binding there. After a few such rows the others of that resource are not tried as
 * often.
 */
final class HiddenConflicts {

	private static final int MANY_ROWS = 3;

	/** The resources about which this is remembered; the oldest are forgotten. */
	static final int MAX_RESOURCES = 10_000;

	private final Map<Id, Integer> rows = new LinkedHashMap<>(16, 0.75F, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<Id, Integer> eldest) {
			return size() > MAX_RESOURCES;
		}

	};

	/**
	 * Counts a row whose conflict cannot be seen.
	 * @return whether there were so many on the resource that one more create is enough
	 */
	synchronized boolean add(Id resource) {
		return this.rows.merge(resource, 1, Integer::sum) > MANY_ROWS;
	}

	/** Takes a row back: it is decided, or this key saw what is in its way. */
	synchronized void remove(Id resource) {
		this.rows.computeIfPresent(resource, (key, count) -> (count > 1) ? count - 1 : null);
	}

}
