package org.rolebindings.sandbox;

/** Carries out one operation of the API. */
@FunctionalInterface
interface Endpoint {

	/**
	 * Carries a request out.
	 * @param request the request
	 * @param rights what its key may do
	 * @return what became of it
	 * @throws ProblemException if it is refused
	 */
	Result handle(Request request, KeyRights rights);

}
