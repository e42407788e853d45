package org.rolebindings.sandbox.wire;

import org.rolebindings.binding.Id;

/**
 * The body of an error (RFC 9457).
 *
 * @param title what is wrong, the same for all errors of the type
 * @param status the HTTP status
 * @param type a reference to what the type means
 * @param detail what is wrong with this request
 * @param instance the path of the request
 * @param requestId what to quote to the support; also the header {@code X-Request-Id}
 * @param errorCode the vendor's own code, to show and not to decide by
 */
record Problem(String title, int status, String type, String detail, String instance, String requestId,
		String errorCode) {

	static Problem of(ProblemException problem, Request request) {
		ProblemType type = problem.type();
		return new Problem(type.title(), type.status(), type.type(), problem.detail(), request.path(), request.id(),
				type.name());
	}

}
