package org.rolebindings.store.postgres;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.zaxxer.hikari.HikariDataSource;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.ledger.schema.LedgerSchema;
import org.rolebindings.store.DatabaseUrl;
import org.rolebindings.store.ForeignStateException;
import org.rolebindings.testing.TestDatabase;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PostgresRefusalTests {

	private static PostgresDatabase database(String url) {
		PostgresConnections connections = PostgresConnections.to(new DatabaseUrl(url),
				Map.of("PGUSER", "importer", "PGPASSWORD", "S3CRET"));
		return new PostgresDatabase(connections, new PostgresHealth(connections.url()),
				new LedgerSchema(LedgerSchema.Dialect.POSTGRESQL));
	}

	private static void open(String url) {
		database(url).open().close();
	}

	private static JdbcTemplate jdbc(String url) {
		return new JdbcTemplate(PostgresConnections.to(new DatabaseUrl(url), Map.of()).forRuns());
	}

	private static List<String> tables(String url) {
		return jdbc(url).queryForList("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'",
				String.class);
	}

	@Test
	void openExistingWhenThereAreNoTablesMakesNone(@TempDir Path folder) {
		String url = TestDatabase.postgresUrl(folder);
		assertThatExceptionOfType(ForeignStateException.class).isThrownBy(() -> database(url).openExisting())
			.withMessage("There are no runs in " + url
					+ ", or none that this role may read; give the --database-url of the imports.");
		assertThat(tables(url)).isEmpty();
	}

	@Test
	void openExistingWhenThereAreTablesOpensThem(@TempDir Path folder) {
		String url = TestDatabase.postgresUrl(folder);
		open(url);
		try (HikariDataSource dataSource = database(url).openExisting()) {
			assertThat(new JdbcTemplate(dataSource).queryForObject("SELECT COUNT(*) FROM import_run", Integer.class))
				.isZero();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "batch_job_instance", "lease", "import_run" })
	void openWhenATableIsThatOfAnotherProgramMakesNone(String table, @TempDir Path folder) {
		String url = TestDatabase.postgresUrl(folder);
		jdbc(url).execute("CREATE TABLE " + table + " (x INT)");
		assertThatExceptionOfType(ForeignStateException.class).isThrownBy(() -> open(url))
			.withMessageContaining("relation \"" + table + "\" already exists");
		assertThat(tables(url)).containsExactly(table);
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc:postgresql://localhost:99999999/db?password=S3CRET",
			"jdbc:postgresql://localhost:5432?password=S3CRET", "jdbc:postgresql://localhost/db%?password=S3CRET" })
	void openWhenTheDriverCannotReadTheUrlDoesNotShowThePassword(String url) {
		assertThatExceptionOfType(ForeignStateException.class).isThrownBy(() -> open(url))
			.withMessageContaining("Unable to parse URL")
			.satisfies((failure) -> assertThat(Throwables.getStackTrace(failure)).doesNotContain("S3CRET"));
	}

	@Test
	void openWhenTheServerDoesNotWorkWithTheSettingsIsNoOutage(@TempDir Path folder) {
		String url = TestDatabase.postgresUrl(folder) + "&sslmode=require";
		assertThatExceptionOfType(ForeignStateException.class).isThrownBy(() -> open(url))
			.withMessageContaining("does not support SSL; check --database-url");
	}

	@Test
	void toWhenTheUrlHasAPasswordGivesItToTheDriverBesideTheUrl() {
		PostgresConnections connections = PostgresConnections.to(
				new DatabaseUrl("jdbc:postgresql://host/db?password=a%25b&sslpassword=c"),
				Map.of("PGPASSWORD", "other"));
		assertThat(connections.properties()).containsEntry("password", "a%b").containsEntry("sslpassword", "c");
		assertThat(connections.forRuns()).extracting("url").isEqualTo("jdbc:postgresql://host/db");
	}

}
