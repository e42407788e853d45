package org.rolebindings.api.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.TestBindings;
import org.rolebindings.binding.ResourceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link SingleResponseConnection}: no answer is taken for that of another
 * request.
 */
@Timeout(60)
class SingleResponseConnectionTests {

	private static final String CREATED = answer("201 Created",
			TestBindings.json(TestBindings.ROLE, TestBindings.MARKED_AT));

	private static final String PAGE = answer("200 OK", TestBindings.page());

	private static final String FORBIDDEN = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";

	/** What the server sends onto the connection, one after the other. */
	private final BlockingQueue<String> idleWords = new LinkedBlockingQueue<>();

	private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(strings = { FORBIDDEN, "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n",
			"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", "HTTP/1.1 100 Continue\r\n\r\n", "\r\n" })
	void createWhenSomethingArrivedOnTheIdleConnectionTakesAnother(String stray) throws Exception {
		assertStrayIsNotTaken(ServerSocketFactory.getDefault(), "http", null, stray);
	}

	@Test
	void createWhenSomethingArrivedOnTheIdleConnectionWithTlsTakesAnother() throws Exception {
		TestCertificate certificate = TestCertificate.create(this.folder, "ip:127.0.0.1");
		assertStrayIsNotTaken(certificate.serverSockets(), "https", certificate.pem(), FORBIDDEN);
	}

	private void assertStrayIsNotTaken(ServerSocketFactory sockets, String scheme, @Nullable Path caCert, String stray)
			throws Exception {
		try (RawServer server = new RawServer(sockets, (in, out) -> {
			while (true) {
				RawServer.readRequest(in);
				say(out, CREATED);
				say(out, next(this.idleWords));
				this.said.add("stray");
			}
		});
				TestApiClient client = new TestApiClient(scheme + "://" + server.address(), TestApiClient.AMPLE, caCert,
						null)) {
			for (int i = 1; i <= 3; i++) {
				assertThat(client.create().id()).isEqualTo(TestBindings.BINDING_ID);
				assertThat(server.connections()).isEqualTo(i);
				this.idleWords.add(stray);
				this.said.take();
			}
		}
	}

	@Test
	void createWhenTheConnectionIsQuietUsesItAgain() throws IOException {
		try (RawServer server = server(CREATED); TestApiClient client = client(server)) {
			for (int i = 0; i < 5; i++) {
				assertThat(client.create().id()).isEqualTo(TestBindings.BINDING_ID);
			}
			assertThat(server.connections()).isEqualTo(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { FORBIDDEN, "\r\n", "}" })
	void createWhenTheAnswerNamesTheBindingAndMoreFollowsTakesTheAnswerAndAnotherConnection(String more)
			throws IOException {
		try (RawServer server = server(CREATED + more); TestApiClient client = client(server)) {
			assertThat(client.create().id()).isEqualTo(TestBindings.BINDING_ID);
			assertThat(client.create().id()).isEqualTo(TestBindings.BINDING_ID);
			assertThat(server.connections()).isEqualTo(2);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "403 Forbidden", "404 Not Found", "409 Conflict", "429 Too Many Requests" })
	void createWhenARefusalIsFollowedByAnotherAnswerLeavesDoubt(String status) throws IOException {
		try (RawServer server = server(answer(status, "{}") + CREATED); TestApiClient client = client(server)) {
			ApiException failure = catchThrowableOfType(ApiException.class, client::create);
			assertThat(failure).hasMessage("more than one answer arrived").returns(true, ApiException::leavesDoubt);
		}
	}

	@Test
	void createWhenARefusalOnAKeptConnectionIsFollowedByTheOwnAnswerLaterLeavesDoubt() throws IOException {
		try (RawServer server = new RawServer((in, out) -> {
			RawServer.readRequest(in);
			pause();
			say(out, CREATED);
			RawServer.readRequest(in);
			say(out, FORBIDDEN);
			out.flush();
			say(out, CREATED);
			RawServer.readRequest(in);
		}); TestApiClient client = client(server)) {
			assertThat(client.create().id()).isEqualTo(TestBindings.BINDING_ID);
			ApiException failure = catchThrowableOfType(ApiException.class, client::create);
			assertThat(failure.leavesDoubt()).isTrue();
		}
	}

	@Test
	void createWhenARefusalOnAKeptConnectionIsAllThereIsTakesItAndKeepsTheConnection() throws IOException {
		try (RawServer server = server(FORBIDDEN); TestApiClient client = client(server)) {
			for (int i = 0; i < 3; i++) {
				assertThat(catchThrowableOfType(ApiException.class, client::create).status()).isEqualTo(403);
			}
			assertThat(server.connections()).isEqualTo(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "408 Request Timeout", "500 Internal Server Error", "503 Service Unavailable" })
	void createWhenTheAnswerLeavesDoubtDoesNotUseTheConnectionAgain(String status) throws IOException {
		try (RawServer server = server(answer(status, "{}")); TestApiClient client = client(server)) {
			for (int i = 1; i <= 3; i++) {
				ApiException failure = catchThrowableOfType(ApiException.class, client::create);
				assertThat(failure.status()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
				assertThat(server.connections()).isEqualTo(i);
			}
		}
	}

	@Test
	void isStaleWhenTheServerOnlySaysGoodByeWithTlsSuspectsNothing() throws Exception {
		TestCertificate certificate = TestCertificate.create(this.folder, "ip:127.0.0.1");
		AtomicBoolean suspicious = new AtomicBoolean();
		SingleResponseConnection connection = new SingleResponseConnection("test", suspicious);
		try (RawServer server = new RawServer(certificate.serverSockets(), (in, out) -> in.read());
				Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
				SSLSocket tls = (SSLSocket) TrustedCertificates.with(certificate.pem())
					.getSocketFactory()
					.createSocket(socket, "127.0.0.1", server.port(), true)) {
			connection.bind(tls, socket);
			tls.getOutputStream().write('.');
			while (socket.getInputStream().available() == 0) {
				Thread.onSpinWait();
			}
			assertThat(connection.isStale()).isTrue();
		}
		assertThat(suspicious).isFalse();
	}

	@Test
	void listWhenTwoPagesAnswerOneRequestTakesNeither() throws IOException {
		try (RawServer server = server(PAGE + PAGE); TestApiClient client = client(server)) {
			ApiException failure = catchThrowableOfType(ApiException.class,
					() -> client.api.list(ResourceType.SPACE, null, 1, null));
			assertThat(failure).hasMessage("more than one answer arrived")
				.returns(ApiException.NO_ANSWER, ApiException::status);
		}
	}

	/** Gives the same answer to each request. */
	private static RawServer server(String answer) throws IOException {
		return new RawServer((in, out) -> {
			while (true) {
				RawServer.readRequest(in);
				say(out, answer);
			}
		});
	}

	private static TestApiClient client(RawServer server) {
		return new TestApiClient("http://" + server.address(), TestApiClient.AMPLE);
	}

	private static String answer(String status, String body) {
		return "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s".formatted(status,
				body.length(), body);
	}

	private static void say(OutputStream out, String words) throws IOException {
		out.write(words.getBytes(StandardCharsets.US_ASCII));
	}

	private static String next(BlockingQueue<String> words) throws IOException {
		try {
			return words.take();
		}
		catch (InterruptedException ex) {
			throw new IOException(ex);
		}
	}

	/** The server's latency, and with it the wait for an answer that is late. */
	private static void pause() throws IOException {
		try {
			Thread.sleep(200);
		}
		catch (InterruptedException ex) {
			throw new IOException(ex);
		}
	}

}
