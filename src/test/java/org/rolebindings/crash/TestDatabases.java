package org.rolebindings.crash;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.rolebindings.ledger.schema.LedgerSchema;
import org.rolebindings.testing.TestDatabase;

import static org.awaitility.Awaitility.await;

/** The databases of a PostgreSQL server, each of which an import has for itself. */
final class TestDatabases {

	/** What every new server has. */
	static final String EMPTY = "template1";

	private static final Duration LONGEST = Duration.ofSeconds(30);

	private static final Duration POLL = Duration.ofMillis(5);

	private static final AtomicInteger MADE = new AtomicInteger();

	private final EmbeddedPostgres server = TestDatabase.server();

	int port() {
		return this.server.getPort();
	}

	/** Makes one with what another one has. */
	String copyOf(String template) {
		awaitNoConnection(template);
		String name = "crash" + MADE.getAndIncrement();
		execute("postgres", "CREATE DATABASE " + name + " TEMPLATE " + template);
		return name;
	}

	/** Makes one with the tables of the program. */
	String withTables() {
		String name = copyOf(EMPTY);
		new LedgerSchema(LedgerSchema.Dialect.POSTGRESQL).create(this.server.getDatabase("postgres", name));
		return name;
	}

	void drop(String name) {
		execute("postgres", "DROP DATABASE " + name + " WITH (FORCE)");
	}

	/** Returns when the server has noticed that an import is dead. */
	void awaitNoConnection(String name) {
		await().atMost(LONGEST)
			.pollDelay(Duration.ZERO)
			.pollInterval(POLL)
			.until(() -> number("postgres",
					"SELECT count(*) FROM pg_stat_activity WHERE datname = '" + name + "'") == 0);
	}

	/** Has all leases end now. */
	void endLeases(String name) {
		if (number(name, "SELECT count(*) FROM pg_tables WHERE tablename = 'lease'") == 1) {
			execute(name, "UPDATE lease SET expires_at = clock_timestamp()");
		}
	}

	private void execute(String database, String sql) {
		try (Connection connection = this.server.getDatabase("postgres", database).getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
		catch (SQLException ex) {
			throw new AssertionError(ex);
		}
	}

	private long number(String database, String sql) {
		try (Connection connection = this.server.getDatabase("postgres", database).getConnection();
				Statement statement = connection.createStatement();
				ResultSet results = statement.executeQuery(sql)) {
			results.next();
			return results.getLong(1);
		}
		catch (SQLException ex) {
			throw new AssertionError(ex);
		}
	}

}
