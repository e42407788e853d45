package org.rolebindings.sandbox.wire;

import java.util.Map;

/** Ends the handling of a request with an error for the client. */
public final class ProblemException extends RuntimeException {

	private final ProblemType type;

	private final String detail;

	private final Map<String, String> headers;

	public ProblemException(ProblemType type, String detail) {
		this(type, detail, Map.of());
	}

	/**
	 * Creates a problem.
	 * @param type what is wrong
	 * @param detail the sentence for a person
	 * @param headers what the answer's head has in addition
	 */
	public ProblemException(ProblemType type, String detail, Map<String, String> headers) {
		// It is an answer, so it has no stack trace, which would take most of the time
		super(detail, null, false, false);
		this.type = type;
		this.detail = detail;
		this.headers = headers;
	}

	public static ProblemException invalid(String detail) {
		return new ProblemException(ProblemType.INVALID_REQUEST, detail);
	}

	ProblemType type() {
		return this.type;
	}

	String detail() {
		return this.detail;
	}

	Map<String, String> headers() {
		return this.headers;
	}

}
