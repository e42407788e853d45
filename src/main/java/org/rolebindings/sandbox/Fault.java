package org.rolebindings.sandbox;

import java.util.ArrayList;
import java.util.List;

/**
 * What a request meets.
 *
 * @param carriedOut whether the request is carried out
 * @param told what the client sees of it
 */
record Fault(boolean carriedOut, Told told) {

	static final Fault NONE = new Fault(true, Told.THE_TRUTH);

	static final Fault LOST_ANSWER = new Fault(true, Told.NOTHING);

	/** Each error twice: told instead of the work, and after it. */
	static final List<Fault> ERRORS = errors();

	private static List<Fault> errors() {
		List<Fault> errors = new ArrayList<>();
		for (Told told : List.of(Told.INTERNAL_SERVER_ERROR, Told.BAD_GATEWAY, Told.SERVICE_UNAVAILABLE,
				Told.GATEWAY_TIMEOUT)) {
			errors.add(new Fault(false, told));
			errors.add(new Fault(true, told));
		}
		return List.copyOf(errors);
	}

	/** What a client can be told. */
	enum Told {

		/** The answer as the wire contract has it. */
		THE_TRUTH,

		/** Nothing; the connection is closed. */
		NOTHING,

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
