package org.rolebindings.store;

import java.sql.Connection;
import java.sql.SQLException;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/**
 * The connections to the state's database. Once that has failed there are no more, at
 * once: it must not be opened anew behind the back of what has failed with it.
 */
public final class StateDataSource extends HikariDataSource {

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
		// H2 closes the database at the first error. A new connection would open it again
		// and write to it, so the pool has to make no more.
		health.atFailure(() -> setMinimumIdle(0));
	}

	/** Has the database give back what was removed from it, once it is closed. */
	public void compactAtClose() {
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
		this.health.requireWorking();
		return super.getConnection();
	}

}
