package org.rolebindings.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/**
 * The connections to the state's database. Once that has failed there are no more, at
 * once: it must not be opened anew behind the back of what has failed with it.
 */
final class StateDataSource extends HikariDataSource {

	private final StateHealth health;

	private final Runnable compaction;

	private volatile boolean compactAtClose;

	/**
	 * Opens the database.
	 * @param config where it is
	 * @param health whether it works
	 * @param compaction makes the closed database smaller
	 */
	StateDataSource(HikariConfig config, StateHealth health, Runnable compaction) {
		super(config);
		this.health = health;
		this.compaction = compaction;
	}

	/** Has the database give back what was removed from it, once it is closed. */
	void compactAtClose() {
		this.compactAtClose = true;
	}

	@Override
	public void close() {
		super.close();
		if (this.compactAtClose && !this.health.hasFailed()) {
			this.compactAtClose = false;
			this.compaction.run();
		}
	}

	@Override
	public Connection getConnection() throws SQLException {
		SQLException failure = this.health.failure();
		if (failure != null) {
			throw new SQLNonTransientConnectionException(failure.getMessage(), failure.getSQLState(),
					failure.getErrorCode(), failure);
		}
		return super.getConnection();
	}

}
