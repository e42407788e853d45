package org.rolebindings.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server that a test can stop and start again. The program connects to it as
 * {@link #ROLE}, which owns its databases and may do nothing else.
 */
public final class PostgresServer implements AutoCloseable {

	/** The role that the program uses. */
	public static final String ROLE = "importer";

	/** Its password, which is asked for only if the test says so. */
	public static final String PASSWORD = "pg-8d1f-very-secret";

	private final Path data;

	private final int port = freePort();

	private final AtomicInteger databases = new AtomicInteger();

	private @Nullable EmbeddedPostgres running;

	/**
	 * Starts a server.
	 * @param data the folder for its data, which is made
	 */
	public PostgresServer(Path data) {
		this.data = data;
		start();
		execute("postgres", "CREATE ROLE " + ROLE + " LOGIN PASSWORD '" + PASSWORD + "'");
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Starts it on the same port and with the same data. */
	public synchronized void start() {
		try {
			this.running = EmbeddedPostgres.builder()
				.setDataDirectory(this.data)
				.setCleanDataDirectory(false)
				.setRegisterShutdownHook(false)
				.setPort(this.port)
				.setServerConfig("max_connections", "100")
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Stops it; sessions are ended first. */
	public void stopFast() {
		stop("INT");
	}

	/** Stops it as a crash would; sessions break off. */
	public void stopImmediately() {
		stop("QUIT");
	}

	private synchronized void stop(String signal) {
		try {
			String pid = Files.readAllLines(this.data.resolve("postmaster.pid")).get(0).strip();
			ProcessHandle server = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
			int code = new ProcessBuilder("kill", "-" + signal, pid).start().waitFor();
			if (code != 0) {
				throw new AssertionError("kill ended with " + code);
			}
			ProcessHandle unused = server.onExit().join();
			close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** The port that it listens on. */
	public int port() {
		return this.port;
	}

	/** The folder of its data. */
	public Path data() {
		return this.data;
	}

	/** Creates a database for the program, and returns its name. */
	public String createDatabase() {
		String name = "d" + this.databases.incrementAndGet();
		execute("postgres", "CREATE DATABASE " + name + " OWNER " + ROLE);
		return name;
	}

	/** The URL of a database at a port. */
	public static String url(String database, int port) {
		return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
	}

	/** Executes statements as the superuser. */
	public void execute(String database, String... statements) {
		try (Connection connection = connect(database); Statement statement = connection.createStatement()) {
			for (String sql : statements) {
				boolean unused = statement.execute(sql);
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The first column of a query's first row; {@code null} if there is none. */
	public @Nullable String query(String database, String sql) {
		try (Connection connection = connect(database);
				Statement statement = connection.createStatement();
				ResultSet results = statement.executeQuery(sql)) {
			return results.next() ? results.getString(1) : null;
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** All that is in the tables of a database, but for some of them. */
	public String contents(String database, String... except) {
		String names = query(database, """
				SELECT string_agg(tablename::text, ' ' ORDER BY tablename) FROM pg_tables
				WHERE schemaname = 'public'""");
		return Stream.of(String.valueOf(names).split(" "))
			.filter((table) -> !List.of(except).contains(table))
			.map((table) -> table + ": "
					+ query(database, "SELECT string_agg(t::text, E'\\n' ORDER BY t::text) FROM \"" + table + "\" t"))
			.collect(Collectors.joining("\n"));
	}

	private synchronized Connection connect(String database) throws SQLException {
		EmbeddedPostgres server = this.running;
		if (server == null) {
			throw new IllegalStateException("The server does not run");
		}
		return server.getDatabase("postgres", database).getConnection();
	}

	/** Stops it if it runs. */
	@Override
	public synchronized void close() {
		EmbeddedPostgres server = this.running;
		this.running = null;
		if (server != null) {
			try {
				server.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

}
