package org.rolebindings.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import org.rolebindings.files.CauseChain;
import org.rolebindings.store.ErrorWatch;
import org.rolebindings.store.ForeignStateException;
import org.rolebindings.store.Schema;
import org.rolebindings.store.StateUnwritableException;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Opens a PostgreSQL database. Tables that are missing are made in one transaction, so
 * there are all of them or none.
 */
final class PostgresDatabase {

	/**
	 * In milliseconds, how long a thread waits for a connection; the threads that need
	 * one at the same time are fewer than the connections.
	 */
	private static final int PATIENCE = 10_000;

	/** The version that has all that is used, as PostgreSQL numbers them. */
	private static final int OLDEST = 140000;

	/** The most connections; docs/operations.md names them. */
	static final int CONNECTIONS = 6;

	/**
	 * The lock under which tables are made: the program's name in letters, as a number.
	 */
	private static final long MAKING = 0x726f6c6562696e64L;

	/** The driver has no password, or server and driver do not agree about TLS. */
	private static final String REFUSED = "08004";

	/** A statement took longer than the server allows. */
	private static final String TIMED_OUT = "57014";

	/** A commit that is not on the disk yet could be lost after its row was sent. */
	static final String WAIT_FOR_DISK = """
			SELECT set_config('synchronous_commit', 'on', false)
			WHERE current_setting('synchronous_commit') = 'off'""";

	/**
	 * In milliseconds, less than a lease lasts: the transaction of a process that was
	 * frozen must not hold up the one that takes over. No transaction waits for the API.
	 */
	private static final int LONGEST_IDLE = 10_000;

	private static final String END_IDLE_TRANSACTIONS = """
			SELECT set_config(name, '%1$d', false) FROM pg_settings
			WHERE name = 'idle_in_transaction_session_timeout' AND setting::int NOT BETWEEN 1 AND %1$d
			UNION ALL
			""".formatted(LONGEST_IDLE);

	/**
	 * Rows are read page by page in the order of their ids, so the index is the way. As
	 * long as the server has no statistics of the rows of a run, it expects a handful,
	 * and would sort all that are left for each page.
	 */
	private static final String READ_IN_ORDER = """
			SELECT set_config('enable_bitmapscan', 'off', false)
			UNION ALL
			""";

	private final PostgresConnections connections;

	private final PostgresHealth health;

	private final Schema schema;

	PostgresDatabase(PostgresConnections connections, PostgresHealth health, Schema schema) {
		this.connections = connections;
		this.health = health;
		this.schema = schema;
	}

	/**
	 * Opens it, and makes the tables if there are none.
	 * @return connections that do not commit by themselves, so that nothing is written
	 * outside of a transaction
	 * @throws StateUnwritableException if it cannot be reached or written at present
	 * @throws ForeignStateException if it cannot be used
	 */
	HikariDataSource open() {
		return open(true);
	}

	/** The same, but refuses a database without the tables. */
	HikariDataSource openExisting() {
		return open(false);
	}

	private HikariDataSource open(boolean makesTables) {
		try {
			prepare(makesTables);
			HikariConfig config = new HikariConfig();
			config.setDataSource(this.connections.forRuns());
			config.setPoolName("ledger");
			config.setMaximumPoolSize(CONNECTIONS);
			config.setMinimumIdle(1);
			config.setConnectionTimeout(PATIENCE);
			config.setAutoCommit(false);
			// Whatever the server's default is
			config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
			config.setConnectionInitSql(READ_IN_ORDER + END_IDLE_TRANSACTIONS + WAIT_FOR_DISK);
			// Else the settings would be part of a transaction that stays open
			config.setIsolateInternalQueries(true);
			config.setExceptionOverride(new ErrorWatch(this.health::see));
			return new PostgresPool(config, this.health);
		}
		catch (SQLException | DataAccessException | TransactionException | HikariPool.PoolInitializationException ex) {
			throw cannotBeOpened(ex);
		}
	}

	private void prepare(boolean makesTables) throws SQLException {
		try (Connection connection = this.connections.forRuns().getConnection()) {
			DataSource one = new SingleConnectionDataSource(connection, true);
			requireUsable(new JdbcTemplate(one));
			if (!this.schema.isPresent(one)) {
				if (!makesTables) {
					throw new ForeignStateException("There are no runs in " + this.connections.url().shown()
							+ ", or none that this role may read; give the --database-url of the imports.");
				}
				new TransactionTemplate(new JdbcTransactionManager(one)).executeWithoutResult((status) -> create(one));
			}
			boolean unused = this.schema.bringUpToDate(one);
		}
	}

	/** Another process may be making the tables at the same time. */
	private void create(DataSource one) {
		new JdbcTemplate(one).execute("SELECT pg_advisory_xact_lock(" + MAKING + ")");
		if (!this.schema.isPresent(one)) {
			this.schema.create(one);
		}
	}

	private void requireUsable(JdbcTemplate jdbc) {
		Integer version = jdbc.queryForObject("SELECT current_setting('server_version_num')::int", Integer.class);
		if (version == null || version < OLDEST) {
			throw new ForeignStateException("The database " + this.connections.url().shown()
					+ " is of an older PostgreSQL than 14; use a newer server.");
		}
		String encoding = jdbc.queryForObject("SELECT current_setting('server_encoding')", String.class);
		if (!"UTF8".equals(encoding)) {
			throw new ForeignStateException("The database " + this.connections.url().shown() + " has the encoding "
					+ encoding + ", which cannot hold every text; create one with ENCODING 'UTF8'.");
		}
	}

	/** Whether the same command may succeed later. */
	private static boolean isPassing(SQLException failure) {
		return TIMED_OUT.equals(failure.getSQLState())
				|| (PostgresHealth.isFatal(failure) && !REFUSED.equals(failure.getSQLState()));
	}

	private RuntimeException cannotBeOpened(Exception failure) {
		SQLException sql = CauseChain.find(failure, SQLException.class).orElse(null);
		String message = "The database " + this.connections.url().shown() + " cannot be opened: "
				+ PostgresHealth.line(failure);
		return (sql != null && isPassing(sql))
				? new StateUnwritableException(message + ". Remove the cause; the same command goes on from there.",
						failure)
				: new ForeignStateException(
						message + "; check --database-url, PGUSER, PGPASSWORD and what that role may do.");
	}

}
