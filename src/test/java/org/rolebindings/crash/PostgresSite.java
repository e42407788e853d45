package org.rolebindings.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import org.rolebindings.testing.PostgresServer;
import org.rolebindings.testing.Program;

import static org.assertj.core.api.Assertions.assertThat;

/** Where imports are disturbed that keep their state in a PostgreSQL database. */
final class PostgresSite implements AutoCloseable {

	private static final int STARTS = 40;

	private final Path folder;

	private final PostgresServer server;

	private final CrashSite site;

	PostgresSite(Path folder) {
		this.folder = folder;
		this.server = new PostgresServer(folder.resolve("server"));
		this.site = new CrashSite(folder);
	}

	PostgresServer server() {
		return this.server;
	}

	/** Makes a database, and an account. */
	Import begin(CrashScenario scenario) {
		return new Import(scenario, new CrashAccount(scenario.file(), scenario.server()), this.server.createDatabase());
	}

	@Override
	public void close() {
		this.server.close();
		this.site.close();
	}

	/** Checks that the program has ended with a message for a person. */
	static void assertPlain(Program.Result result, int code) {
		assertThat(result.code()).as(result.err() + result.out()).isEqualTo(code);
		assertThat(result.err()).doesNotContain("\tat ", "Exception", PostgresServer.PASSWORD);
		assertThat(result.out()).doesNotContain("\tat ", "Exception", PostgresServer.PASSWORD);
	}

	/** An import that any number of machines may make, with one database. */
	final class Import implements AutoCloseable {

		private final CrashScenario scenario;

		private final CrashAccount account;

		private final String database;

		private Import(CrashScenario scenario, CrashAccount account, String database) {
			this.scenario = scenario;
			this.account = account;
			this.database = database;
		}

		CrashAccount account() {
			return this.account;
		}

		String database() {
			return this.database;
		}

		/** A machine with a folder of its own, and the file. */
		MortalImport machine() {
			try {
				Path own = Files.createTempDirectory(PostgresSite.this.folder, "machine");
				Program program = new Program(own).env("PGUSER", PostgresServer.ROLE)
					.env("PGPASSWORD", PostgresServer.PASSWORD);
				MortalImport machine = new MortalImport(own, this.scenario, this.account, program);
				connect(machine, PostgresSite.this.server.port());
				return machine;
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		/** The same, which reaches the database through another port. */
		MortalImport machine(int port) {
			MortalImport machine = machine();
			connect(machine, port);
			return machine;
		}

		/** Has the next starts reach the database through a port. */
		void connect(MortalImport machine, int port) {
			setUrl(machine, PostgresServer.url(this.database, port));
		}

		/** Has the next starts use a database. */
		void setUrl(MortalImport machine, String url) {
			Program unused = machine.program().env("ROLE_BINDINGS_DATABASE_URL", url);
		}

		/** The holder is dead: its lease, if there is one, ends now rather than soon. */
		void endLease() {
			if (PostgresSite.this.server.query(this.database, "SELECT to_regclass('lease')") != null) {
				PostgresSite.this.server.execute(this.database, "UPDATE lease SET expires_at = clock_timestamp()");
			}
		}

		/** Whether there is a run. */
		boolean hasRun() {
			return PostgresSite.this.server.query(this.database, "SELECT 1 FROM import_run") != null;
		}

		/** The same import into another account, with the same database. */
		Import intoAnotherAccount() {
			return new Import(this.scenario, new CrashAccount(this.scenario.file(), this.scenario.server()),
					this.database);
		}

		/** All that is in the tables, but for who holds the lease. */
		String contents() {
			return PostgresSite.this.server.contents(this.database, "lease");
		}

		/** Has something done when so many requests have come. */
		void atRequest(int number, Runnable action) {
			AtomicInteger requests = new AtomicInteger();
			this.account.afterRequest(() -> {
				if (requests.incrementAndGet() == number) {
					action.run();
				}
			});
		}

		/** Gives the command again until the import comes to its end. */
		void assertGoesOn(MortalImport machine) {
			int starts = 0;
			Program.Result result = machine.finish();
			while (result.code() == 3 && starts++ < STARTS) {
				assertPlain(result, 3);
				endLease();
				result = machine.finish();
			}
			assertEnds(machine, result);
		}

		/** Checks that a process has brought the import to its end. */
		void assertEnds(MortalImport machine, Program.Result result) {
			assertEnds(machine, result, "x-1");
		}

		/** The same for the command that left this report folder. */
		void assertEnds(MortalImport machine, Program.Result result, String reports) {
			assertPlain(result, PostgresSite.this.site.usualCode(this.scenario));
			PostgresSite.this.site.assertAccountAndReports(this.scenario, machine, reports);
		}

		@Override
		public void close() {
			this.account.close();
		}

	}

}
