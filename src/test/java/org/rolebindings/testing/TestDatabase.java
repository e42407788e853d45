package org.rolebindings.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

/**
 * The database of a test: the embedded one in the test's state folder, or with
 * {@code -Dtest.database=postgres} one of a PostgreSQL server that starts with the first
 * of them.
 */
public final class TestDatabase {

	private static final boolean POSTGRES = "postgres".equals(System.getProperty("test.database"));

	private static @Nullable EmbeddedPostgres server;

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

	/** The same, whatever the tests run on. */
	public static String postgresUrl(Path state) {
		EmbeddedPostgres running = server();
		String name = "t" + HexFormat.of().toHexDigits(state.toAbsolutePath().normalize().toString().hashCode())
				+ HexFormat.of().toHexDigits(state.toAbsolutePath().normalize().toString().length());
		try (Connection connection = running.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			if (!exists(statement, name)) {
				statement.execute("CREATE DATABASE " + name);
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		return running.getJdbcUrl("postgres", name);
	}

	private static boolean exists(Statement statement, String name) throws SQLException {
		try (ResultSet results = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
			return results.next();
		}
	}

	/** The server, which ends with this JVM. */
	public static synchronized EmbeddedPostgres server() {
		EmbeddedPostgres running = server;
		if (running == null) {
			try {
				running = EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			server = running;
		}
		return running;
	}

}
