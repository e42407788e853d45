package org.rolebindings.sandbox;

import java.net.http.HttpResponse;

import org.assertj.core.api.AbstractAssert;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks that an answer is an error as the wire contract has it. */
public final class ProblemAssert extends AbstractAssert<ProblemAssert, HttpResponse<String>> {

	private static final String PAGE = "https://arize.com/docs/ax/rest-reference/errors";

	private ProblemAssert(HttpResponse<String> actual) {
		super(actual, ProblemAssert.class);
	}

	static ProblemAssert assertThatProblem(HttpResponse<String> actual) {
		return new ProblemAssert(actual);
	}

	ProblemAssert is(int status, String type) {
		assertThat(this.actual.statusCode()).as(this.actual.body()).isEqualTo(status);
		assertThat(this.actual.headers().firstValue("Content-Type")).contains("application/problem+json");
		JsonNode problem = SandboxClient.body(this.actual);
		assertThat(problem.propertyNames()).containsExactly("title", "status", "type", "detail", "instance",
				"request_id", "error_code");
		assertThat(problem.get("title").stringValue()).isNotEmpty();
		assertThat(problem.get("status").intValue()).isEqualTo(status);
		assertThat(problem.get("type").stringValue()).isEqualTo(type.startsWith("#") ? PAGE + type : type);
		assertThat(problem.get("error_code").stringValue()).isNotEmpty();
		assertThat(problem.get("instance").stringValue()).isEqualTo(this.actual.uri().getRawPath());
		assertThat(this.actual.headers().firstValue("X-Request-Id")).contains(problem.get("request_id").stringValue());
		return this;
	}

	ProblemAssert says(String part) {
		assertThat(SandboxClient.body(this.actual).get("detail").stringValue()).contains(part);
		return this;
	}

}
