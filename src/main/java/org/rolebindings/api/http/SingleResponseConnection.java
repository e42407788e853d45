package org.rolebindings.api.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import javax.net.ssl.SSLSocket;

import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection that accepts one answer to each request and nothing else. HTTP/1.1 matches
 * answers to requests only by their order (RFC 9112, section 9.2), so an extra answer
 * would be taken for the answer to the next request. If more data arrives, the connection
 * is closed. The exchange then fails, unless its answer names the binding.
 */
final class SingleResponseConnection extends DefaultManagedHttpClientConnection {

	/** The shortest time-out of a socket. */
	private static final Timeout SHORTEST_WAIT = Timeout.ofMilliseconds(1);

	/**
	 * A connection that was idle for less is not checked for its end. The check takes
	 * {@link #SHORTEST_WAIT}, which is too long for a connection in steady use.
	 */
	private static final long IDLE_NANOS = Duration.ofMillis(10).toNanos();

	/**
	 * The longest wait for a second answer after an answer that may belong to another
	 * request.
	 */
	private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

	/** The same wait, if the server has sent extra data before. */
	private static final Duration SUSPICIOUS_WAIT = Duration.ofMillis(300);

	/** Whether extra data has arrived on any connection of the client. */
	private final AtomicBoolean suspicious;

	private @Nullable SessionInputBuffer received;

	private boolean get;

	private int status;

	/** Whether an exchange has ended on this connection. */
	private boolean kept;

	private long departure;

	/** How long the server took for the exchange before this one. */
	private Duration lastAnswer = Duration.ZERO;

	private long idleSince;

	/**
	 * Creates a connection that is not open yet.
	 * @param id its name in the log
	 * @param suspicious whether extra data has arrived; all connections of a client share
	 * it
	 */
	SingleResponseConnection(String id, AtomicBoolean suspicious) {
		super(id);
		this.suspicious = suspicious;
	}

	/** Returns the factory for the connections of one client. */
	static HttpConnectionFactory<ManagedHttpClientConnection> factory() {
		AtomicLong count = new AtomicLong();
		AtomicBoolean suspicious = new AtomicBoolean();
		return (socket) -> {
			SingleResponseConnection connection = new SingleResponseConnection("connection-" + count.incrementAndGet(),
					suspicious);
			if (socket != null) {
				connection.bind(socket);
			}
			return connection;
		};
	}

	@Override
	public void bind(Socket socket) throws IOException {
		super.bind(socket);
		this.kept = false;
	}

	@Override
	public void bind(SSLSocket sslSocket, Socket socket) throws IOException {
		super.bind(sslSocket, socket);
		this.kept = false;
	}

	/**
	 * Keeps the head in the buffer, and checks for early data before head and body are
	 * sent.
	 */
	@Override
	public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
		super.sendRequestHeader(request);
		// On a new connection, messages of TLS itself may be there
		if (isReadable() && (this.kept || getSSLSession() == null)) {
			throw new IOException("something arrived before the request was sent");
		}
		this.get = Method.GET.isSame(request.getMethod());
		this.departure = System.nanoTime();
	}

	@Override
	public void receiveResponseEntity(ClassicHttpResponse response) throws HttpException, IOException {
		this.status = response.getCode();
		super.receiveResponseEntity(response);
	}

	@Override
	protected InputStream createContentInputStream(long length, SessionInputBuffer buffer, InputStream in) {
		this.received = buffer;
		return new OnlyBody(super.createContentInputStream(length, buffer, in));
	}

	private void requireNothingMore() throws IOException {
		Duration answer = Duration.ofNanos(System.nanoTime() - this.departure);
		if (isOpen() && hasMore()) {
			this.suspicious.set(true);
			close(CloseMode.IMMEDIATE);
			if (this.get || this.status >= 300) {
				throw new IOException("more than one answer arrived");
			}
		}
		if (leavesDoubt()) {
			close(CloseMode.IMMEDIATE);
		}
		this.kept = true;
		this.lastAnswer = answer;
	}

	/**
	 * Returns whether data follows the answer. A refusal on a kept connection may belong
	 * to another request. Then the right answer follows in about the time that the last
	 * answer took.
	 */
	private boolean hasMore() throws IOException {
		if (this.kept && isFinalRefusal()) {
			return isDataAvailable(Timeout.of(this.suspicious.get() ? SUSPICIOUS_WAIT : usualWait()));
		}
		return isReadable() && isDataAvailable(SHORTEST_WAIT);
	}

	private Duration usualWait() {
		if (this.lastAnswer.compareTo(LONGEST_WAIT) > 0) {
			return LONGEST_WAIT;
		}
		return (this.lastAnswer.toMillis() > 0) ? this.lastAnswer : SHORTEST_WAIT.toDuration();
	}

	/** Returns whether a row would be FAILED with this answer. */
	private boolean isFinalRefusal() {
		return switch (this.status) {
			case 408, 409, 425, 429 -> false;
			default -> this.status >= 300 && this.status < 500;
		};
	}

	/**
	 * Returns whether the row is in doubt now. A proxy may have sent the answer, and the
	 * server's answer may arrive later.
	 */
	private boolean leavesDoubt() {
		return this.status == HttpStatus.SC_REQUEST_TIMEOUT || this.status >= 500;
	}

	/**
	 * Returns whether bytes are there already, even of TLS itself. It does not detect the
	 * end of the connection.
	 */
	private boolean isReadable() throws IOException {
		if (this.received != null && this.received.length() > 0) {
			return true;
		}
		SocketHolder socket = getSocketHolder();
		return socket != null && socket.getBaseSocket().getInputStream().available() > 0;
	}

	/**
	 * Returns whether a kept connection must not be used again, because it has ended or
	 * data has arrived.
	 */
	@Override
	public boolean isStale() throws IOException {
		if (!isReadable()) {
			return System.nanoTime() - this.idleSince > IDLE_NANOS && super.isStale();
		}
		// With TLS it may only be the close_notify of the server
		if (isDataAvailable(SHORTEST_WAIT)) {
			this.suspicious.set(true);
		}
		return true;
	}

	@Override
	public void passivate() {
		super.passivate();
		this.idleSince = System.nanoTime();
	}

	/** The body of an answer. No data may follow it. */
	private final class OnlyBody extends FilterInputStream {

		private boolean closed;

		OnlyBody(InputStream body) {
			super(body);
		}

		/**
		 * Checks only once, because the connection may serve another request afterwards.
		 */
		@Override
		public void close() throws IOException {
			if (!this.closed) {
				this.closed = true;
				super.close();
				requireNothingMore();
			}
		}

	}

}
