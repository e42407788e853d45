package org.rolebindings.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

/**
 * The connection for leases, which stays open. After an error the next use connects
 * again. One thread at a time uses this.
 */
final class LeaseConnection implements AutoCloseable {

	private final DataSource dataSource;

	private @Nullable Connection open;

	private boolean closed;

	/** Does something with a connection. */
	@FunctionalInterface
	interface Use<T> {

		T with(Connection connection) throws SQLException;

	}

	LeaseConnection(DataSource dataSource) {
		this.dataSource = dataSource;
	}

	<T> T use(Use<T> use) throws SQLException {
		if (this.closed) {
			throw new SQLNonTransientConnectionException("The lease is closed", "08003");
		}
		try {
			Connection connection = this.open;
			if (connection == null) {
				connection = this.dataSource.getConnection();
				this.open = connection;
				waitForDisk(connection);
			}
			return use.with(connection);
		}
		catch (SQLException ex) {
			disconnect();
			throw ex;
		}
	}

	/** A fence that a crash of the server takes back could be given to two processes. */
	private static void waitForDisk(Connection connection) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(PostgresDatabase.WAIT_FOR_DISK)) {
			boolean unused = statement.execute();
		}
	}

	/** Nobody can connect again; a thread that is late would leave a connection open. */
	@Override
	public void close() {
		this.closed = true;
		disconnect();
	}

	private void disconnect() {
		Connection connection = this.open;
		this.open = null;
		if (connection != null) {
			try {
				connection.close();
			}
			catch (SQLException ex) {
				// It is of no use any more
			}
		}
	}

}
