package org.rolebindings.store.h2;

import java.sql.Connection;
import java.sql.SQLException;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.rolebindings.store.StateCompaction;

/**
 * The connections to the state's database. Once the database has failed, there are no
 * more connections, because a new one would open it again while a run is failing.
 */
final class StateDataSource extends HikariDataSource implements StateCompaction {

	private final FolderHealth health;

	private final Runnable compaction;

	private volatile boolean compactAtClose;

	/**
	 * Opens the database.
	 * @param config where it is
	 * @param health knows whether it works
	 * @param compaction compacts the closed database
	 */
	StateDataSource(HikariConfig config, FolderHealth health, Runnable compaction) {
		super(config);
		this.health = health;
		this.compaction = compaction;
		// H2 closes the database at the first error. A new connection would open it again
		// and write to it, so the pool has to make no more.
		health.atFailure(() -> setMinimumIdle(0));
	}

	@Override
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
