package org.rolebindings.api.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ServerSocketFactory;

/**
 * A server on a loopback port that says what no HTTP server would. It speaks on each
 * connection as it is told, until the other side hangs up.
 */
final class RawServer implements AutoCloseable {

	private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\nContent-Length: (\\d+)");

	private final ServerSocket socket;

	private final Speech speech;

	private final List<Socket> connections = new CopyOnWriteArrayList<>();

	/** What the server says on a connection. */
	interface Speech {

		void speak(InputStream in, OutputStream out) throws IOException;

	}

	RawServer(Speech speech) throws IOException {
		this(ServerSocketFactory.getDefault(), speech);
	}

	/** A server behind TLS, if the factory is one for TLS. */
	RawServer(ServerSocketFactory sockets, Speech speech) throws IOException {
		this.socket = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.speech = speech;
		start(this::accept);
	}

	private void accept() {
		try {
			while (true) {
				Socket connection = this.socket.accept();
				connection.setTcpNoDelay(true);
				this.connections.add(connection);
				start(() -> serve(connection));
			}
		}
		catch (IOException ex) {
			// The server has been closed.
		}
	}

	private void serve(Socket connection) {
		try (connection) {
			this.speech.speak(connection.getInputStream(), connection.getOutputStream());
		}
		catch (IOException ex) {
			// The client has hung up.
		}
	}

	private static void start(Runnable work) {
		Thread thread = new Thread(work, "raw-server");
		thread.setDaemon(true);
		thread.start();
	}

	int port() {
		return this.socket.getLocalPort();
	}

	String address() {
		return "127.0.0.1:" + port();
	}

	int connections() {
		return this.connections.size();
	}

	/** Reads a request, with its body if it has one. */
	static void readRequest(InputStream in) throws IOException {
		Matcher length = CONTENT_LENGTH.matcher(readHead(in));
		if (length.find()) {
			in.skipNBytes(Long.parseLong(length.group(1)));
		}
	}

	/** Reads a request's head: all lines up to the empty one. */
	static String readHead(InputStream in) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int c = in.read();
			if (c < 0) {
				throw new IOException("The client has hung up.");
			}
			head.append((char) c);
		}
		return head.toString();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
		for (Socket connection : this.connections) {
			connection.close();
		}
	}

}
