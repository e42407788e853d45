package org.rolebindings.api.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.ConnectionShutdownException;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.RoleBinding;
import org.rolebindings.api.TestBindings;
import tools.jackson.databind.json.JsonMapper;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link HttpExchange}: no server holds a row for ever, nor fills the memory.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class HttpExchangeBoundsTests {

	@RegisterExtension
	static final WireMockExtension server = TestServer.extension();

	private static final String MADE = TestBindings.json(TestBindings.ROLE, TestBindings.MARKED_AT);

	private static final int FOUR_MIB = 4 << 20;

	private static final Duration SHORT = Duration.ofMillis(300);

	private final TestApiClient client = new TestApiClient(server.baseUrl(), TestApiClient.AMPLE);

	@AfterEach
	void close() {
		this.client.close();
	}

	@Test
	void sendWhenTheAnswerIsLateIsNoAnswer() {
		answer(jsonResponse(MADE, 201).withFixedDelay(120_000));
		assertLate();
	}

	@Test
	void sendWhenTheBodyDribblesIsCutOffAtTheTimeForTheWholeExchange() {
		String body = MADE + " ".repeat(24_000);
		answer(jsonResponse(body, 201).withChunkedDribbleDelay(12_000, 120_000));
		assertLate();
	}

	@Test
	void sendWhenTheHandshakeIsNotAnsweredIsNoAnswer() throws IOException {
		try (RawServer silent = new RawServer((in, out) -> in.transferTo(OutputStream.nullOutputStream()));
				TestApiClient hurried = new TestApiClient("https://" + silent.address(), SHORT)) {
			assertThat(failure(hurried).status()).isEqualTo(ApiException.NO_ANSWER);
		}
	}

	@Test
	void sendWhenTheBodyHasFourMebibytesReadsIt() {
		answer(jsonResponse(MADE + " ".repeat(FOUR_MIB - MADE.length()), 201));
		assertThat(this.client.create().id()).isEqualTo(TestBindings.BINDING_ID);
	}

	@Test
	void sendWhenTheBodyIsLongerIsNoAnswer() {
		answer(jsonResponse(MADE + " ".repeat(FOUR_MIB + 1 - MADE.length()), 201));
		ApiException failure = failure(this.client);
		assertThat(failure.status()).isEqualTo(ApiException.NO_ANSWER);
		assertThat(failure).hasMessage("the answer is over 4 MiB");
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 201 Created\r\nContent-Length: 999999999999\r\n\r\n",
			"HTTP/1.1 201 Created\r\n\r\n", "HTTP/1.1 201 Created\r\nX-Endless: ", "", "HTTP/1.1 " })
	void sendWhenTheServerNeverEndsDoesNotListenForLong(String beginning) throws IOException {
		byte[] more = "x".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
		assertNotListenedTo(beginning, more);
	}

	@ParameterizedTest
	@ValueSource(strings = { "x: 1\r\n", "HTTP/1.1 100 Continue\r\n\r\n" })
	void sendWhenTheHeadNeverEndsDoesNotListenForLong(String more) throws IOException {
		assertNotListenedTo("HTTP/1.1 201 Created\r\n", more.getBytes(StandardCharsets.US_ASCII));
	}

	@Test
	void sendWhenItsTimeIsUpBetweenTwoStepsOfTheClientIsNoAnswer() {
		HttpExchange exchange = new HttpExchange(new ShutDownWhenAborted(), ApiKey.of(TestApiClient.SECRET),
				new Deadlines(Duration.ofMillis(1), System::nanoTime), TestApiClient.ALWAYS, this.client.gate,
				this.client.meter, this.client.serverClock, this.client.outageDetector, JsonMapper.builder().build());
		try (exchange) {
			assertThatExceptionOfType(ApiException.class)
				.isThrownBy(() -> exchange.send(new HttpPost(server.baseUrl()), 201, RoleBinding.class))
				.withMessage("no answer within 1ms")
				.returns(ApiException.NO_ANSWER, ApiException::status);
		}
	}

	@Test
	void sendWhenTheTimerFailedBeforeStillEndsInTime() {
		AtomicInteger failures = new AtomicInteger();
		LongSupplier failing = () -> {
			if (Thread.currentThread().getName().equals("exchange-timer") && failures.incrementAndGet() < 3) {
				throw new IllegalStateException("no time");
			}
			return System.nanoTime();
		};
		HttpExchange exchange = new HttpExchange(new ShutDownWhenAborted(), ApiKey.of(TestApiClient.SECRET),
				new Deadlines(Duration.ofMillis(1), failing), TestApiClient.ALWAYS, this.client.gate, this.client.meter,
				this.client.serverClock, this.client.outageDetector, JsonMapper.builder().build());
		try (exchange) {
			assertThatExceptionOfType(ApiException.class)
				.isThrownBy(() -> exchange.send(new HttpPost(server.baseUrl()), 201, RoleBinding.class))
				.withMessage("no answer within 1ms");
		}
		assertThat(failures.get()).isGreaterThan(2);
	}

	@Test
	void closeAfterWhenClosedAlreadyDoesNothing() {
		HttpExchange exchange = new HttpExchange(new ShutDownWhenAborted(), ApiKey.of(TestApiClient.SECRET),
				new Deadlines(Duration.ofMillis(1), System::nanoTime), TestApiClient.ALWAYS, this.client.gate,
				this.client.meter, this.client.serverClock, this.client.outageDetector, JsonMapper.builder().build());
		exchange.close();
		assertThatNoException().isThrownBy(() -> exchange.closeAfter(Duration.ofSeconds(10)));
	}

	/** What the client does where a request is aborted while it holds no socket. */
	private static final class ShutDownWhenAborted extends CloseableHttpClient {

		@Override
		protected CloseableHttpResponse doExecute(HttpHost target, ClassicHttpRequest request, HttpContext context) {
			while (request instanceof HttpUriRequestBase abortable && !abortable.isAborted()) {
				Thread.onSpinWait();
			}
			throw new ConnectionShutdownException();
		}

		@Override
		public void close(CloseMode closeMode) {
		}

		@Override
		public void close() {
		}

	}

	/** The server goes on until the client hangs up, long before the exchange's time. */
	private static void assertNotListenedTo(String beginning, byte[] more) throws IOException {
		try (RawServer endless = new RawServer((in, out) -> {
			RawServer.readRequest(in);
			out.write(beginning.getBytes(StandardCharsets.US_ASCII));
			while (true) {
				out.write(more);
			}
		}); TestApiClient patient = new TestApiClient("http://" + endless.address(), Duration.ofHours(1))) {
			ApiException failure = failure(patient);
			assertThat(failure.status()).isEqualTo(ApiException.NO_ANSWER);
			assertThat(failure.getMessage()).hasSizeLessThan(600);
		}
	}

	private void assertLate() {
		try (TestApiClient hurried = new TestApiClient(server.baseUrl(), SHORT)) {
			ApiException failure = failure(hurried);
			assertThat(failure.status()).isEqualTo(ApiException.NO_ANSWER);
			assertThat(failure).hasMessage("no answer within 300ms");
			assertThat(failure.leavesDoubt()).isTrue();
			assertThat(hurried.meter.read().byStatus()).isEqualTo(Map.of("none", 1L));
		}
	}

	private void answer(ResponseDefinitionBuilder answer) {
		server.stubFor(any(anyUrl()).willReturn(answer));
	}

	private static ApiException failure(TestApiClient client) {
		return catchThrowableOfType(ApiException.class, client::create);
	}

}
