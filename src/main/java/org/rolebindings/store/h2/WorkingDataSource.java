package org.rolebindings.store.h2;

import java.sql.Connection;
import java.sql.SQLException;

import org.h2.Driver;

import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/**
 * Connects to a database as long as it works. H2 closes the database at the first error,
 * and a new connection would open it again. A pool makes one for each thread that waits.
 */
final class WorkingDataSource extends DelegatingDataSource {

	private final FolderHealth health;

	private volatile int loginTimeout;

	WorkingDataSource(String url, String user, FolderHealth health) {
		super(new SimpleDriverDataSource(new Driver(), url, user, ""));
		this.health = health;
	}

	/** When the pool closes, it waits so long for a connection that is being made. */
	@Override
	public int getLoginTimeout() {
		return this.loginTimeout;
	}

	@Override
	public void setLoginTimeout(int timeout) {
		this.loginTimeout = timeout;
	}

	@Override
	public Connection getConnection() throws SQLException {
		this.health.requireWorking();
		return super.getConnection();
	}

}
