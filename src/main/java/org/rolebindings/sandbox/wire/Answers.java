package org.rolebindings.sandbox.wire;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.nio.entity.AsyncEntityProducers;

/** Makes answers of results and problems. */
public final class Answers {

	private static final ContentType JSON = ContentType.create("application/json");

	private static final ContentType PROBLEM = ContentType.create("application/problem+json");

	private static final String BAD_GATEWAY = "<html><head><title>502 Bad Gateway</title></head>"
			+ "<body><h1>502 Bad Gateway</h1></body></html>\n";

	private final Json json;

	public Answers(Json json) {
		this.json = json;
	}

	public Answer of(Result result) {
		if (result.payload() == null) {
			return new Answer(result.status(), null, Map.of());
		}
		byte[] body = this.json.write(result.payload());
		return new Answer(result.status(), AsyncEntityProducers.create(body, JSON), Map.of());
	}

	public Answer of(ProblemException problem, Request request) {
		byte[] body = this.json.write(Problem.of(problem, request));
		return new Answer(problem.type().status(), AsyncEntityProducers.create(body, PROBLEM), problem.headers());
	}

	/**
	 * What a proxy answers if the API behind it is down: a page instead of problem
	 * details.
	 * @return the answer 502
	 */
	public Answer badGateway() {
		byte[] body = BAD_GATEWAY.getBytes(StandardCharsets.US_ASCII);
		return new Answer(502, AsyncEntityProducers.create(body, ContentType.TEXT_HTML), Map.of());
	}

}
