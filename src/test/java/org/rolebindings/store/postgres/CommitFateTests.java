package org.rolebindings.store.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import static org.assertj.core.api.Assertions.assertThat;

class CommitFateTests {

	private final RuntimeException lost = new DataAccessResourceFailureException("lost",
			new SQLException("lost", "08006"));

	private static final Duration SHORT = Duration.ofMillis(300);

	private static final Duration LONG = Duration.ofMinutes(1);

	@TempDir
	private Path folder;

	private OpenDatabase database;

	private Connection connection;

	private String transaction;

	@BeforeEach
	void open() throws SQLException {
		this.database = new OpenDatabase(this.folder);
		this.connection = this.database.leaseSource().getConnection();
		this.connection.setAutoCommit(false);
		try (Statement statement = this.connection.createStatement();
				ResultSet results = statement.executeQuery("SELECT pg_current_xact_id()::text")) {
			results.next();
			this.transaction = results.getString(1);
		}
	}

	@AfterEach
	void close() throws SQLException {
		this.connection.close();
		this.database.close();
	}

	@Test
	void isCommittedWhenItIsReturnsTrue() throws SQLException {
		this.connection.commit();
		assertThat(this.database.fate(LONG).isCommitted(this.transaction, this.lost)).isTrue();
	}

	@Test
	void isCommittedWhenItWasRolledBackReturnsFalse() throws SQLException {
		this.connection.rollback();
		assertThat(this.database.fate(LONG).isCommitted(this.transaction, this.lost)).isFalse();
	}

	@Test
	void isCommittedWhenItStaysInProgressReturnsFalse() {
		assertThat(this.database.fate(SHORT).isCommitted(this.transaction, this.lost)).isFalse();
	}

	@Test
	void isCommittedWhenItIsInProgressAtFirstWaits() {
		CommitFate fate = new CommitFate(new DelegatingDataSource(this.database.leaseSource()) {

			private int asked;

			@Override
			public Connection getConnection() throws SQLException {
				if (this.asked++ == 1) {
					CommitFateTests.this.connection.commit();
				}
				return super.getConnection();
			}

		}, LONG);
		assertThat(fate.isCommitted(this.transaction, this.lost)).isTrue();
	}

	@Test
	void isCommittedWhenTheServerIsGoneForAMomentWaits() throws SQLException {
		this.connection.commit();
		CommitFate fate = new CommitFate(new DelegatingDataSource(this.database.leaseSource()) {

			private int asked;

			@Override
			public Connection getConnection() throws SQLException {
				if (this.asked++ == 0) {
					throw new SQLException("gone", "08001");
				}
				return super.getConnection();
			}

		}, LONG);
		assertThat(fate.isCommitted(this.transaction, this.lost)).isTrue();
	}

	@Test
	void isCommittedWhenTheServerIsGoneReturnsFalse() {
		CommitFate fate = new CommitFate(new DelegatingDataSource(this.database.leaseSource()) {

			@Override
			public Connection getConnection() throws SQLException {
				throw new SQLException("gone", "08001");
			}

		}, SHORT);
		assertThat(fate.isCommitted(this.transaction, this.lost)).isFalse();
	}

	@Test
	void isCommittedWhenTheServerRefusedTheCommitDoesNotAsk() throws SQLException {
		this.connection.commit();
		RuntimeException refused = new DataAccessResourceFailureException("refused",
				new SQLException("refused", "40001"));
		assertThat(this.database.fate(LONG).isCommitted(this.transaction, refused)).isFalse();
		assertThat(this.database.fate(LONG).isCommitted(this.transaction, new IllegalStateException())).isFalse();
	}

}
