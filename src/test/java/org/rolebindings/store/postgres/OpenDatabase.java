package org.rolebindings.store.postgres;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.rolebindings.ledger.schema.LedgerSchema;
import org.rolebindings.store.DatabaseUrl;
import org.rolebindings.testing.TestDatabase;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A database of a PostgreSQL server, opened as the program does, with a table to write
 * to.
 */
final class OpenDatabase implements AutoCloseable {

	/** A thread for each task; from JDK 25 on the common pool may have only one. */
	static final Executor NEW_THREAD = (task) -> new Thread(task, "test").start();

	static final String TARGET = "https://api.arize.com";

	/** A lease is renewed four times as often. */
	static final Duration MARGIN = Duration.ofMillis(800);

	final PostgresHealth health;

	final List<String> notices = new CopyOnWriteArrayList<>();

	private final PostgresConnections connections;

	private final HikariDataSource pool;

	OpenDatabase(Path folder) {
		this.connections = PostgresConnections.to(new DatabaseUrl(TestDatabase.postgresUrl(folder)), Map.of());
		this.health = new PostgresHealth(this.connections.url());
		this.pool = new PostgresDatabase(this.connections, this.health,
				new LedgerSchema(LedgerSchema.Dialect.POSTGRESQL))
			.open();
		jdbc().execute("CREATE TABLE IF NOT EXISTS thing (name VARCHAR(100))");
	}

	/** Statements that commit at once, on other connections. */
	JdbcTemplate jdbc() {
		return new JdbcTemplate(this.connections.forRuns());
	}

	DataSource pool() {
		return this.pool;
	}

	LeaseTable table() {
		return new LeaseTable(this.connections.forLease());
	}

	Lease lease() {
		return lease(Duration.ZERO);
	}

	Lease lease(Duration wait) {
		return lease(this.connections.forLease(), wait);
	}

	Lease lease(DataSource source, Duration wait) {
		return new Lease(new LeaseTable(source), "the database", this.health, wait, this.notices::add, MARGIN);
	}

	DataSource leaseSource() {
		return this.connections.forLease();
	}

	CommitFate fate(Duration patience) {
		return new CommitFate(this.connections.forLease(), patience);
	}

	TransactionTemplate transactions(DataSource source, Lease lease) {
		return new TransactionTemplate(new FencedTransactions(source, lease, fate(Duration.ofSeconds(5)), this.health));
	}

	/** Has another process take the lease over, before it is renewed again. */
	void takeOver() {
		String holder = new String(LeaseTableTests.OTHER.toJson(), StandardCharsets.UTF_8);
		int taken = jdbc().update("UPDATE lease SET fence = fence + 1, holder = ?, "
				+ "expires_at = clock_timestamp() + INTERVAL '1 minute'", holder);
		assertThat(taken).isOne();
	}

	/** Breaks all connections of the program but those that this method uses. */
	void breakConnections() {
		jdbc().query("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
				+ "WHERE datname = current_database() AND pid <> pg_backend_pid()", (results) -> {
				});
	}

	List<String> things() {
		return jdbc().queryForList("SELECT name FROM thing ORDER BY name", String.class);
	}

	@Override
	public void close() {
		this.pool.close();
	}

}
