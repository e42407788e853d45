package org.rolebindings.api.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import com.github.tomakehurst.wiremock.WireMockServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.RecordedLog;
import org.rolebindings.api.RoleBinding;
import org.rolebindings.api.TestBindings;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Tests for {@link HttpClientFactory}: whom it trusts, and which way it takes. */
@Timeout(60)
class HttpClientFactoryTests {

	private static final String HOST = "api.example.test";

	@TempDir
	static Path folder;

	static Path pem = Path.of("");

	static WireMockServer server = new WireMockServer();

	@BeforeAll
	static void start() throws Exception {
		TestCertificate certificate = TestCertificate.create(folder, "dns:" + HOST + ",dns:localhost");
		pem = certificate.pem();
		server = new WireMockServer(certificate.applyTo(wireMockConfig()));
		server.start();
	}

	@AfterAll
	static void stop() {
		server.stop();
	}

	@BeforeEach
	void answer() {
		server.resetAll();
		server.stubFor(any(anyUrl())
			.willReturn(jsonResponse(TestBindings.json(TestBindings.ROLE, TestBindings.MARKED_AT), 201)));
	}

	@Test
	void createWhenTheBundleVouchesForTheServerTrustsIt() {
		assertThat(send("https://localhost:" + server.httpsPort(), pem, null)).isNull();
		server.verify(1, anyRequestedFor(anyUrl()));
	}

	@Test
	void createWhenTheBundleHasMoreThanOneCertificateTrustsThemAll() throws Exception {
		Path other = TestCertificate.create(folder, "dns:other.example.test").pem();
		Path bundle = folder.resolve("bundle.pem");
		Files.writeString(bundle, "# ours\n" + Files.readString(other) + "\n# theirs\n" + Files.readString(pem));
		assertThat(send("https://localhost:" + server.httpsPort(), bundle, null)).isNull();
	}

	@Test
	void createWhenNobodyVouchesForTheServerSendsNothing() {
		ApiException failure = send("https://localhost:" + server.httpsPort(), null, null);
		assertThat(failure).hasCauseInstanceOf(SSLHandshakeException.class);
		server.verify(0, anyRequestedFor(anyUrl()));
	}

	@Test
	void createWhenTheCertificateIsForAnotherHostSendsNothing() {
		ApiException failure = send("https://127.0.0.1:" + server.httpsPort(), pem, null);
		assertThat(failure).hasCauseInstanceOf(SSLException.class);
		server.verify(0, anyRequestedFor(anyUrl()));
	}

	@Test
	void createWhenTheBundleIsMissingIsRefused() {
		Path missing = folder.resolve("missing.pem");
		assertThatIllegalArgumentException().isThrownBy(() -> send("https://localhost", missing, null))
			.withMessageStartingWith("--ca-cert is " + missing + "; it takes a readable PEM file");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "not a certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" })
	void createWhenTheBundleHasNoCertificateIsRefused(String content) throws IOException {
		Path broken = folder.resolve("broken.pem");
		Files.writeString(broken, content);
		assertThatIllegalArgumentException().isThrownBy(() -> send("https://localhost", broken, null))
			.withMessageStartingWith("--ca-cert is " + broken + "; it takes a ");
	}

	@Test
	void createWhenThereIsAProxyTakesTheTunnelAndTellsTheProxyNothing() throws IOException {
		try (TestProxy proxy = TestProxy.to(server.httpsPort())) {
			assertThat(send("https://" + HOST, pem, settings("http://" + proxy.address()))).isNull();
			assertThat(proxy.heads()).singleElement()
				.asString()
				.startsWith("CONNECT " + HOST + ":443 HTTP/1.1\r\n")
				.doesNotContain(TestApiClient.SECRET)
				.doesNotContain("Authorization");
		}
		server.verify(1,
				anyRequestedFor(anyUrl()).withHeader("Authorization", equalTo("Bearer " + TestApiClient.SECRET)));
	}

	@Test
	void createWhenTheProxyWantsAPasswordTellsItAndNobodyElse() throws IOException {
		try (TestProxy proxy = TestProxy.guarded(server.httpsPort()); RecordedLog log = new RecordedLog()) {
			assertThat(send("https://" + HOST, pem, settings("http://me:hunt%40er2@" + proxy.address()))).isNull();
			String credentials = Base64.getEncoder().encodeToString("me:hunt@er2".getBytes(StandardCharsets.US_ASCII));
			assertThat(proxy.heads()).last().asString().contains("Proxy-Authorization: Basic " + credentials + "\r\n");
			assertThat(log.text()).isNotEmpty()
				.doesNotContain("hunt")
				.doesNotContain(credentials)
				.doesNotContain(TestApiClient.SECRET);
		}
		server.verify(1, anyRequestedFor(anyUrl()).withHeader("Proxy-Authorization", absent()));
	}

	@Test
	void createWhenTheProxyWantsAPasswordAndThereIsNoneIsNoAnswerOfTheApi() throws IOException {
		try (TestProxy proxy = TestProxy.guarded(server.httpsPort())) {
			assertProxyRefuses(send("https://" + HOST, pem, settings("http://" + proxy.address())), 407);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 403, 404, 429, 502, 503 })
	void createWhenTheProxyRefusesIsNoAnswerOfTheApi(int status) throws IOException {
		try (TestProxy proxy = TestProxy.refusing(status + " No")) {
			assertProxyRefuses(send("https://" + HOST, pem, settings("http://" + proxy.address())), status);
		}
	}

	private static void assertProxyRefuses(@Nullable ApiException failure, int status) {
		assertThat(failure).isNotNull();
		assertThat(failure).hasMessage("the proxy of HTTPS_PROXY refuses to connect (" + status + ")")
			.returns(ApiException.NO_ANSWER, ApiException::status)
			.returns(false, ApiException::isProperAnswer);
		server.verify(0, anyRequestedFor(anyUrl()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://localhost:%d", "http://localhost:%d", "http://127.0.0.1:%d" })
	void createWhenTheServerIsOnThisMachineDoesNotAskTheProxy(String address) throws IOException {
		int port = address.startsWith("https") ? server.httpsPort() : server.port();
		try (TestProxy proxy = TestProxy.refusing("403 No")) {
			assertThat(send(address.formatted(port), pem, settings("http://" + proxy.address()))).isNull();
			assertThat(proxy.heads()).isEmpty();
		}
	}

	private static ProxySettings settings(String proxy) {
		return Objects.requireNonNull(ProxySettings.from(Map.of("HTTPS_PROXY", proxy)));
	}

	private static @Nullable ApiException send(String target, @Nullable Path caCert, @Nullable ProxySettings proxy) {
		try (TestApiClient client = new TestApiClient(target, TestApiClient.AMPLE, caCert, proxy)) {
			RoleBinding unused = client.create();
			return null;
		}
		catch (ApiException ex) {
			return ex;
		}
	}

}
