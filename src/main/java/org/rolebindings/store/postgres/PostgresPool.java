package org.rolebindings.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/**
 * The connections for the runs and their rows. Once the database has failed, there are no
 * more, because everybody would wait for one again while a run is ending.
 */
final class PostgresPool extends HikariDataSource {

	private final PostgresHealth health;

	PostgresPool(HikariConfig config, PostgresHealth health) {
		super(config);
		this.health = health;
	}

	@Override
	public Connection getConnection() throws SQLException {
		this.health.requireWorking();
		try {
			return super.getConnection();
		}
		catch (SQLException ex) {
			this.health.failed(ex);
			throw ex;
		}
	}

}
