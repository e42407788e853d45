package org.rolebindings.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The database of a test: the embedded one in the test's state folder, or with
 * {@code -Dtest.database=postgres} one of a PostgreSQL server that starts with the first
 * of them.
 */
public final class TestDatabase {

	private static final boolean POSTGRES = "postgres".equals(System.getProperty("test.database"));

	/** The databases by their state folders. */
	private static final Map<Path, String> DATABASES = new HashMap<>();

	private static @Nullable EmbeddedPostgres server;

	private static int last;

	private TestDatabase() {
	}

	/** Returns whether tests run on PostgreSQL. */
	public static boolean isPostgres() {
		return POSTGRES;
	}

	/**
	 * Returns the URL of the database in place of a state folder, and makes that database
	 * if there is none.
	 * @param state the state folder
	 * @return its URL with the user, or {@code null} if tests use the folder
	 */
	public static @Nullable String url(Path state) {
		return POSTGRES ? postgresUrl(state) : null;
	}

	/**
	 * Returns the properties that name the database in place of a state folder, and makes
	 * that folder for temporary files.
	 * @param state the state folder
	 * @return no properties if tests use the folder
	 */
	public static Map<String, String> properties(Path state) {
		String url = url(state);
		if (url == null) {
			return Map.of();
		}
		try {
			Files.createDirectories(state);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return Map.of("role-bindings.database-url", url);
	}

	/** The same, whatever the tests run on. */
	public static synchronized String postgresUrl(Path state) {
		EmbeddedPostgres running = server();
		Path folder = state.toAbsolutePath().normalize();
		String name = DATABASES.get(folder);
		if (name == null) {
			removeUnused(running);
			name = "test" + ++last;
			execute(running, "CREATE DATABASE " + name);
			DATABASES.put(folder, name);
		}
		return running.getJdbcUrl("postgres", name);
	}

	/** Removes the databases of tests that are over, which have removed their folders. */
	private static void removeUnused(EmbeddedPostgres running) {
		DATABASES.entrySet().removeIf((database) -> {
			boolean unused = !Files.exists(database.getKey().getParent());
			if (unused) {
				execute(running, "DROP DATABASE " + database.getValue() + " WITH (FORCE)");
			}
			return unused;
		});
	}

	private static void execute(EmbeddedPostgres running, String sql) {
		try (Connection connection = running.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Does what the end of a process does, and the time until its lease ends: nobody is
	 * connected any more, and nobody has a lease.
	 * @param url the URL of a database
	 */
	public static void cutOff(String url) {
		try (Connection connection = DriverManager.getConnection(url);
				Statement statement = connection.createStatement()) {
			// What is left of the process in this JVM cannot renew the lease of another
			// holder
			statement.execute("UPDATE lease SET fence = fence + 1, expires_at = clock_timestamp()");
			statement.execute("""
					SELECT pg_terminate_backend(pid) FROM pg_stat_activity
					WHERE datname = current_database() AND pid <> pg_backend_pid()
					""");
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** It tells each line of the server. */
	private static void quieten() {
		((Logger) LoggerFactory.getLogger(EmbeddedPostgres.class.getPackageName())).setLevel(Level.WARN);
	}

	/** The server, which ends with this JVM. */
	public static synchronized EmbeddedPostgres server() {
		EmbeddedPostgres running = server;
		if (running == null) {
			quieten();
			try {
				// What is lost with the power of the machine is of no use to a test
				running = EmbeddedPostgres.builder()
					.setServerConfig("max_connections", "200")
					.setServerConfig("fsync", "off")
					.start();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			server = running;
		}
		return running;
	}

}
