package org.rolebindings.chaos;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The API on a loopback port, with a memory of its own and a fault for each request, as a
 * script has it. Each connection has a thread.
 */
final class FaultServer implements AutoCloseable {

	private static final int BACKLOG = 1024;

	private static final Duration LAST_WORK = Duration.ofSeconds(10);

	private final ServerSocket socket;

	private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

	private final AtomicInteger busy = new AtomicInteger();

	private volatile Reaction reaction;

	private final Duration patience;

	/**
	 * Starts to serve.
	 * @param reaction what the server does to a request
	 * @param patience how long the client waits for an answer
	 */
	FaultServer(Reaction reaction, Duration patience) throws IOException {
		this.socket = new ServerSocket(0, BACKLOG, InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }));
		this.reaction = reaction;
		this.patience = patience;
		start(this::accept);
	}

	/** Has the server do something else to the next requests. */
	void react(Reaction reaction) {
		this.reaction = reaction;
	}

	/** Where the program is told to find the API. */
	String baseUrl() {
		return "http://127.0.0.1:" + this.socket.getLocalPort();
	}

	private void accept() {
		try {
			while (true) {
				Socket connection = this.socket.accept();
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
			connection.setTcpNoDelay(true);
			InputStream in = new BufferedInputStream(connection.getInputStream());
			Delivery delivery = new Delivery(connection, this.patience);
			boolean goesOn = true;
			while (goesOn) {
				ChaosRequest request = ChaosRequest.read(in);
				goesOn = request != null && react(request, delivery);
			}
		}
		catch (IOException ex) {
			// The client has hung up.
		}
		finally {
			this.connections.remove(connection);
		}
	}

	private boolean react(ChaosRequest request, Delivery delivery) throws IOException {
		this.busy.incrementAndGet();
		try {
			return this.reaction.to(request, delivery);
		}
		finally {
			this.busy.decrementAndGet();
		}
	}

	private static void start(Runnable work) {
		Thread thread = new Thread(work, "fault-server");
		thread.setDaemon(true);
		thread.start();
	}

	/** Waits until nothing is being carried out any more. */
	void settle() {
		long until = System.nanoTime() + LAST_WORK.toNanos();
		while (this.busy.get() > 0 && System.nanoTime() < until) {
			try {
				Thread.sleep(20);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return;
			}
		}
	}

	/** Waits until nothing is being carried out any more, and closes everything. */
	@Override
	public void close() throws IOException {
		this.socket.close();
		settle();
		for (Socket connection : this.connections) {
			connection.close();
		}
	}

}
