package org.rolebindings.store.pace;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * One connection that stays open. After an error the next access connects again. One
 * thread at a time uses this.
 */
final class KeptConnection extends AbstractDataSource implements AutoCloseable {

	/**
	 * What is lost in a crash of the server is out of date afterwards. A process that
	 * freezes while it holds a lock must not stop the others.
	 */
	private static final String SETTINGS = "SET synchronous_commit = off; SET lock_timeout = '2s';"
			+ " SET idle_in_transaction_session_timeout = '1s'";

	private final DataSource dataSource;

	private volatile @Nullable SingleConnectionDataSource open;

	private volatile boolean closed;

	KeptConnection(DataSource dataSource) {
		this.dataSource = dataSource;
	}

	/** Returns the connection, which commits each statement. Closing it has no effect. */
	@Override
	public Connection getConnection() throws SQLException {
		SingleConnectionDataSource kept = this.open;
		if (kept == null) {
			kept = new SingleConnectionDataSource(connect(), true);
			this.open = kept;
		}
		if (this.closed) {
			discard();
			throw new SQLNonTransientConnectionException("The connection is closed", "08003");
		}
		Connection connection = kept.getConnection();
		connection.setAutoCommit(true);
		return connection;
	}

	private Connection connect() throws SQLException {
		Connection connection = this.dataSource.getConnection();
		try (Statement statement = connection.createStatement()) {
			statement.execute(SETTINGS);
			return connection;
		}
		catch (SQLException ex) {
			connection.close();
			throw ex;
		}
	}

	@Override
	public Connection getConnection(String username, String password) throws SQLException {
		return getConnection();
	}

	/** Closes the connection, because it may be of no use any more. */
	void discard() {
		SingleConnectionDataSource kept = this.open;
		this.open = null;
		if (kept != null) {
			kept.destroy();
		}
	}

	/** Nobody can connect again. */
	@Override
	public void close() {
		this.closed = true;
		discard();
	}

}
