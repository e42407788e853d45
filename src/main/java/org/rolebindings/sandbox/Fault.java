package org.rolebindings.sandbox;

import java.util.ArrayList;
import java.util.List;

/**
 * What goes wrong with a request.
 *
 * @param carriedOut whether the request is carried out
 * @param reply what the client gets
 */
record Fault(boolean carriedOut, Reply reply) {

	static final Fault NONE = new Fault(true, Reply.NORMAL);

	static final Fault LOST_ANSWER = new Fault(true, Reply.NONE);

	/** Each error twice: without and with the request being carried out. */
	static final List<Fault> ERRORS = errors();

	private static List<Fault> errors() {
		List<Fault> errors = new ArrayList<>();
		for (Reply reply : List.of(Reply.INTERNAL_SERVER_ERROR, Reply.BAD_GATEWAY, Reply.SERVICE_UNAVAILABLE,
				Reply.GATEWAY_TIMEOUT)) {
			errors.add(new Fault(false, reply));
			errors.add(new Fault(true, reply));
		}
		return List.copyOf(errors);
	}

	/** What a client can get. */
	enum Reply {

		/** The answer as the wire contract has it. */
		NORMAL,

		/** Nothing; the connection is closed. */
		NONE,

		/** 500. */
		INTERNAL_SERVER_ERROR,

		/** 502, from a proxy, with a page instead of problem details. */
		BAD_GATEWAY,

		/** 503. */
		SERVICE_UNAVAILABLE,

		/** 504. */
		GATEWAY_TIMEOUT

	}

}
