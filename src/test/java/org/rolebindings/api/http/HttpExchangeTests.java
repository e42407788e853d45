package org.rolebindings.api.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.TestBindings;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopReason.Kind;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Tests for {@link HttpExchange}: what can come of one request. */
@Timeout(60)
class HttpExchangeTests {

	@RegisterExtension
	static final WireMockExtension server = TestServer.extension();

	private static final String MADE = TestBindings.json(TestBindings.ROLE, TestBindings.MARKED_AT);

	private static final Duration SHORT = Duration.ofMillis(300);

	private final TestApiClient client = new TestApiClient(server.baseUrl(), TestApiClient.AMPLE);

	@AfterEach
	void close() {
		this.client.close();
		assertThat(this.client.gate.inFlight()).as("whatever comes of a request, it is in flight no longer").isZero();
	}

	@Test
	void sendWhenAnsweredCountsOneRequest() {
		answer(jsonResponse(MADE, 201));
		this.client.create();
		assertThat(this.client.meter.read().byStatus()).isEqualTo(Map.of("201", 1L));
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 403, 404, 409, 422 })
	void sendWhenRefusedThrowsWhatTheServerSays(int status) {
		answer(aResponse().withStatus(status).withHeader("Content-Type", "application/problem+json").withBody("""
				{"title":"Refused","status":%d,"detail":" The user 'Usr001' is gone.","type":"#x","more":[1],
				"request_id":"req-7"}""".formatted(status)));
		ApiException refusal = failure(this.client);
		assertThat(refusal.status()).isEqualTo(status);
		assertThat(refusal).hasMessage("The user 'Usr001' is gone.");
		assertThat(refusal.requestId()).isEqualTo("req-7");
		assertThat(refusal.leavesDoubt()).isFalse();
		assertThat(refusal.isProperAnswer()).isTrue();
	}

	@Test
	void sendWhenRefusedWithoutDetailThrowsTheTitle() {
		answer(aResponse().withStatus(403)
			.withBody("{\"title\":\"Access forbidden\",\"status\":403,\"detail\":\" \"}"));
		assertThat(failure(this.client)).hasMessage("Access forbidden");
	}

	@Test
	void sendWhenRefusedNamesTheRequestOfTheHeaderFirst() {
		answer(aResponse().withStatus(403)
			.withHeader("X-Request-Id", "from-header")
			.withBody("{\"request_id\":\"from-body\"}"));
		assertThat(failure(this.client).requestId()).isEqualTo("from-header");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "{\"detail\":[{\"loc\":1}]}" })
	void sendWhenRefusedWithoutAProblemThrowsTheStatusAlone(String body) {
		answer(aResponse().withStatus(403).withBody(body));
		ApiException refusal = failure(this.client);
		assertThat(refusal.status()).isEqualTo(403);
		assertThat(refusal).hasMessage("");
		assertThat(refusal.requestId()).isNull();
	}

	@Test
	void sendWhenTheServersTextHasControlsShowsThemAsTextAndNotWithoutEnd() {
		answer(aResponse().withStatus(400)
			.withBody("{\"detail\":\"\\u001b[31mred\\r\\n" + "x".repeat(9_000)
					+ "\",\"request_id\":\"\\u001b]0;title\\u0007\"}"));
		ApiException refusal = failure(this.client);
		assertThat(refusal.getMessage()).startsWith("\\u001B[31mred\\u000D\\u000Axxx").hasSizeLessThan(600);
		assertThat(refusal.requestId()).isEqualTo("\\u001B]0;title\\u0007");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "{\"id\":\"b1\"}",
			"{\"id\":null,\"role_id\":\"Rol001\",\"user_id\":\"Usr001\",\"resource_type\":\"SPACE\",\"resource_id\":"
					+ "\"Spa001\",\"created_at\":\"2026-03-01T12:00:00Z\",\"updated_at\":\"2026-03-01T12:00:00Z\"}",
			"{\"id\":\"b1\",\"role_id\":\"Rol001\",\"user_id\":\"Usr001\",\"resource_type\":\"SPACE\",\"resource_id\":"
					+ "\"Spa001\",\"created_at\":\"yesterday\",\"updated_at\":\"2026-03-01T12:00:00Z\"}" })
	void sendWhenTheAnswerCannotBeReadLeavesDoubt(String body) {
		answer(aResponse().withStatus(201).withHeader("X-Request-Id", "req-7").withBody(body));
		ApiException failure = failure(this.client);
		assertThat(failure.status()).isEqualTo(201);
		assertThat(failure).hasMessage("the answer cannot be read");
		assertThat(failure.requestId()).isEqualTo("req-7");
		assertThat(failure.leavesDoubt()).isTrue();
		assertThat(failure.isRetryable()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"role_bindings\":null,\"pagination\":{\"has_more\":false}}", "{\"role_bindings\":[]}",
			"{\"role_bindings\":[],\"pagination\":{}}", "{\"role_bindings\":[],\"pagination\":{\"has_more\":null}}" })
	void sendWhenAPageCannotBeReadThrows(String body) {
		answer(jsonResponse(body, 200));
		assertThatExceptionOfType(ApiException.class)
			.isThrownBy(() -> this.client.api.list(ResourceType.SPACE, null, 1, null))
			.withMessage("the answer cannot be read");
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "7", "{\"id\":\"b1\"}" })
	void sendWhenAnItemOfAPageCannotBeReadReturnsItWithoutIds(String item) {
		answer(jsonResponse("{\"role_bindings\":[" + item + "],\"pagination\":{\"has_more\":false}}", 200));
		assertThat(this.client.api.list(ResourceType.SPACE, null, 1, null).roleBindings()).singleElement()
			.matches((binding) -> binding.userId().isEmpty() && binding.resourceId().isEmpty());
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 202, 204 })
	void sendWhenAnotherSuccessIsAnsweredLeavesDoubt(int status) {
		answer(aResponse().withStatus(status));
		assertThat(failure(this.client).leavesDoubt()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { 408, 500, 501, 502, 503, 504 })
	void sendWhenTheServerFailsLeavesDoubtAndIsNotRepeatedBehindTheBack(int status) {
		answer(aResponse().withStatus(status).withHeader("Retry-After", "1"));
		ApiException failure = failure(this.client);
		assertThat(failure.status()).isEqualTo(status);
		assertThat(failure.leavesDoubt()).isTrue();
		assertThat(failure.isProperAnswer()).isFalse();
		server.verify(1, anyRequestedFor(anyUrl()));
	}

	@ParameterizedTest
	@ValueSource(ints = { 425, 429 })
	void sendWhenTheServerIsNotReadyLeavesNoDoubt(int status) {
		answer(aResponse().withStatus(status));
		ApiException failure = failure(this.client);
		assertThat(failure.leavesDoubt()).isFalse();
		assertThat(failure.isRetryable()).isTrue();
		server.verify(1, anyRequestedFor(anyUrl()));
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void sendWhenRedirectedDoesNotFollow(int status) {
		answer(aResponse().withStatus(status).withHeader("Location", "https://sso.example.test/?SAMLRequest=secret"));
		assertForeign(status, "a redirect to sso.example.test");
		server.verify(1, anyRequestedFor(anyUrl()));
	}

	@ParameterizedTest
	@CsvSource({ "200, <html><head><TITLE> Sign\tin </TITLE>, the HTML page 'Sign in'",
			"201, <!DOCTYPE html><p>Welcome, an HTML page", "401, <html>, an HTML page",
			"403, blocked, the text 'blocked'", "404, [], the text '[]'", "409, null, the text 'null'",
			"422, { , the text '{'", "500, 7, the text '7'", "502, <html><b>Bad gateway</b> {\"id\":, an HTML page" })
	void sendWhenSomebodyElseAnswersIsNoAnswer(int status, String body, String looks) {
		answer(aResponse().withStatus(status).withBody(body.replace("\\t", "\t")));
		assertForeign(status, looks);
	}

	private void assertForeign(int status, String looks) {
		ApiException failure = failure(this.client);
		assertThat(failure.status()).isEqualTo(ApiException.NO_ANSWER);
		assertThat(failure.httpStatus()).isEqualTo(status);
		assertThat(failure).hasMessage("status " + status + " with " + looks
				+ ", which is not from the API: a proxy, a firewall or a sign-on answers in its place");
		assertThat(failure.leavesDoubt()).isTrue();
		assertThat(failure.isRetryable()).isTrue();
		assertThat(failure.isProperAnswer()).isFalse();
		assertThat(this.client.meter.read().byStatus()).isEqualTo(Map.of(String.valueOf(status), 1L));
		assertThat(this.client.stop.isStopRequested()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 429, 503 })
	void sendWhenSomebodyElseSaysThatThereAreTooManyCountsLikeTheApi(int status) {
		answer(aResponse().withStatus(status).withBody("<html>Slow down</html>"));
		assertThat(failure(this.client).status()).isEqualTo(status);
	}

	@Test
	void sendWhenAPageOfSomebodyElsesRepeatsTheKeyHidesIt() {
		answer(aResponse().withStatus(403).withBody("Bearer " + TestApiClient.SECRET + " is unknown"));
		assertThat(failure(this.client).getMessage()).doesNotContain(TestApiClient.SECRET);
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void sendWhenTheExchangeBreaksLeavesDoubtAndIsNotRepeatedBehindTheBack(Fault fault) {
		answer(aResponse().withStatus(201).withBody(MADE).withFault(fault));
		ApiException failure = failure(this.client);
		assertThat(failure.status()).isEqualTo(ApiException.NO_ANSWER);
		assertThat(failure.getMessage()).isNotBlank();
		assertThat(failure.leavesDoubt()).isTrue();
		assertThat(failure.isRetryable()).isTrue();
		assertThat(failure.isProperAnswer()).isFalse();
		assertThat(this.client.meter.read().byStatus()).isEqualTo(Map.of("none", 1L));
		server.verify(1, anyRequestedFor(anyUrl()));
	}

	@Test
	void sendWhenNobodyListensIsNoAnswer() throws IOException {
		RawServer gone = new RawServer((in, out) -> {
		});
		gone.close();
		try (TestApiClient toNobody = new TestApiClient("http://" + gone.address(), TestApiClient.AMPLE)) {
			assertThat(failure(toNobody).status()).isEqualTo(ApiException.NO_ANSWER);
		}
	}

	@Test
	void sendWhenTheAnswerHasADateTellsTheServersClock() {
		answer(aResponse().withStatus(500).withHeader("Date", "Tue, 01 Jan 2030 00:00:00 GMT"));
		ApiException unused = failure(this.client);
		assertThat(this.client.serverClock.now()).isBetween(Instant.parse("2030-01-01T00:00:00Z"),
				Instant.parse("2030-01-01T00:02:00Z"));
	}

	@Test
	void sendWhenTheBodyIsLateHasHeardTheDateAllTheSame() throws IOException {
		try (RawServer slow = new RawServer((in, out) -> {
			RawServer.readRequest(in);
			out.write("""
					HTTP/1.1 201 Created\r
					Date: Tue, 01 Jan 2030 00:00:00 GMT\r
					Content-Length: 100\r
					\r
					""".getBytes(StandardCharsets.US_ASCII));
			in.transferTo(OutputStream.nullOutputStream());
		}); TestApiClient hurried = new TestApiClient("http://" + slow.address(), SHORT)) {
			assertThat(failure(hurried).status()).isEqualTo(ApiException.NO_ANSWER);
			assertThat(hurried.serverClock.now()).isAfter(Instant.parse("2030-01-01T00:00:00Z"));
		}
	}

	@Test
	void sendWhenASuccessComesBetweenTwoFailuresIsNoOutage() {
		TestServer.script(server, "POST", aResponse().withStatus(500), jsonResponse(MADE, 201),
				aResponse().withStatus(500));
		assertThat(failure(this.client).status()).isEqualTo(500);
		pass(Duration.ofMinutes(2));
		this.client.create();
		pass(Duration.ofMinutes(2));
		assertThat(failure(this.client).status()).isEqualTo(500);
		assertThat(this.client.stop.isStopRequested()).isFalse();
	}

	@Test
	void sendWhenNothingIsAnsweredForTheOutageTimeoutStopsTheRun() {
		TestServer.script(server, "POST", aResponse().withStatus(500), aResponse().withFault(Fault.EMPTY_RESPONSE));
		assertThat(failure(this.client).status()).isEqualTo(500);
		pass(Duration.ofMinutes(2).plusNanos(1));
		assertThat(failure(this.client).status()).isEqualTo(ApiException.NO_ANSWER);
		assertThat(this.client.stop.reason()).map(StopReason::kind).contains(Kind.OUTAGE);
		assertThatExceptionOfType(SendingStoppedException.class).isThrownBy(this.client::create);
		server.verify(2, anyRequestedFor(anyUrl()));
	}

	@Test
	void sendWhenOneExchangeTakesLongerThanTheOutageTimeoutStopsTheRun() throws IOException {
		TestApiClient[] waiting = new TestApiClient[1];
		try (RawServer slow = new RawServer((in, out) -> {
			RawServer.readHead(in);
			waiting[0].nanos.addAndGet(Duration.ofMinutes(3).toNanos());
		}); TestApiClient patient = new TestApiClient("http://" + slow.address(), TestApiClient.AMPLE)) {
			waiting[0] = patient;
			assertThat(failure(patient).status()).isEqualTo(ApiException.NO_ANSWER);
			assertThat(patient.stop.reason()).map(StopReason::kind).contains(Kind.OUTAGE);
		}
	}

	private void pass(Duration time) {
		this.client.nanos.addAndGet(time.toNanos());
	}

	@Test
	void sendWhenRetryAfterIsADateCountsFromTheAnswersOwnDate() {
		answer(aResponse().withStatus(429)
			.withHeader("Date", "Tue, 01 Jan 2030 00:00:00 GMT")
			.withHeader("Retry-After", "Tue, 01 Jan 2030 00:00:09 GMT"));
		assertThat(failure(this.client).retryAfter()).isEqualTo(Duration.ofSeconds(9));
		assertThat(this.client.gate.closedFor()).isEqualTo(Duration.ofSeconds(9));
	}

	@Test
	void sendWhenTheKeyIsRefusedStopsTheRunAndNothingNewLeaves() {
		answer(aResponse().withStatus(401));
		assertThat(failure(this.client).status()).isEqualTo(401);
		assertThat(this.client.stop.reason()).map(StopReason::kind).contains(Kind.DEAD_KEY);
		assertThatExceptionOfType(SendingStoppedException.class).isThrownBy(this.client::create);
		server.verify(1, anyRequestedFor(anyUrl()));
		assertThat(this.client.meter.read().byStatus()).isEqualTo(Map.of("401", 1L));
	}

	private void answer(ResponseDefinitionBuilder answer) {
		server.stubFor(any(anyUrl()).willReturn(answer));
	}

	private static ApiException failure(TestApiClient client) {
		return catchThrowableOfType(ApiException.class, client::create);
	}

}
