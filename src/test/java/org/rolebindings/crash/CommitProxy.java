package org.rolebindings.crash;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * The network between the program and a PostgreSQL server. It knows a COMMIT if it sees
 * one, and can lose it or its answer together with the connection. It can also stop to
 * carry anything.
 */
final class CommitProxy implements AutoCloseable {

	private static final int PROTOCOL = 3 << 16;

	private static final int CODE_END = 8;

	private final ServerSocket listener;

	private final int serverPort;

	private final IntFunction<Fate> fates;

	private final AtomicInteger commits = new AtomicInteger();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Set<Socket> sockets = new HashSet<>();

	private boolean carries = true;

	/** What becomes of a COMMIT. */
	enum Fate {

		/** It arrives, and so does its answer. */
		CARRIED,

		/** It arrives. Before its answer does, the connection breaks. */
		ANSWER_LOST,

		/** The connection breaks before it arrives. */
		LOST

	}

	/**
	 * Opens a port that leads to a server.
	 * @param serverPort the port of the server
	 * @param fates says what becomes of the COMMIT with a number, from 1
	 */
	CommitProxy(int serverPort, IntFunction<Fate> fates) {
		this.serverPort = serverPort;
		this.fates = fates;
		try {
			this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.threads.execute(this::accept);
	}

	int port() {
		return this.listener.getLocalPort();
	}

	/** How many COMMITs there were. */
	int commits() {
		return this.commits.get();
	}

	/** Carries nothing from now on, though connections stay open. */
	synchronized void hold() {
		this.carries = false;
	}

	/** Carries everything again, also what was held. */
	synchronized void release() {
		this.carries = true;
		notifyAll();
	}

	private synchronized void awaitCarrying() throws IOException {
		try {
			while (!this.carries) {
				wait();
			}
		}
		catch (InterruptedException ex) {
			throw new IOException(ex);
		}
	}

	private void accept() {
		try {
			while (!this.listener.isClosed()) {
				Socket client = open(this.listener.accept());
				this.threads.execute(() -> connect(client));
			}
		}
		catch (IOException ex) {
			// It is closed
		}
	}

	private synchronized Socket open(Socket socket) {
		boolean unused = this.sockets.add(socket);
		return socket;
	}

	private void connect(Socket client) {
		try {
			awaitCarrying();
			Socket server = open(new Socket(InetAddress.getLoopbackAddress(), this.serverPort));
			Link link = new Link(client, server);
			this.threads.execute(link::carryAnswers);
			link.carryRequests();
		}
		catch (IOException ex) {
			close(client);
		}
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			// It is of no use any more
		}
	}

	@Override
	public void close() {
		try {
			this.listener.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		synchronized (this) {
			this.sockets.forEach(CommitProxy::close);
		}
		this.threads.shutdownNow();
	}

	/** One connection of the program. */
	private final class Link {

		private final Socket client;

		private final Socket server;

		/** The names of prepared statements that are a COMMIT. */
		private final Set<String> commitNames = new HashSet<>();

		private volatile boolean losesAnswers;

		Link(Socket client, Socket server) {
			this.client = client;
			this.server = server;
		}

		void carryRequests() {
			try {
				DataInputStream in = new DataInputStream(this.client.getInputStream());
				DataOutputStream out = new DataOutputStream(this.server.getOutputStream());
				carryStart(in, out);
				while (true) {
					byte type = in.readByte();
					byte[] body = new byte[in.readInt() - Integer.BYTES];
					in.readFully(body);
					if (isCommit(type, body) && losesCommit()) {
						break;
					}
					awaitCarrying();
					ByteBuffer message = ByteBuffer.allocate(1 + Integer.BYTES + body.length);
					out.write(message.put(type).putInt(body.length + Integer.BYTES).put(body).array());
					out.flush();
				}
			}
			catch (IOException ex) {
				// One of the two has gone
			}
			closeBoth();
		}

		/** Messages without a type: the wish for encryption, and then the start. */
		private void carryStart(DataInputStream in, DataOutputStream out) throws IOException {
			int code;
			do {
				int length = in.readInt();
				code = in.readInt();
				byte[] rest = new byte[length - CODE_END];
				in.readFully(rest);
				out.writeInt(length);
				out.writeInt(code);
				out.write(rest);
				out.flush();
			}
			while (code != PROTOCOL);
		}

		private boolean isCommit(byte type, byte[] body) {
			String[] texts = new String(body, StandardCharsets.ISO_8859_1).split("\0", 3);
			switch (type) {
				case 'Q' -> {
					return texts[0].equals("COMMIT");
				}
				case 'P' -> {
					boolean unused = texts[1].equals("COMMIT") ? this.commitNames.add(texts[0])
							: this.commitNames.remove(texts[0]);
					return false;
				}
				case 'B' -> {
					return this.commitNames.contains(texts[1]);
				}
				default -> {
					return false;
				}
			}
		}

		private boolean losesCommit() {
			Fate fate = CommitProxy.this.fates.apply(CommitProxy.this.commits.incrementAndGet());
			this.losesAnswers = fate == Fate.ANSWER_LOST;
			return fate == Fate.LOST;
		}

		void carryAnswers() {
			try {
				InputStream in = this.server.getInputStream();
				OutputStream out = this.client.getOutputStream();
				byte[] buffer = new byte[1 << 16];
				int count = in.read(buffer);
				while (count >= 0 && !this.losesAnswers) {
					awaitCarrying();
					out.write(buffer, 0, count);
					out.flush();
					count = in.read(buffer);
				}
			}
			catch (IOException ex) {
				// One of the two has gone
			}
			closeBoth();
		}

		private void closeBoth() {
			CommitProxy.close(this.client);
			CommitProxy.close(this.server);
		}

	}

}
