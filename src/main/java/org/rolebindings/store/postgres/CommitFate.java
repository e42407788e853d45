package org.rolebindings.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.rolebindings.files.CauseChain;

/** Finds out what became of a commit whose answer was lost with its connection. */
final class CommitFate {

	private static final Duration POLL = Duration.ofMillis(250);

	private static final String COMMITTED = "committed";

	private static final String IN_PROGRESS = "in progress";

	private final DataSource dataSource;

	private final Duration patience;

	/**
	 * Prepares the questions.
	 * @param patience how long to ask: a server that is restarted, or a session that
	 * still commits, needs some time
	 */
	CommitFate(DataSource dataSource, Duration patience) {
		this.dataSource = dataSource;
		this.patience = patience;
	}

	/**
	 * Asks the database.
	 * @param transaction the number of the transaction
	 * @param failure what its commit threw
	 * @return whether it is known to be committed
	 */
	boolean isCommitted(String transaction, RuntimeException failure) {
		SQLException cause = CauseChain.find(failure, SQLException.class).orElse(null);
		if (cause == null || !PostgresHealth.isFatal(cause)) {
			return false;
		}
		long begun = System.nanoTime();
		String status = status(transaction);
		while ((status == null || status.equals(IN_PROGRESS)) && System.nanoTime() - begun < this.patience.toNanos()) {
			LockSupport.parkNanos(POLL.toNanos());
			status = status(transaction);
		}
		return COMMITTED.equals(status);
	}

	/** What the database says; {@code null} if it cannot be asked. */
	private @Nullable String status(String transaction) {
		try (Connection connection = this.dataSource.getConnection();
				PreparedStatement statement = connection.prepareStatement("SELECT pg_xact_status(?::xid8)")) {
			statement.setString(1, transaction);
			try (ResultSet results = statement.executeQuery()) {
				return results.next() ? results.getString(1) : null;
			}
		}
		catch (SQLException ex) {
			return null;
		}
	}

}
