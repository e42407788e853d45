package org.rolebindings.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.testing.PostgresServer;
import org.rolebindings.testing.Program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Tests of the packaged program whose PostgreSQL server fails it. */
class PostgresOutageIT {

	private static final CrashScenario SMALL = CrashScenario.of(ImportFile.SMALL)
		.onConflict("update")
		.with("--concurrency", "4");

	private static final CrashScenario LARGE = CrashScenario.of(ImportFile.LARGE).with("--concurrency", "64");

	@TempDir
	static Path folder;

	private static PostgresSite site;

	@BeforeAll
	static void prepare() {
		site = new PostgresSite(folder);
	}

	@AfterAll
	static void stop() {
		site.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void importWhenTheServerIsRestartedGoesOn(boolean fast) {
		try (PostgresSite.Import imported = site.begin(SMALL)) {
			MortalImport machine = imported.machine();
			imported.atRequest(20, () -> {
				stopServer(fast);
				site.server().start();
			});
			imported.assertGoesOn(machine);
		}
	}

	private static void stopServer(boolean fast) {
		if (fast) {
			site.server().stopFast();
		}
		else {
			site.server().stopImmediately();
		}
	}

	@Test
	void importWhenTheServerIsGoneEndsAndStartsAgainOnlyWhenItIsBack() {
		try (PostgresSite.Import imported = site.begin(SMALL)) {
			MortalImport machine = imported.machine();
			imported.atRequest(20, site.server()::stopFast);
			Program.Result first = machine.finish();
			PostgresSite.assertPlain(first, 3);
			assertThat(first.err()).contains("The run broke off: The database", "goes on from there");
			String account = imported.account().contents().toString();
			for (int i = 0; i < 2; i++) {
				Program.Result refused = machine.finish();
				PostgresSite.assertPlain(refused, 3);
				assertThat(refused.err()).contains("cannot be opened: Connection to", "refused");
			}
			assertThat(imported.account().contents().toString()).isEqualTo(account);
			site.server().start();
			imported.endLease();
			imported.assertGoesOn(machine);
		}
	}

	@Test
	void importWhenTheServerBecomesReadOnlyStopsAndGoesOn() {
		try (PostgresSite.Import imported = site.begin(SMALL)) {
			MortalImport machine = imported.machine();
			imported.atRequest(20, () -> alter("SET default_transaction_read_only = on"));
			Program.Result first = machine.finish();
			PostgresSite.assertPlain(first, 3);
			assertThat(first.err()).contains("read-only transaction");
			Program.Result second = machine.finish();
			PostgresSite.assertPlain(second, 3);
			assertThat(second.err()).contains("read-only transaction");
			alter("RESET default_transaction_read_only");
			imported.endLease();
			imported.assertGoesOn(machine);
		}
	}

	private static void alter(String setting) {
		site.server()
			.execute("postgres", "SET default_transaction_read_only = off", "ALTER SYSTEM " + setting,
					"SELECT pg_reload_conf()");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1 })
	void importWhenTheRoleMayHaveTooFewConnectionsStopsAndGoesOn(int limit) {
		try (PostgresSite.Import imported = site.begin(SMALL)) {
			MortalImport machine = imported.machine();
			site.server().execute("postgres", "ALTER ROLE importer CONNECTION LIMIT " + limit);
			try {
				Program.Result result = machine.finish();
				PostgresSite.assertPlain(result, 3);
				assertThat(result.err()).contains("too many connections");
			}
			finally {
				site.server().execute("postgres", "ALTER ROLE importer CONNECTION LIMIT -1");
			}
			imported.endLease();
			imported.assertGoesOn(machine);
		}
	}

	@Test
	void importWhenItsSessionsAreEndedAndNoneIsLeftStopsAndGoesOn() {
		try (PostgresSite.Import imported = site.begin(SMALL)) {
			MortalImport machine = imported.machine();
			imported.atRequest(20,
					() -> site.server()
						.execute("postgres", "ALTER ROLE importer CONNECTION LIMIT 0",
								"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'importer'"));
			try {
				PostgresSite.assertPlain(machine.finish(), 3);
			}
			finally {
				site.server().execute("postgres", "ALTER ROLE importer CONNECTION LIMIT -1");
			}
			imported.endLease();
			imported.assertGoesOn(machine);
		}
	}

	/** A trigger fails as a full disk does, in any of the tables. */
	@ParameterizedTest
	@ValueSource(strings = { "import_row", "import_run", "in_flight_mark", "batch_step_execution" })
	void importWhenTheDiskIsFullStopsAndGoesOn(String table) {
		assertSurvivesTrigger(table, "RAISE EXCEPTION 'could not extend file: No space left on device' "
				+ "USING ERRCODE = '53100', HINT = 'Check free disk space.'", "No space left on device");
	}

	@ParameterizedTest
	@ValueSource(strings = { "import_row", "import_run", "in_flight_mark" })
	void importWhenAStatementTakesLongerThanItMayStopsAndGoesOn(String table) {
		site.server().execute("postgres", "ALTER ROLE importer SET statement_timeout = '2s'");
		try {
			assertSurvivesTrigger(table, "PERFORM pg_sleep(5)", "statement timeout");
		}
		finally {
			site.server().execute("postgres", "ALTER ROLE importer RESET statement_timeout");
		}
	}

	private static void assertSurvivesTrigger(String table, String action, String reason) {
		try (PostgresSite.Import imported = site.begin(SMALL)) {
			MortalImport machine = imported.machine();
			imported.atRequest(20,
					() -> site.server()
						.execute(imported.database(),
								"CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + action
										+ "; RETURN NULL; END $$",
								"CREATE TRIGGER fail BEFORE INSERT OR UPDATE OR DELETE ON " + table
										+ " FOR EACH STATEMENT EXECUTE FUNCTION fail()"));
			Program.Result first = machine.finish();
			PostgresSite.assertPlain(first, 3);
			assertThat(first.err()).contains(reason);
			imported.endLease();
			Program.Result second = machine.finish();
			PostgresSite.assertPlain(second, 3);
			assertThat(second.err()).contains(reason);
			site.server().execute(imported.database(), "DROP FUNCTION fail CASCADE");
			imported.endLease();
			imported.assertGoesOn(machine);
		}
	}

	@Test
	void importWhenTheDiskIsReallyFullStopsAndGoesOn(@TempDir Path mount) throws IOException {
		assumeTrue(isDone("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", mount.toString()), "Only root may mount");
		try {
			Path space = Files.createDirectory(mount.resolve("space"));
			site.server().execute("postgres", "CREATE TABLESPACE small LOCATION '" + space + "'");
			assertSurvivesFullDisk(mount);
			site.server().execute("postgres", "DROP TABLESPACE small");
		}
		finally {
			assertThat(isDone("umount", "-l", mount.toString())).isTrue();
		}
	}

	private static void assertSurvivesFullDisk(Path mount) throws IOException {
		Path filler = mount.resolve("filler");
		try (PostgresSite.Import imported = site.begin(LARGE)) {
			site.server().execute("postgres", "ALTER DATABASE " + imported.database() + " SET TABLESPACE small");
			MortalImport machine = imported.machine();
			imported.atRequest(500, () -> fill(filler));
			Program.Result first = machine.finish();
			PostgresSite.assertPlain(first, 3);
			assertThat(first.err()).contains("No space left on device");
			Files.delete(filler);
			imported.endLease();
			imported.assertGoesOn(machine);
			site.server().execute("postgres", "DROP DATABASE " + imported.database());
		}
	}

	private static void fill(Path filler) {
		byte[] block = new byte[1 << 12];
		try {
			Files.createFile(filler);
			while (true) {
				Files.write(filler, block, StandardOpenOption.APPEND);
			}
		}
		catch (IOException ex) {
			// It is full
		}
	}

	private static boolean isDone(String... command) {
		try {
			return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** No transaction stays open while a request is answered. */
	@Test
	void importWhenTheApiIsSlowerThanTransactionsMayBeIdleEndsAsUsual() {
		CrashScenario slow = new CrashScenario(ImportFile.SMALL,
				new SandboxProperties(Duration.ofSeconds(4), null, 0, 0), "update",
				SMALL.with("--concurrency", "64").more(), SMALL.removal());
		site.server().execute("postgres", "ALTER ROLE importer SET idle_in_transaction_session_timeout = '2s'");
		try (PostgresSite.Import imported = site.begin(slow)) {
			MortalImport machine = imported.machine();
			Program.Result result = machine.finish();
			imported.assertEnds(machine, result);
			assertThat(machine.reports("x-1").number("/resumes")).isZero();
		}
		finally {
			site.server().execute("postgres", "ALTER ROLE importer RESET idle_in_transaction_session_timeout");
		}
	}

	@Test
	void importWhenTheDatabaseCannotBeUsedAtAllEndsWith2() throws IOException {
		Path access = site.server().data().resolve("pg_hba.conf");
		String trusting = Files.readString(access);
		try (PostgresSite.Import imported = site.begin(SMALL)) {
			Files.writeString(access, "host all importer all scram-sha-256\n" + trusting);
			site.server()
				.execute("postgres", "SELECT pg_reload_conf()", "REVOKE ALL ON DATABASE template1 FROM PUBLIC");
			MortalImport machine = imported.machine();
			imported.setUrl(machine, PostgresServer.url("no_such_database", site.server().port()));
			assertRefused(machine, "no_such_database");
			imported.setUrl(machine, PostgresServer.url("template1", site.server().port()));
			assertRefused(machine, "permission denied for database");
			imported.connect(machine, site.server().port());
			site.server().execute(imported.database(), "ALTER DATABASE " + imported.database() + " OWNER TO postgres");
			assertRefused(machine, "permission denied for schema public");
			site.server().execute("postgres", "ALTER ROLE importer PASSWORD 'another'");
			assertRefused(machine, "password authentication failed");
			assertThat(imported.account().contents().values()).noneMatch((binding) -> binding.contains("new"));
		}
		finally {
			Files.writeString(access, trusting);
			site.server()
				.execute("postgres", "SELECT pg_reload_conf()",
						"ALTER ROLE importer PASSWORD '" + PostgresServer.PASSWORD + "'");
		}
	}

	private static void assertRefused(MortalImport machine, String reason) {
		Program.Result result = machine.finish();
		PostgresSite.assertPlain(result, 2);
		assertThat(result.err()).contains(reason).contains("check --database-url, PGUSER, PGPASSWORD");
		assertThat(result.errorLines()).hasSize(1);
	}

}
