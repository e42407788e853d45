package org.rolebindings.crash.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What lies between one machine and a server on 127.0.0.1. It can be cut, so that
 * connections break and none is made, and it can be held, so that they stay and carry
 * nothing.
 */
final class NetworkLine implements AutoCloseable {

	private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

	private final int server;

	private final ServerSocket listener;

	private final Thread acceptor;

	private final Set<Socket> open = new HashSet<>();

	private State state = State.CARRIES;

	private long parcels;

	private long ringsAt;

	private Runnable bell = () -> {
	};

	private enum State {

		CARRIES, HELD, CUT, CLOSED

	}

	/**
	 * Opens a line.
	 * @param host the address that the machine connects to, and with the port
	 * @param port the port there, 0 for any that is free
	 * @param server the port that it leads to
	 */
	NetworkLine(InetAddress host, int port, int server) {
		this.server = server;
		try {
			this.listener = new ServerSocket();
			this.listener.setReuseAddress(true);
			this.listener.bind(new InetSocketAddress(host, port));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.acceptor = start(this::accept);
	}

	/** Opens a line whose port on 127.0.0.1 the system chooses. */
	static NetworkLine to(int server) {
		return new NetworkLine(LOOPBACK, 0, server);
	}

	int port() {
		return this.listener.getLocalPort();
	}

	/** Breaks all connections, and lets none be made. */
	synchronized void cut() {
		this.state = State.CUT;
		breakConnections();
		notifyAll();
	}

	/** Carries nothing any more, while connections stay and can be made. */
	synchronized void hold() {
		this.state = State.HELD;
	}

	/** Carries everything again, also what was held. */
	synchronized void mend() {
		this.state = State.CARRIES;
		notifyAll();
	}

	/** About the number of requests that it has carried. */
	synchronized long parcels() {
		return this.parcels;
	}

	/** Has something done before it carries so many more requests, or about so many. */
	synchronized void after(int more, Runnable action) {
		this.ringsAt = this.parcels + more;
		this.bell = action;
	}

	private void accept() {
		while (true) {
			try {
				Socket client = this.listener.accept();
				start(() -> connect(client));
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void connect(Socket client) {
		try (client) {
			awaitCarrying();
			try (Socket other = new Socket(LOOPBACK, this.server)) {
				client.setTcpNoDelay(true);
				other.setTcpNoDelay(true);
				remember(client, other);
				Thread answers = start(() -> carry(other, client, false));
				carry(client, other, true);
				answers.join();
			}
		}
		catch (IOException ex) {
			// One of the two has gone
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			forget(client);
		}
	}

	private void carry(Socket from, Socket to, boolean requests) {
		byte[] buffer = new byte[1 << 16];
		try (from; to) {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			int count = in.read(buffer);
			while (count >= 0) {
				if (requests) {
					count().run();
				}
				awaitCarrying();
				out.write(buffer, 0, count);
				count = in.read(buffer);
			}
		}
		catch (IOException ex) {
			// One of the two has gone
		}
		finally {
			forget(to);
		}
	}

	/** Counts a request, and returns what is to be done at it. */
	private synchronized Runnable count() {
		this.parcels++;
		return (this.parcels == this.ringsAt) ? this.bell : () -> {
		};
	}

	private synchronized void awaitCarrying() throws IOException {
		try {
			while (this.state == State.HELD) {
				wait();
			}
		}
		catch (InterruptedException ex) {
			throw new IOException(ex);
		}
		if (this.state != State.CARRIES) {
			throw new IOException("The line is cut");
		}
	}

	private synchronized void remember(Socket client, Socket other) throws IOException {
		if (this.state == State.CUT || this.state == State.CLOSED) {
			throw new IOException("The line is cut");
		}
		this.open.addAll(List.of(client, other));
	}

	private synchronized void forget(Socket socket) {
		boolean unused = this.open.remove(socket);
	}

	private void breakConnections() {
		for (Socket socket : this.open) {
			try {
				socket.close();
			}
			catch (IOException ex) {
				// It is of no use any more
			}
		}
		this.open.clear();
	}

	private static Thread start(Runnable relay) {
		Thread thread = new Thread(relay, "network-line");
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	/**
	 * Closes the line. The port is free once the thread in {@code accept} has returned,
	 * so this waits for it.
	 */
	@Override
	public void close() {
		end();
		try {
			this.listener.close();
			this.acceptor.join();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private synchronized void end() {
		this.state = State.CLOSED;
		breakConnections();
		notifyAll();
	}

}
