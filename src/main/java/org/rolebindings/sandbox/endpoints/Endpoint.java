package org.rolebindings.sandbox.endpoints;

import org.rolebindings.sandbox.keys.KeyRights;
import org.rolebindings.sandbox.wire.ProblemException;
import org.rolebindings.sandbox.wire.Request;
import org.rolebindings.sandbox.wire.Result;

/** Carries out one operation of the API. */
@FunctionalInterface
public interface Endpoint {

	/**
	 * Carries a request out.
	 * @param request the request
	 * @param rights what its key may do
	 * @return its result
	 * @throws ProblemException if it is refused
	 */
	Result handle(Request request, KeyRights rights);

}
