package org.rolebindings.sandbox;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolebindings.sandbox.ProblemAssert.assertThatProblem;
import static org.rolebindings.sandbox.SandboxClient.binding;

/** What holds for every request. */
class ProtocolTests {

	private static final int MEBIBYTE = 1024 * 1024;

	private final SandboxServer server = SandboxServer.start(0, SandboxProperties.none());

	private final SandboxClient client = new SandboxClient(this.server);

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void anyWhenThereIsNoKeyAnswersUnauthorized() {
		HttpResponse<String> response = this.client
			.send(HttpRequest.newBuilder(this.server.baseUrl().resolve("/v2/users")));
		assertThatProblem(response).is(401, "#authentication-required");
		assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer", "Bearer ", "Basic YTpi", "any" })
	void anyWhenTheKeyIsNoneAnswersUnauthorized(String authorization) {
		assertThatProblem(this.client.send(HttpRequest.newBuilder(this.server.baseUrl().resolve("/v2/nowhere"))
			.header("Authorization", authorization))).is(401, "#authentication-required");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/v2", "/v2/", "/v2/user", "/v2/users/", "/v1/users", "/v2/role-bindings/",
			"/v2/role-bindings/a/b" })
	void anyWhenPathIsUnknownAnswersNotFound(String path) {
		assertThatProblem(this.client.get(path)).is(404, "#resource-not-found");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			value = { "PUT; /v2/role-bindings; GET, HEAD, POST", "DELETE; /v2/role-bindings; GET, HEAD, POST",
					"POST; /v2/role-bindings/Rol001; DELETE, GET, HEAD, PATCH", "POST; /v2/users; GET, HEAD",
					"OPTIONS; /v2/roles; GET, HEAD", "BREW; /v2/spaces; GET, HEAD" })
	void anyWhenMethodIsWrongSaysWhichAreRight(String method, String path, String allowed) {
		HttpResponse<String> response = this.client
			.send(this.client.request(path).method(method, BodyPublishers.noBody()));
		assertThatProblem(response).is(405, "about:blank");
		assertThat(response.headers().firstValue("Allow")).contains(allowed);
	}

	@Test
	void headWhenPathIsKnownAnswersTheHeadOfGet() {
		HttpResponse<String> get = this.client.get("/v2/users");
		HttpResponse<String> head = this.client
			.send(this.client.request("/v2/users").method("HEAD", BodyPublishers.noBody()));
		assertThat(head.statusCode()).isEqualTo(200);
		assertThat(head.body()).isEmpty();
		assertThat(head.headers().firstValue("Content-Length")).isEqualTo(get.headers().firstValue("Content-Length"));
	}

	@Test
	void anyWhenAnsweredHasAnIdOfItsOwnAndADate() {
		HttpResponse<String> first = this.client.get("/v2/users");
		HttpResponse<String> second = this.client.get("/v2/users");
		assertThat(first.headers().firstValue("X-Request-Id")).isPresent()
			.isNotEqualTo(second.headers().firstValue("X-Request-Id"));
		String date = first.headers().firstValue("Date").orElseThrow();
		Instant sent = ZonedDateTime
			.parse(date, DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss zzz", Locale.US))
			.toInstant();
		assertThat(sent).isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
	}

	@Test
	void createWhenBodyHasOneMebibyteTakesIt() {
		String content = SandboxClient.json(binding("1:a", "1:b", "Space:1:c"));
		assertThat(this.client.createText(content + " ".repeat(MEBIBYTE - content.length())).statusCode())
			.isEqualTo(201);
	}

	@Test
	void createWhenBodyIsLargerThanOneMebibyteRefuses() {
		String content = SandboxClient.json(binding("1:a", "1:b", "Space:1:c"));
		assertThatProblem(this.client.createText(content + " ".repeat(MEBIBYTE - content.length() + 1))).is(413,
				"about:blank");
		assertThat(this.server.bindings()).isEmpty();
	}

	@Test
	void createWhenClientWaitsToBeAskedForTheBodyAsks() {
		HttpRequest.Builder request = this.client.post(SandboxClient.json(binding("1:a", "1:b", "Space:1:c")))
			.expectContinue(true);
		assertThat(this.client.send(request).statusCode()).isEqualTo(201);
	}

	@Test
	void createWhenBodyComesInChunksTakesIt() {
		byte[] content = SandboxClient.json(binding("1:a", "1:b", "Space:1:c")).getBytes(StandardCharsets.UTF_8);
		HttpRequest.Builder request = this.client.request("/v2/role-bindings")
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content)));
		assertThat(this.client.send(request).statusCode()).isEqualTo(201);
	}

	@Test
	void anyWhenRequestsArePipelinedAnswersInTheirOrder() {
		String head = " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer any\r\n";
		String answers = RawHttp.exchange(this.server.baseUrl(), "GET /v2/users" + head + "\r\nGET /v2/nowhere" + head
				+ "\r\nGET /v2/roles" + head + "Connection: close\r\n\r\n");
		assertThat(answers).containsSubsequence("HTTP/1.1 200 ", "\"users\"", "HTTP/1.1 404 ", "HTTP/1.1 200 ",
				"\"roles\"");
	}

	@Test
	void anyWhenRequestIsNoHttpAnswersInvalid() {
		assertThat(RawHttp.exchange(this.server.baseUrl(), "GET /v2/users HTTP/1.1\r\n\r\n"))
			.startsWith("HTTP/1.1 400 ")
			.contains("\r\nDate: ", "\r\nX-Request-Id: ");
	}

}
