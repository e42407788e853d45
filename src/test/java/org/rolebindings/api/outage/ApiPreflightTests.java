package org.rolebindings.api.outage;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.FakeApi;
import org.rolebindings.api.Pagination;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.RetryRulesTests;
import org.rolebindings.api.RoleBindingPage;
import org.rolebindings.api.RoleBindingsApi;
import org.rolebindings.api.SideThread;
import org.rolebindings.api.TestBindings;
import org.rolebindings.api.http.TestApiClient;
import org.rolebindings.api.http.TestCertificate;
import org.rolebindings.api.http.TestServer;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopReason.Kind;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link ApiPreflight}. */
@Timeout(60)
class ApiPreflightTests {

	@RegisterExtension
	static final WireMockExtension server = TestServer.extension();

	private static final ResponseDefinitionBuilder LISTING = jsonResponse(TestBindings.page(), 200);

	private final TestApiClient client = new TestApiClient(server.baseUrl(), TestApiClient.AMPLE);

	private final List<String> retries = new ArrayList<>();

	@AfterEach
	void close() {
		this.client.close();
	}

	@Test
	void checkWhenTheApiAnswersSendsOneCheapRequest() {
		TestServer.script(server, "GET", LISTING);
		check();
		server.verify(1, anyRequestedFor(anyUrl()));
		server.verify(1, getRequestedFor(urlEqualTo("/v2/role-bindings?resource_type=SPACE&limit=1")));
		assertThat(this.retries).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 403, 422 })
	void checkWhenTheApiRefusesTakesItForAlive(int status) {
		TestServer.script(server, "GET", aResponse().withStatus(status));
		check();
		assertThat(this.client.stop.isStopRequested()).isFalse();
		server.verify(1, anyRequestedFor(anyUrl()));
	}

	@Test
	void checkWhenTheKeyIsDeadStops() {
		TestServer.script(server, "GET", aResponse().withStatus(401));
		assertThatExceptionOfType(SendingStoppedException.class).isThrownBy(this::check);
		assertThat(this.client.stop.reason()).map(StopReason::kind).contains(Kind.DEAD_KEY);
		server.verify(1, anyRequestedFor(anyUrl()));
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 301, 302, 401, 403, 404, 405 })
	void checkWhenSomebodyElseAnswersSaysWhatToCheck(int status) {
		TestServer.script(server, "GET", aResponse().withStatus(status).withBody("<html>Welcome</html>"));
		assertThatExceptionOfType(NotTheApiException.class).isThrownBy(this::check)
			.withMessageStartingWith(server.baseUrl() + " answered with status " + status
					+ " with an HTML page, so it is not the API. Check --base-url and --region, and ")
			.withMessageEndingWith("whether a proxy, a firewall or a sign-on is in between.");
		server.verify(1, anyRequestedFor(anyUrl()));
		assertThat(this.client.stop.isStopRequested()).isFalse();
	}

	@Test
	void checkWhenSomebodyElseAnswersAtAKnownAddressTriesAgain() {
		TestServer.script(server, "GET", aResponse().withStatus(403).withBody("<html>Sign in</html>"), LISTING);
		preflight(this.client).check(() -> true, this.retries::add);
		assertThat(this.retries).singleElement().asString().startsWith("status 403 with an HTML page");
	}

	@ParameterizedTest
	@ValueSource(ints = { 204, 404, 405, 501 })
	void checkWhenThereIsNoSuchListingSaysWhatToCheck(int status) {
		TestServer.script(server, "GET", aResponse().withStatus(status));
		assertThatExceptionOfType(NotTheApiException.class).isThrownBy(this::check)
			.withMessageStartingWith(server.baseUrl() + " answered with status " + status)
			.withMessageEndingWith("so it is not the API. Check --base-url and --region.");
		server.verify(1, anyRequestedFor(anyUrl()));
		assertThat(this.client.stop.isStopRequested()).isFalse();
	}

	@Test
	void checkWhenTheServiceFailsForAWhileTriesAgainAndTells() {
		TestServer.script(server, "GET", aResponse().withStatus(503),
				aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), LISTING);
		check();
		assertThat(this.retries).containsExactly("status 503");
		server.verify(3, anyRequestedFor(anyUrl()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<html>Bad gateway</html>" })
	void checkWhenTheServiceGoesOnFailingStopsAfterTheOutageTimeout(String body) {
		int status = body.isEmpty() ? 503 : 502;
		server.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(status).withBody(body)));
		SideThread<Void> checking = SideThread.run(this::check).await(() -> server.getAllServeEvents().size() > 20);
		assertThat(this.client.stop.reason()).isEmpty();
		this.client.nanos.addAndGet(Duration.ofSeconds(121).toNanos());
		assertThatExceptionOfType(SendingStoppedException.class).isThrownBy(checking::get);
		assertThat(this.client.stop.reason()).hasValueSatisfying((reason) -> {
			assertThat(reason.kind()).isEqualTo(Kind.OUTAGE);
			assertThat(reason.message()).contains("does not answer").contains("status " + status);
		});
	}

	@Test
	void checkWhenThrottledCountsNoAttempt() {
		ResponseDefinitionBuilder throttled = aResponse().withStatus(429);
		TestServer.script(server, "GET", throttled, throttled, throttled, throttled, throttled, LISTING);
		check();
		server.verify(6, anyRequestedFor(anyUrl()));
		assertThat(this.client.meter.read().throttled()).isEqualTo(5);
	}

	@Test
	void checkWhenTheServerSaysHowLongToWaitLeavesThatToTheGate() {
		int[] answers = new int[1];
		RoleBindingsApi throttling = new FakeApi() {

			@Override
			public RoleBindingPage list(ResourceType resourceType, @Nullable Id user, int limit,
					@Nullable String cursor) {
				if (++answers[0] <= 12) {
					throw new ApiException(429, "", Duration.ofSeconds(1), null, null);
				}
				return new RoleBindingPage(List.of(), new Pagination(false, null));
			}

		};
		RandomGenerator most = RetryRulesTests.MOST;
		new ApiPreflight(throttling, URI.create(server.baseUrl()), new RetryRules(8, most), this.client.stop)
			.check(this.retries::add);
		assertThat(answers[0]).isEqualTo(13);
	}

	@Test
	void checkWhenStoppedWhileItWaitsEnds() {
		TestServer.script(server, "GET", aResponse().withStatus(429).withHeader("Retry-After", "600"));
		SideThread<Void> checking = SideThread.run(this::check).await(() -> !this.client.gate.closedFor().isZero());
		this.client.stop.stop(new StopReason(Kind.SIGNAL, "Stopped by SIGINT."));
		assertThatExceptionOfType(SendingStoppedException.class).isThrownBy(checking::get);
		server.verify(1, anyRequestedFor(anyUrl()));
	}

	@Test
	void checkWhenNobodyVouchesForTheServerNamesTheOption(@TempDir Path folder) throws Exception {
		assertUntrusted(TestCertificate.create(folder, "dns:localhost"), null);
	}

	@Test
	void checkWhenTheCertificateIsForAnotherHostNamesTheOption(@TempDir Path folder) throws Exception {
		TestCertificate ofAnotherHost = TestCertificate.create(folder, "dns:api.example.test");
		assertUntrusted(ofAnotherHost, ofAnotherHost.pem());
	}

	private void assertUntrusted(TestCertificate certificate, @Nullable Path caCert) {
		WireMockServer secure = new WireMockServer(certificate.applyTo(wireMockConfig()));
		secure.start();
		try (TestApiClient wary = new TestApiClient("https://localhost:" + secure.httpsPort(), TestApiClient.AMPLE,
				caCert, null)) {
			assertThatExceptionOfType(NotTheApiException.class)
				.isThrownBy(() -> preflight(wary).check(this.retries::add))
				.withMessageStartingWith(
						"The certificate of https://localhost:" + secure.httpsPort() + " is not trusted")
				.withMessageContaining("--ca-cert");
			assertThat(this.retries).isEmpty();
		}
		finally {
			secure.stop();
		}
	}

	private void check() {
		preflight(this.client).check(this.retries::add);
	}

	private static ApiPreflight preflight(TestApiClient client) {
		return new ApiPreflight(client.api, client.properties.target(), new RetryRules(3, () -> 0), client.stop);
	}

}
