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

	StateDataSource(HikariConfig config, StateHealth health) {
		super(config);
		this.health = health;
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
