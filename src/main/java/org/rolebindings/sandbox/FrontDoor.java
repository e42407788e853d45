package org.rolebindings.sandbox;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What each request passes before it gets to its endpoint, in this order: the key, the
 * rate, the faults.
 */
final class FrontDoor {

	private static final String SCHEME = "Bearer ";

	private final RateLimit rate;

	private final Faults faults;

	private final Endpoint endpoint;

	private final Answers answers;

	FrontDoor(RateLimit rate, Faults faults, Endpoint endpoint, Answers answers) {
		this.rate = rate;
		this.faults = faults;
		this.endpoint = endpoint;
		this.answers = answers;
	}

	/**
	 * Deals with one request.
	 * @param request the request
	 * @return the answer, or {@code null} where it gets lost
	 */
	@Nullable Answer answer(Request request) {
		if (!hasKey(request)) {
			return this.answers.of(new ProblemException(ProblemType.AUTHENTICATION_REQUIRED,
					"There is no API key; send 'Authorization: Bearer' and a key.",
					Map.of("WWW-Authenticate", "Bearer")), request);
		}
		if (!this.rate.take()) {
			return this.answers.of(new ProblemException(ProblemType.RATE_LIMIT_EXCEEDED,
					"Too many requests; wait a second.", Map.of("Retry-After", "1")), request);
		}
		Fault fault = this.faults.next();
		Answer truth = fault.carriedOut() ? carryOut(request) : null;
		return switch (fault.told()) {
			case THE_TRUTH -> truth;
			case NOTHING -> null;
			case INTERNAL_SERVER_ERROR -> fault(ProblemType.INTERNAL_SERVER_ERROR, request);
			case BAD_GATEWAY -> this.answers.badGateway();
			case SERVICE_UNAVAILABLE -> fault(ProblemType.SERVICE_UNAVAILABLE, request);
			case GATEWAY_TIMEOUT -> fault(ProblemType.GATEWAY_TIMEOUT, request);
		};
	}

	private Answer carryOut(Request request) {
		try {
			return this.answers.of(this.endpoint.handle(request));
		}
		catch (ProblemException ex) {
			return this.answers.of(ex, request);
		}
		catch (RuntimeException ex) {
			// A defect of the sandbox; said, for a closed connection would look like the
			// network's.
			return this.answers.of(new ProblemException(ProblemType.INTERNAL_SERVER_ERROR, "Defect: " + ex), request);
		}
	}

	private Answer fault(ProblemType type, Request request) {
		return this.answers.of(new ProblemException(type, "The sandbox was told to fail now and then."), request);
	}

	private static boolean hasKey(Request request) {
		String value = request.authorization();
		return value != null && value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
				&& !value.substring(SCHEME.length()).isBlank();
	}

}
