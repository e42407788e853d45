package org.rolebindings.crash;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Stands between an import and a PostgreSQL server, counts the statements of the import,
 * and cuts the connection at one of them. The renewals of the lease do not count, because
 * how many there are depends on the time.
 */
final class DatabaseProxy implements AutoCloseable {

	private final int server;

	private final ServerSocket socket;

	private final Set<Session> sessions = ConcurrentHashMap.newKeySet();

	private Cut cut = Cut.NEVER;

	private int statements;

	private boolean isCut;

	private boolean isDead;

	/**
	 * When a connection is cut.
	 *
	 * @param statement at which statement, from 1 on
	 * @param executed whether the server executes it; only its answer is lost then
	 * @param death what happens if the process counts as dead from then on, so that it
	 * gets no connection any more; {@code null} if it lives on
	 */
	record Cut(int statement, boolean executed, @Nullable Runnable death) {

		/** Nothing is cut. */
		static final Cut NEVER = new Cut(0, false, null);

	}

	/** Serves until it is closed. */
	DatabaseProxy(int server) {
		this.server = server;
		try {
			this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start(this::accept);
	}

	/** The URL of a database of the server. */
	String url(String database) {
		return "jdbc:postgresql://127.0.0.1:" + this.socket.getLocalPort() + "/" + database
				+ "?user=postgres&sslmode=disable&gssEncMode=disable";
	}

	/** Begins to count, and will cut. */
	synchronized void expect(Cut next) {
		this.cut = next;
		this.statements = 0;
		this.isCut = false;
		this.isDead = false;
	}

	/** How many statements there were. */
	synchronized int statements() {
		return this.statements;
	}

	/** Whether a connection has been cut. */
	synchronized boolean isCut() {
		return this.isCut;
	}

	private synchronized boolean isDead() {
		return this.isDead;
	}

	/** Counts a statement, and returns the cut that is made at it. */
	private synchronized @Nullable Cut count() {
		this.statements++;
		return (this.statements == this.cut.statement()) ? this.cut : null;
	}

	private void cut(Session session) {
		synchronized (this) {
			Runnable death = this.cut.death();
			this.isCut = true;
			if (death == null) {
				session.close();
				return;
			}
			this.isDead = true;
			death.run();
		}
		this.sessions.forEach(Session::close);
	}

	private void accept() {
		try {
			while (true) {
				Session session = new Session(this.socket.accept(),
						new Socket(InetAddress.getLoopbackAddress(), this.server));
				this.sessions.add(session);
				if (isDead()) {
					session.close();
				}
				start(() -> quietly(session::relayStatements, session));
				start(() -> quietly(session::relayAnswers, session));
			}
		}
		catch (IOException ex) {
			// It is closed
		}
	}

	private static void quietly(Relay relay, Session session) {
		try {
			relay.run();
		}
		catch (IOException ex) {
			// One side is gone
		}
		finally {
			session.close();
		}
	}

	private static void pass(ServerMessage message, DataInputStream in, OutputStream out) throws IOException {
		out.write(message.bytes());
		if (in.available() == 0) {
			out.flush();
		}
	}

	private static void start(Runnable relay) {
		Thread thread = new Thread(relay, "database-proxy");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.sessions.forEach(Session::close);
	}

	/** Passes bytes on until one side is gone. */
	@FunctionalInterface
	private interface Relay {

		void run() throws IOException;

	}

	/** One connection. */
	private final class Session {

		private final Socket client;

		private final Socket server;

		private boolean isLease;

		/** Whether the answer that comes next is lost. */
		private volatile boolean isLosing;

		Session(Socket client, Socket server) throws IOException {
			this.client = client;
			this.server = server;
			client.setTcpNoDelay(true);
			server.setTcpNoDelay(true);
		}

		/** A statement ends with the message Sync, or is one message, a simple Query. */
		void relayStatements() throws IOException {
			DataInputStream in = new DataInputStream(new BufferedInputStream(this.client.getInputStream()));
			OutputStream out = new BufferedOutputStream(this.server.getOutputStream());
			out.write(ServerMessage.first(in).bytes());
			out.flush();
			StringBuilder text = new StringBuilder();
			while (true) {
				ServerMessage message = ServerMessage.read(in);
				text.append(message.statement());
				if (message.endsStatement()) {
					Cut made = counts(text.toString()) ? count() : null;
					if (made != null && !made.executed()) {
						cut(this);
						return;
					}
					this.isLosing = made != null;
					text.setLength(0);
				}
				if (!isDead()) {
					pass(message, in, out);
				}
			}
		}

		private boolean counts(String text) {
			this.isLease |= text.contains("clock_timestamp()") || text.contains("pg_xact_status");
			return !this.isLease || text.contains("INSERT INTO lease");
		}

		void relayAnswers() throws IOException {
			DataInputStream in = new DataInputStream(new BufferedInputStream(this.server.getInputStream()));
			OutputStream out = new BufferedOutputStream(this.client.getOutputStream());
			while (true) {
				ServerMessage message = ServerMessage.read(in);
				if (this.isLosing && message.isReady()) {
					cut(this);
					return;
				}
				if (!this.isLosing && !isDead()) {
					pass(message, in, out);
				}
			}
		}

		void close() {
			DatabaseProxy.this.sessions.remove(this);
			for (Socket side : List.of(this.client, this.server)) {
				try {
					side.close();
				}
				catch (IOException ex) {
					// It is of no use any more
				}
			}
		}

	}

}
