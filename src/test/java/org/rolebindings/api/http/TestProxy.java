package org.rolebindings.api.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy that knows {@code CONNECT} and leads every tunnel to one port of this machine,
 * whatever host is asked for.
 */
final class TestProxy implements AutoCloseable {

	private final int targetPort;

	private final String refusal;

	private final List<String> heads = new CopyOnWriteArrayList<>();

	private final RawServer server;

	private TestProxy(int targetPort, String refusal) throws IOException {
		this.targetPort = targetPort;
		this.refusal = refusal;
		this.server = new RawServer(this::serve);
	}

	static TestProxy to(int targetPort) throws IOException {
		return new TestProxy(targetPort, "");
	}

	/** A proxy that wants a name and a password first. */
	static TestProxy guarded(int targetPort) throws IOException {
		return new TestProxy(targetPort, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"");
	}

	/** A proxy that leads nowhere. */
	static TestProxy refusing(String status) throws IOException {
		return new TestProxy(0, status);
	}

	private void serve(InputStream in, OutputStream out) throws IOException {
		while (true) {
			String head = RawServer.readHead(in);
			this.heads.add(head);
			if (this.refusal.isEmpty() || (this.targetPort > 0 && head.contains("Proxy-Authorization: "))) {
				say(out, "200 Connection established");
				tunnel(in, out);
				return;
			}
			say(out, this.refusal + "\r\nContent-Length: 0");
		}
	}

	private static void say(OutputStream out, String head) throws IOException {
		out.write(("HTTP/1.1 " + head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
		out.flush();
	}

	private void tunnel(InputStream in, OutputStream out) throws IOException {
		try (Socket target = new Socket(InetAddress.getLoopbackAddress(), this.targetPort)) {
			Thread back = new Thread(() -> copy(target, out), "proxy-back");
			back.setDaemon(true);
			back.start();
			in.transferTo(target.getOutputStream());
		}
	}

	private static void copy(Socket from, OutputStream to) {
		try {
			from.getInputStream().transferTo(to);
		}
		catch (IOException ex) {
			// One of both has hung up.
		}
	}

	/** The heads of the requests that the proxy got. */
	List<String> heads() {
		return this.heads;
	}

	String address() {
		return this.server.address();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
