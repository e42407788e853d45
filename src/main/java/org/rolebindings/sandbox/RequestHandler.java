package org.rolebindings.sandbox;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.rolebindings.sandbox.endpoints.Endpoint;
import org.rolebindings.sandbox.keys.AccessKeys;
import org.rolebindings.sandbox.keys.KeyRights;
import org.rolebindings.sandbox.wire.Answer;
import org.rolebindings.sandbox.wire.Answers;
import org.rolebindings.sandbox.wire.ProblemException;
import org.rolebindings.sandbox.wire.ProblemType;
import org.rolebindings.sandbox.wire.Request;

/**
 * Handles requests: checks the key, then the rate, decides on a fault, and calls the
 * endpoint.
 */
final class RequestHandler {

	private final AccessKeys keys;

	private final RateLimit rate;

	private final Faults faults;

	private final Endpoint endpoint;

	private final Answers answers;

	RequestHandler(AccessKeys keys, RateLimit rate, Faults faults, Endpoint endpoint, Answers answers) {
		this.keys = keys;
		this.rate = rate;
		this.faults = faults;
		this.endpoint = endpoint;
		this.answers = answers;
	}

	/**
	 * Handles one request.
	 * @param request the request
	 * @return the answer, or {@code null} if the client gets none
	 */
	@Nullable Answer answer(Request request) {
		KeyRights rights = this.keys.find(request.authorization());
		if (rights == null) {
			return this.answers.of(new ProblemException(ProblemType.AUTHENTICATION_REQUIRED,
					"The API key is missing or unknown; send 'Authorization: Bearer' and a key.",
					Map.of("WWW-Authenticate", "Bearer")), request);
		}
		if (!this.rate.take()) {
			return this.answers.of(new ProblemException(ProblemType.RATE_LIMIT_EXCEEDED,
					"Too many requests; wait a second.", Map.of("Retry-After", "1")), request);
		}
		Fault fault = this.faults.next();
		Answer normal = fault.carriedOut() ? carryOut(request, rights) : null;
		return switch (fault.reply()) {
			case NORMAL -> normal;
			case NONE -> null;
			case INTERNAL_SERVER_ERROR -> fault(ProblemType.INTERNAL_SERVER_ERROR, request);
			case BAD_GATEWAY -> this.answers.badGateway();
			case SERVICE_UNAVAILABLE -> fault(ProblemType.SERVICE_UNAVAILABLE, request);
			case GATEWAY_TIMEOUT -> fault(ProblemType.GATEWAY_TIMEOUT, request);
		};
	}

	private Answer carryOut(Request request, KeyRights rights) {
		try {
			return this.answers.of(this.endpoint.handle(request, rights));
		}
		catch (ProblemException ex) {
			return this.answers.of(ex, request);
		}
		catch (RuntimeException ex) {
			// Say that it is a defect of the sandbox. If the connection were closed
			// instead, it would look like a defect of the network.
			return this.answers.of(new ProblemException(ProblemType.INTERNAL_SERVER_ERROR, "Defect: " + ex), request);
		}
	}

	private Answer fault(ProblemType type, Request request) {
		return this.answers.of(new ProblemException(type, "The sandbox fails now and then, as its settings say."),
				request);
	}

}
