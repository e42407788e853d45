package org.rolebindings.ledger.schema;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.testing.TestDatabase;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of the tables in a new database. */
class LedgerSchemaTests {

	private static final String TABLES = "SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'";

	@TempDir
	Path folder;

	/** Two processes that make them at the same time would get in each other's way. */
	@Test
	void createOnPostgresMakesAllTablesInTheTransactionOfTheCaller() throws SQLException {
		LedgerSchema schema = new LedgerSchema(LedgerSchema.Dialect.POSTGRESQL);
		try (Connection connection = DriverManager.getConnection(TestDatabase.postgresUrl(this.folder))) {
			connection.setAutoCommit(false);
			SingleConnectionDataSource one = new SingleConnectionDataSource(connection, true);
			schema.create(one);
			assertThat(schema.isPresent(one)).isTrue();
			connection.rollback();
			assertThat(JdbcClient.create(one).sql(TABLES).query(Integer.class).single()).isZero();
		}
	}

}
