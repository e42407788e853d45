package org.rolebindings.crash.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/** Tests of {@link NetworkLine}, with a server that says back what it is told. */
class NetworkLineTests {

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private ServerSocket server;

	private NetworkLine line;

	@BeforeEach
	void start() throws IOException {
		this.server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
		this.threads.execute(this::serve);
		this.line = NetworkLine.to(this.server.getLocalPort());
	}

	@AfterEach
	void stop() throws IOException {
		this.line.close();
		this.server.close();
		this.threads.shutdownNow();
	}

	private void serve() {
		try {
			while (true) {
				Socket client = this.server.accept();
				this.threads.execute(() -> echo(client));
			}
		}
		catch (IOException ex) {
			// It is closed
		}
	}

	private static void echo(Socket client) {
		try (client) {
			client.getInputStream().transferTo(client.getOutputStream());
		}
		catch (IOException ex) {
			// The client has gone
		}
	}

	private Socket connect() {
		try {
			Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.line.port());
			socket.setSoTimeout(20_000);
			return socket;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Returns what comes back, -1 if the connection has come to its end. */
	private static int ask(Socket socket, int question) throws IOException {
		socket.getOutputStream().write(question);
		return socket.getInputStream().read();
	}

	@Test
	void lineCarriesBothWays() throws IOException {
		try (Socket socket = connect()) {
			assertThat(ask(socket, 'a')).isEqualTo('a');
			assertThat(ask(socket, 'b')).isEqualTo('b');
		}
	}

	@Test
	void cutBreaksWhatIsConnectedAndMendLetsConnectAgain() throws IOException {
		try (Socket socket = connect()) {
			assertThat(ask(socket, 'a')).isEqualTo('a');
			this.line.cut();
			assertThat(endsAt(socket)).isTrue();
			try (Socket other = connect()) {
				assertThat(endsAt(other)).isTrue();
			}
			this.line.mend();
			try (Socket other = connect()) {
				assertThat(ask(other, 'b')).isEqualTo('b');
			}
		}
	}

	private static boolean endsAt(Socket socket) {
		try {
			return ask(socket, 'x') < 0;
		}
		catch (IOException ex) {
			return true;
		}
	}

	@Test
	void holdKeepsWhatIsSaidUntilItIsMended() throws Exception {
		try (Socket socket = connect()) {
			assertThat(ask(socket, 'a')).isEqualTo('a');
			this.line.hold();
			Future<Integer> answer = this.threads.submit(() -> ask(socket, 'b'));
			assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> answer.get(100, TimeUnit.MILLISECONDS));
			this.line.mend();
			assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo('b');
		}
	}

	@Test
	void afterDoesItsActionOnceBeforeThatRequestIsCarried() throws IOException {
		AtomicInteger done = new AtomicInteger();
		try (Socket socket = connect()) {
			assertThat(ask(socket, 'a')).isEqualTo('a');
			this.line.after(2, () -> {
				done.incrementAndGet();
				this.line.cut();
			});
			assertThat(ask(socket, 'b')).isEqualTo('b');
			assertThat(done).hasValue(0);
			assertThat(endsAt(socket)).isTrue();
			assertThat(done).hasValue(1);
		}
	}

	@Test
	void closeRefusesConnections() {
		int port = this.line.port();
		this.line.close();
		assertThatIOException().isThrownBy(() -> {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
				assertThat(socket.isConnected()).isFalse();
			}
		});
	}

}
