package org.rolebindings.api;

/** Says whether this process may still send requests that change something. */
@FunctionalInterface
public interface SendingRight {

	/**
	 * Returns when such a request may leave.
	 * @param changesExisting whether it changes or deletes what exists
	 * @throws RuntimeException if none may leave any more; it has not left then
	 */
	void require(boolean changesExisting);

}
