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
 * A connection on which each request has one answer, and nothing else arrives. HTTP/1.1
 * matches answers to requests by their order alone, so that one answer too many would
 * shift all later ones (RFC 9112, section 9.2). If more arrives, the connection ends
 * there, and the exchange fails unless its answer names the binding that it is about.
 */
final class OneAnswerConnection extends DefaultManagedHttpClientConnection {

	/** The shortest wait that a socket knows. */
	private static final Timeout BRIEFLY = Timeout.ofMilliseconds(1);

	/**
	 * Looking for the end of a connection takes {@link #BRIEFLY}, which is too long for
	 * one in steady use.
	 */
	private static final long IDLE_NANOS = Duration.ofMillis(10).toNanos();

	/** The longest wait for the answer after an answer that may be another's. */
	private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

	/** The wait if the server has sent more than it was asked for before. */
	private static final Duration SUSPICIOUS_WAIT = Duration.ofMillis(300);

	/** Whether more than one answer has arrived, on any connection. */
	private final AtomicBoolean suspicious;

	private @Nullable SessionInputBuffer received;

	private boolean reads;

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
	 * @param suspicious what all connections of a client know about the server
	 */
	OneAnswerConnection(String id, AtomicBoolean suspicious) {
		super(id);
		this.suspicious = suspicious;
	}

	/** Makes the connections of one client. */
	static HttpConnectionFactory<ManagedHttpClientConnection> factory() {
		AtomicLong count = new AtomicLong();
		AtomicBoolean suspicious = new AtomicBoolean();
		return (socket) -> {
			OneAnswerConnection connection = new OneAnswerConnection("connection-" + count.incrementAndGet(),
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

	/** Holds the head back, and looks once more before it leaves with the body. */
	@Override
	public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
		super.sendRequestHeader(request);
		// TLS may have messages of its own on a new connection
		if (isReadable() && (this.kept || getSSLSession() == null)) {
			throw new IOException("something arrived before the request was sent");
		}
		this.reads = Method.GET.isSame(request.getMethod());
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
			if (this.reads || this.status >= 300) {
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
	 * Whether there is more than the answer. A refusal on a kept connection may be
	 * another's; then the own answer follows in about the time that the last one took.
	 */
	private boolean hasMore() throws IOException {
		if (this.kept && isFinalRefusal()) {
			return isDataAvailable(Timeout.of(this.suspicious.get() ? SUSPICIOUS_WAIT : usualWait()));
		}
		return isReadable() && isDataAvailable(BRIEFLY);
	}

	private Duration usualWait() {
		if (this.lastAnswer.compareTo(LONGEST_WAIT) > 0) {
			return LONGEST_WAIT;
		}
		return (this.lastAnswer.toMillis() > 0) ? this.lastAnswer : BRIEFLY.toDuration();
	}

	/** A refusal after which the row would be FAILED. */
	private boolean isFinalRefusal() {
		return switch (this.status) {
			case 408, 409, 425, 429 -> false;
			default -> this.status >= 300 && this.status < 500;
		};
	}

	/**
	 * Whether the row is in doubt now. The answer may be a proxy's or a time-out's, and
	 * the request's own answer may arrive later.
	 */
	private boolean leavesDoubt() {
		return this.status == HttpStatus.SC_REQUEST_TIMEOUT || this.status >= 500;
	}

	/** Whether bytes are there already, of TLS itself too. Its end is not seen here. */
	private boolean isReadable() throws IOException {
		if (this.received != null && this.received.length() > 0) {
			return true;
		}
		SocketHolder socket = getSocketHolder();
		return socket != null && socket.getBaseSocket().getInputStream().available() > 0;
	}

	/** Whether a kept connection is not used again: something is there, or its end. */
	@Override
	public boolean isStale() throws IOException {
		if (!isReadable()) {
			return System.nanoTime() - this.idleSince > IDLE_NANOS && super.isStale();
		}
		// With TLS it may only be the other side's good-bye
		if (isDataAvailable(BRIEFLY)) {
			this.suspicious.set(true);
		}
		return true;
	}

	@Override
	public void passivate() {
		super.passivate();
		this.idleSince = System.nanoTime();
	}

	/** The body of an answer, after which nothing may follow. */
	private final class OnlyBody extends FilterInputStream {

		private boolean closed;

		OnlyBody(InputStream body) {
			super(body);
		}

		/** Looks once only; after that the connection may serve another request. */
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
