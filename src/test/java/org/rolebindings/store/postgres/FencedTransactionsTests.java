package org.rolebindings.store.postgres;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.store.HoldLostException;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchRuntimeException;
import static org.awaitility.Awaitility.await;

class FencedTransactionsTests {

	private static final String TARGET = OpenDatabase.TARGET;

	private static final Duration EXCHANGE = Duration.ofSeconds(30);

	private static final Duration LONGEST = Duration.ofSeconds(20);

	@TempDir
	private Path folder;

	private OpenDatabase database;

	private Lease lease;

	@BeforeEach
	void open() {
		this.database = new OpenDatabase(this.folder);
		this.lease = this.database.lease();
		this.lease.hold(TARGET, EXCHANGE);
	}

	@AfterEach
	void close() {
		this.lease.close();
		this.database.close();
	}

	private TransactionTemplate transactions() {
		return this.database.transactions(this.database.pool(), this.lease);
	}

	private void write(TransactionTemplate transactions, DataSource source, String name) {
		transactions.executeWithoutResult(
				(status) -> new JdbcTemplate(source).update("INSERT INTO thing VALUES ('" + name + "')"));
	}

	@Test
	void commitWhenTheLeaseIsHeldWrites() {
		write(transactions(), this.database.pool(), "a");
		assertThat(this.database.things()).containsExactly("a");
		assertThat(this.database.health.hasFailed()).isFalse();
	}

	@Test
	void writeOutsideOfATransactionDoesNotLast() {
		new JdbcTemplate(this.database.pool()).update("INSERT INTO thing VALUES ('a')");
		assertThat(this.database.things()).isEmpty();
	}

	@Test
	void commitWhenAnotherProcessHasTakenOverRollsBack() {
		this.database.takeOver();
		assertThatExceptionOfType(HoldLostException.class)
			.isThrownBy(() -> write(transactions(), this.database.pool(), "a"))
			.withMessageContaining("process 4711 on elsewhere");
		assertThat(this.database.things()).isEmpty();
		assertThat(this.database.health.hasFailed()).isTrue();
	}

	@Test
	void commitWhenTheLeaseIsOverAndNobodyHasTakenItWrites() {
		this.database.jdbc().update("UPDATE lease SET expires_at = clock_timestamp()");
		write(transactions(), this.database.pool(), "a");
		assertThat(this.database.things()).containsExactly("a");
	}

	@Test
	void commitOfAPartWhenItIsHeldWrites() {
		try (Lease worker = worker()) {
			write(this.database.transactions(this.database.pool(), worker), this.database.pool(), "a");
			assertThat(this.database.things()).containsExactly("a");
			worker.giveBack();
			write(this.database.transactions(this.database.pool(), worker), this.database.pool(), "b");
			assertThat(this.database.things()).containsExactly("a", "b");
		}
	}

	private Lease worker() {
		Lease worker = this.database.lease();
		assertThat(worker.take("7/0/1", TARGET, this.lease.fence(), EXCHANGE)).isTrue();
		return worker;
	}

	@ParameterizedTest
	@ValueSource(strings = { "part 7/0/1", TARGET })
	void commitOfAPartWhenItOrItsTargetHasAnotherHolderRollsBack(String lost) {
		try (Lease worker = worker()) {
			this.database.jdbc().update("UPDATE lease SET fence = fence + 1 WHERE target = ?", lost);
			assertThatExceptionOfType(HoldLostException.class).isThrownBy(
					() -> write(this.database.transactions(this.database.pool(), worker), this.database.pool(), "a"));
			assertThat(this.database.things()).isEmpty();
			assertThat(this.database.health.hasFailed()).isTrue();
		}
	}

	@Test
	void takeOverWaitsForATransactionThatCommits() {
		CountDownLatch committing = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		DataSource slow = onCommit(this.database.pool(), (connection) -> {
			committing.countDown();
			goOn.await();
			connection.commit();
		});
		CompletableFuture<Void> writing = CompletableFuture
			.runAsync(() -> write(this.database.transactions(slow, this.lease), slow, "a"), OpenDatabase.NEW_THREAD);
		awaitUninterruptibly(committing);
		CompletableFuture<Void> taking = CompletableFuture.runAsync(this.database::takeOver, OpenDatabase.NEW_THREAD);
		await().until(() -> Objects.requireNonNull(this.database.jdbc()
			.queryForObject("SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
					+ "AND datname = current_database()", Long.class)) > 0);
		assertThat(taking).isNotDone();
		goOn.countDown();
		assertThat(writing).succeedsWithin(LONGEST);
		assertThat(taking).succeedsWithin(LONGEST);
		assertThat(this.database.things()).containsExactly("a");
	}

	@Test
	void renewalDoesNotWaitForATransactionThatCommits() throws SQLException {
		CountDownLatch committing = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		DataSource slow = onCommit(this.database.pool(), (connection) -> {
			committing.countDown();
			goOn.await();
			connection.commit();
		});
		CompletableFuture<Void> writing = CompletableFuture
			.runAsync(() -> write(this.database.transactions(slow, this.lease), slow, "a"), OpenDatabase.NEW_THREAD);
		awaitUninterruptibly(committing);
		try (LeaseTable table = this.database.table()) {
			LeaseTable.Entry before = table.read(TARGET).orElseThrow();
			await().until(() -> table.read(TARGET).orElseThrow().renewedAt().isAfter(before.renewedAt()));
		}
		assertThat(writing).isNotDone();
		goOn.countDown();
		assertThat(writing).succeedsWithin(LONGEST);
	}

	/** Spring Batch creates its executions in such a transaction. */
	@Test
	void serializableCommitDoesNotMindThatTheLeaseIsRenewedMeanwhile() {
		TransactionTemplate transactions = transactions();
		transactions.setIsolationLevel(TransactionDefinition.ISOLATION_SERIALIZABLE);
		transactions.executeWithoutResult((status) -> {
			JdbcTemplate jdbc = new JdbcTemplate(this.database.pool());
			jdbc.update("INSERT INTO thing VALUES ('a')");
			this.lease.workingOn(1, "x.csv");
		});
		assertThat(this.database.things()).containsExactly("a");
	}

	@Test
	void commitWhenOnlyItsAnswerIsLostIsDone() {
		DataSource losing = onCommit(this.database.pool(), (connection) -> {
			connection.commit();
			this.database.breakConnections();
			throw new SQLException("lost", "08006");
		});
		write(this.database.transactions(losing, this.lease), losing, "a");
		assertThat(this.database.things()).containsExactly("a");
		assertThat(this.database.health.hasFailed()).isFalse();
	}

	@Test
	void commitWhenItDoesNotReachTheServerFails() {
		DataSource losing = onCommit(this.database.pool(), (connection) -> {
			this.database.breakConnections();
			connection.commit();
		});
		assertThat(catchRuntimeException(() -> write(this.database.transactions(losing, this.lease), losing, "a")))
			.isInstanceOfAny(DataAccessException.class, TransactionException.class);
		assertThat(this.database.things()).isEmpty();
		assertThat(this.database.health.hasFailed()).isTrue();
		assertThat(this.database.health.describe(new IllegalStateException())).contains("does not work: ");
	}

	@Test
	void statementWhenTheDatabaseHasFailedBeforeFailsAtOnce() {
		this.database.health.failed(new SQLException("the first one", "08006"));
		assertThat(catchRuntimeException(() -> write(transactions(), this.database.pool(), "a")))
			.isInstanceOfAny(DataAccessException.class, TransactionException.class);
		assertThat(this.database.health.describe(new IllegalStateException())).contains("the first one");
	}

	@Test
	void transactionOnAConnectionThatWasCheckedMayHaveAnyIsolation() throws SQLException {
		try (Connection connection = this.database.pool().getConnection()) {
			assertThat(connection.isValid(5)).isTrue();
			connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
			connection.rollback();
		}
	}

	/** What takes the place of a commit. */
	@FunctionalInterface
	private interface Commit {

		void of(Connection connection) throws SQLException, InterruptedException;

	}

	private static DataSource onCommit(DataSource source, Commit commit) {
		AtomicInteger commits = new AtomicInteger();
		return new DelegatingDataSource(source) {

			@Override
			public Connection getConnection() throws SQLException {
				Connection connection = super.getConnection();
				return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(),
						new Class<?>[] { Connection.class }, (proxy, method, arguments) -> {
							if (method.getName().equals("commit") && commits.getAndIncrement() == 0) {
								commit.of(connection);
								return null;
							}
							try {
								return method.invoke(connection, arguments);
							}
							catch (java.lang.reflect.InvocationTargetException ex) {
								throw ex.getCause();
							}
						});
			}

		};
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		await().until(() -> latch.getCount() == 0);
	}

}
