package org.rolebindings.sandbox.wire;

/**
 * The errors that the sandbox answers with. Those that the wire contract knows have a
 * page of the vendor's, with the contract's fragment, as their type; the others are
 * {@code about:blank}, which says no more than the status (RFC 9457, section 4.2.1).
 */
public enum ProblemType {

	INVALID_REQUEST(400, "Invalid request", "#invalid-request"),

	AUTHENTICATION_REQUIRED(401, "Authentication required", "#authentication-required"),

	ACCESS_FORBIDDEN(403, "Access forbidden", "#access-forbidden"),

	RESOURCE_NOT_FOUND(404, "Resource not found", "#resource-not-found"),

	METHOD_NOT_ALLOWED(405, "Method not allowed", "about:blank"),

	RESOURCE_CONFLICT(409, "Resource conflict", "#resource-conflict"),

	CONTENT_TOO_LARGE(413, "Content too large", "about:blank"),

	VALIDATION_ERROR(422, "Validation error", "#validation-error"),

	RATE_LIMIT_EXCEEDED(429, "Rate limit exceeded", "#rate-limit-exceeded"),

	INTERNAL_SERVER_ERROR(500, "Internal server error", "about:blank"),

	SERVICE_UNAVAILABLE(503, "Service unavailable", "about:blank"),

	GATEWAY_TIMEOUT(504, "Gateway timeout", "about:blank");

	private static final String PAGE = "https://arize.com/docs/ax/rest-reference/errors";

	private final int status;

	private final String title;

	private final String type;

	ProblemType(int status, String title, String type) {
		this.status = status;
		this.title = title;
		this.type = type;
	}

	int status() {
		return this.status;
	}

	String title() {
		return this.title;
	}

	String type() {
		return this.type.startsWith("#") ? PAGE + this.type : this.type;
	}

}
