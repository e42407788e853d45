package org.rolebindings.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.rolebindings.files.CauseChain;
import org.rolebindings.store.HoldLostException;

import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.DelegatingTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Commits a transaction only while this process has its lease: the lease is looked at
 * last, and nobody can take it over before the commit. If the answer to a commit is lost,
 * the database is asked what became of it.
 */
final class FencedTransactions extends JdbcTransactionManager {

	/** Waits for a process that is taking the lease over, and lets it be renewed. */
	private static final String FENCE = """
			SELECT pg_current_xact_id()::text FROM lease WHERE target = ? AND fence = ? FOR KEY SHARE""";

	/** The same for a part, whose target must not have another holder, either. */
	private static final String FENCE_OF_PART = """
			SELECT pg_current_xact_id()::text FROM lease p, lease w
			WHERE p.target = ? AND p.fence = ? AND w.target = ? AND w.fence = ? FOR KEY SHARE""";

	private final Lease lease;

	private final CommitFate fate;

	private final PostgresHealth health;

	/** The transaction that this thread commits. */
	private final ThreadLocal<@Nullable String> committing = new ThreadLocal<>();

	FencedTransactions(DataSource dataSource, Lease lease, CommitFate fate, PostgresHealth health) {
		super(dataSource);
		this.lease = lease;
		this.fate = fate;
		this.health = health;
	}

	/**
	 * Spring Batch wants some transactions to be serializable. They would fail whenever
	 * the lease is renewed meanwhile, and nothing else needs it.
	 */
	@Override
	protected void doBegin(Object transaction, TransactionDefinition definition) {
		super.doBegin(transaction, new DelegatingTransactionDefinition(definition) {

			@Override
			public int getIsolationLevel() {
				return ISOLATION_DEFAULT;
			}

		});
	}

	@Override
	protected void prepareForCommit(DefaultTransactionStatus status) {
		this.committing.remove();
		HeldLease held = this.lease.held();
		if (status.isNewTransaction() && held != null) {
			String transaction = check(connection(), held);
			if (transaction == null) {
				HoldLostException lost = this.lease.lost(held.name());
				this.health.failed(lost);
				throw lost;
			}
			this.committing.set(transaction);
		}
	}

	private Connection connection() {
		Object holder = TransactionSynchronizationManager.getResource(obtainDataSource());
		if (holder instanceof ConnectionHolder connection) {
			return connection.getConnection();
		}
		throw new IllegalStateException("There is no transaction");
	}

	/** The number of the transaction, or {@code null} if the lease is lost. */
	private @Nullable String check(Connection connection, HeldLease held) {
		LeaseTable.Whole whole = held.whole();
		try (PreparedStatement statement = connection.prepareStatement((whole != null) ? FENCE_OF_PART : FENCE)) {
			statement.setString(1, held.name());
			statement.setLong(2, held.fence());
			if (whole != null) {
				statement.setString(3, whole.target());
				statement.setLong(4, whole.fence());
			}
			try (ResultSet results = statement.executeQuery()) {
				return results.next() ? results.getString(1) : null;
			}
		}
		catch (SQLException ex) {
			throw translateException("fence", ex);
		}
	}

	@Override
	protected void doCommit(DefaultTransactionStatus status) {
		String transaction = this.committing.get();
		if (transaction == null) {
			super.doCommit(status);
			return;
		}
		try {
			this.health.ignoringErrors(() -> super.doCommit(status));
		}
		catch (RuntimeException ex) {
			if (!this.fate.isCommitted(transaction, ex)) {
				CauseChain.find(ex, SQLException.class).ifPresent(this.health::see);
				throw ex;
			}
		}
	}

}
