package org.rolebindings.store.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.files.OwnerOnly;
import org.rolebindings.ledger.schema.LedgerSchema;
import org.rolebindings.store.DatabaseUrl;
import org.rolebindings.store.ForeignStateException;
import org.rolebindings.store.StateUnwritableException;
import org.rolebindings.testing.TestDatabase;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class PostgresDatabaseTests {

	private static final String PASSWORD_FILE = "org.postgresql.pgpassfile";

	@TempDir
	private Path folder;

	private String url;

	private JdbcTemplate jdbc;

	@BeforeEach
	void makeDatabase() {
		this.url = TestDatabase.postgresUrl(this.folder);
		this.jdbc = new JdbcTemplate(connections(this.url, Map.of()).forRuns());
	}

	private static PostgresConnections connections(String url, Map<String, String> variables) {
		return PostgresConnections.to(new DatabaseUrl(url), variables);
	}

	private static HikariDataSource open(String url, Map<String, String> variables) {
		PostgresConnections connections = connections(url, variables);
		return new PostgresDatabase(connections, new PostgresHealth(connections.url()),
				new LedgerSchema(LedgerSchema.Dialect.POSTGRESQL))
			.open();
	}

	private void openAndClose() {
		open(this.url, Map.of()).close();
	}

	private List<String> columns() {
		return this.jdbc.queryForList("""
				SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' '
					|| COALESCE(column_default, '')
				FROM information_schema.columns
				WHERE table_schema = 'public' AND table_name NOT LIKE 'flyway%' ORDER BY 1
				""", String.class);
	}

	private List<String> indexes() {
		return this.jdbc.queryForList(
				"SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND tablename NOT LIKE 'flyway%' ORDER BY 1",
				String.class);
	}

	@Test
	void openWhenTwoProcessesMakeTheTablesAtOnceMakesThemOnce() {
		CompletableFuture<Void> first = CompletableFuture.runAsync(this::openAndClose, OpenDatabase.NEW_THREAD);
		CompletableFuture<Void> second = CompletableFuture.runAsync(this::openAndClose, OpenDatabase.NEW_THREAD);
		CompletableFuture.allOf(first, second).join();
		assertThat(this.jdbc.queryForList("SELECT version FROM ledger_schema", Integer.class)).hasSize(1);
	}

	@Test
	void openWhenTheTablesAreOfVersion10MigratesThem() {
		openAndClose();
		List<String> columns = columns();
		List<String> indexes = indexes();
		this.jdbc.execute("ALTER TABLE import_run DROP COLUMN kind, DROP COLUMN undone_run, DROP COLUMN only_sha256");
		this.jdbc.execute("ALTER TABLE expectation DROP COLUMN former_role_id");
		this.jdbc.execute("DROP TABLE deleted_binding");
		this.jdbc.execute("UPDATE ledger_schema SET version = 10");
		assertThat(columns()).isNotEqualTo(columns);
		openAndClose();
		assertThat(columns()).isEqualTo(columns);
		assertThat(indexes()).isEqualTo(indexes);
		assertThat(this.jdbc.queryForList("SELECT version FROM ledger_schema", Integer.class)).containsExactly(12);
	}

	@Test
	void openWhenTwoProcessesMigrateAtOnceMigratesOnce() {
		openAndClose();
		List<String> columns = columns();
		this.jdbc.execute("ALTER TABLE import_run DROP COLUMN kind, DROP COLUMN undone_run, DROP COLUMN only_sha256");
		this.jdbc.execute("UPDATE ledger_schema SET version = 10");
		CompletableFuture<Void> first = CompletableFuture.runAsync(this::openAndClose, OpenDatabase.NEW_THREAD);
		CompletableFuture<Void> second = CompletableFuture.runAsync(this::openAndClose, OpenDatabase.NEW_THREAD);
		CompletableFuture.allOf(first, second).join();
		assertThat(columns()).isEqualTo(columns);
	}

	@Test
	void openWhenTheTablesAreOfALaterVersionSaysSo() {
		openAndClose();
		this.jdbc.execute("UPDATE ledger_schema SET version = 13");
		assertThatExceptionOfType(ForeignStateException.class).isThrownBy(this::openAndClose)
			.withMessageContaining("newer version of this program (schema 13, this one knows 12)")
			.withMessageEndingWith("--database-url.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "SQL_ASCII", "LATIN1" })
	void openWhenTheEncodingCannotHoldEveryTextSaysSo(String encoding) {
		String name = "encoded_" + encoding.toLowerCase(java.util.Locale.ROOT);
		this.jdbc.execute("CREATE DATABASE " + name + " ENCODING '" + encoding
				+ "' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
		assertThatExceptionOfType(ForeignStateException.class)
			.isThrownBy(() -> open(TestDatabase.server().getJdbcUrl("postgres", name), Map.of()))
			.withMessageContaining(
					"has the encoding " + encoding + ", which cannot hold every text; create one with ENCODING 'UTF8'");
	}

	@Test
	void openWhenCommitsDoNotWaitForTheDiskMakesThemWait() throws SQLException {
		setForDatabase("synchronous_commit = off");
		try (HikariDataSource pool = open(this.url, Map.of()); Connection connection = pool.getConnection()) {
			assertThat(synchronousCommit(connection)).isEqualTo("on");
			connection.rollback();
			assertThat(synchronousCommit(connection)).isEqualTo("on");
		}
	}

	@Test
	void openWhenCommitsWaitForMoreThanTheDiskLeavesItSo() throws SQLException {
		setForDatabase("synchronous_commit = remote_apply");
		try (HikariDataSource pool = open(this.url, Map.of()); Connection connection = pool.getConnection()) {
			assertThat(synchronousCommit(connection)).isEqualTo("remote_apply");
		}
	}

	@Test
	void openWhenTheServerHasNoStatisticsReadsRowsByTheirIndex() {
		this.jdbc
			.execute("CREATE TABLE unknown_rows (id BIGINT PRIMARY KEY, outcome TEXT) WITH (autovacuum_enabled = off)");
		this.jdbc.execute("INSERT INTO unknown_rows SELECT i FROM generate_series(1, 20000) i");
		try (HikariDataSource pool = open(this.url, Map.of())) {
			assertThat(new JdbcTemplate(pool)
				.queryForList("EXPLAIN SELECT id FROM unknown_rows WHERE id > 1 AND id <= 20000 AND outcome IS NULL "
						+ "ORDER BY id FETCH FIRST 100 ROWS ONLY", String.class))
				.noneMatch((line) -> line.contains("Sort"));
		}
		finally {
			this.jdbc.execute("DROP TABLE unknown_rows");
		}
	}

	private void setForDatabase(String setting) {
		String name = this.jdbc.queryForObject("SELECT current_database()", String.class);
		this.jdbc.execute("ALTER DATABASE " + name + " SET " + setting);
	}

	private static String synchronousCommit(Connection connection) {
		return String.valueOf(
				new JdbcTemplate(new org.springframework.jdbc.datasource.SingleConnectionDataSource(connection, true))
					.queryForObject("SHOW synchronous_commit", String.class));
	}

	@Test
	void openLeavesNoTransactionOpen() {
		try (HikariDataSource pool = open(this.url, Map.of())) {
			await().until(() -> pool.getHikariPoolMXBean().getTotalConnections() > 0);
			assertThat(this.jdbc.queryForList("SELECT state FROM pg_stat_activity WHERE datname = current_database() "
					+ "AND pid <> pg_backend_pid() AND state LIKE '%transaction%'", String.class))
				.isEmpty();
		}
	}

	@Test
	void openWhenTheRoleMayMakeNoTablesSaysWhatToCheck() {
		role("mayread", "x");
		assertThatExceptionOfType(ForeignStateException.class).isThrownBy(() -> open(as("mayread"), Map.of()))
			.withMessageContaining("cannot be opened: ERROR: permission denied for schema public")
			.withMessageContaining("PGUSER");
	}

	@Test
	void openWhenNobodyListensSaysThatTheSameCommandGoesOn() {
		assertThatExceptionOfType(StateUnwritableException.class)
			.isThrownBy(() -> open("jdbc:postgresql://127.0.0.1:1/x?user=y&password=geheim", Map.of()))
			.withMessageStartingWith("The database jdbc:postgresql://127.0.0.1:1/x?user=y cannot be opened: ")
			.withMessageEndingWith("the same command goes on from there.");
	}

	@Test
	void openWithAPasswordTakesItFromTheEnvironmentOrAFile() throws IOException {
		requirePassword("scramuser", "geheim");
		String plain = as("nobody").replace("user=nobody", "ApplicationName=x");
		assertThatExceptionOfType(ForeignStateException.class)
			.isThrownBy(() -> open(plain, Map.of("PGUSER", "scramuser", "PGPASSWORD", "falsch")))
			.withMessageContaining("password authentication failed for user \"scramuser\"")
			.withMessageNotContaining("falsch");
		open(plain, Map.of("PGUSER", "scramuser", "PGPASSWORD", "geheim")).close();
		Path file = this.folder.resolve("passwords");
		Files.createFile(file, OwnerOnly.file(file));
		Files.writeString(file, "*:*:*:scramuser:geheim\n");
		System.setProperty(PASSWORD_FILE, file.toString());
		try {
			open(plain, Map.of("PGUSER", "scramuser")).close();
		}
		finally {
			System.clearProperty(PASSWORD_FILE);
		}
		assertThat(connections(plain, Map.of("PGUSER", "scramuser", "PGPASSWORD", "geheim"))).asString()
			.doesNotContain("geheim");
	}

	private String as(String role) {
		return this.url.replace("user=postgres", "user=" + role);
	}

	private void role(String name, String password) {
		this.jdbc.execute("CREATE ROLE " + name + " LOGIN PASSWORD '" + password + "'");
	}

	/** The server trusts everybody else. */
	private void requirePassword(String role, String password) throws IOException {
		role(role, password);
		this.jdbc.execute("GRANT CREATE ON SCHEMA public TO " + role);
		Path rules = Path.of(String.valueOf(this.jdbc.queryForObject("SHOW hba_file", String.class)));
		Files.writeString(rules, "host all " + role + " all scram-sha-256\n" + Files.readString(rules));
		this.jdbc.execute("SELECT pg_reload_conf()");
		await().until(() -> isRefused(role));
	}

	private boolean isRefused(String role) {
		try (Connection connection = connections(as(role), Map.of()).forRuns().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("SELECT 1");
			return false;
		}
		catch (SQLException ex) {
			return true;
		}
	}

}
