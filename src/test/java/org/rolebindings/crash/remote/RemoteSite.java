package org.rolebindings.crash.remote;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import org.rolebindings.crash.CrashAccount;
import org.rolebindings.crash.CrashScenario;
import org.rolebindings.crash.CrashSite;
import org.rolebindings.crash.ImportFile;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.directory.Directory;
import org.rolebindings.sandbox.keys.AccessKeys;
import org.rolebindings.sandbox.keys.KeyTable;
import org.rolebindings.testing.PostgresServer;
import org.rolebindings.testing.TestBroker;
import tools.jackson.databind.json.JsonMapper;

/** Where imports of several machines are disturbed: a broker and a PostgreSQL server. */
final class RemoteSite implements AutoCloseable {

	/** How long a lease lasts: the time for a request, and what is added to it. */
	static final Duration LEASE = Duration.ofSeconds(2 + 15);

	private static final SandboxProperties SLOW = new SandboxProperties(Duration.ofMillis(25), null, 0, 0);

	/** An import that three workers do in a few seconds. */
	static final CrashScenario IMPORT = new CrashScenario(ImportFile.LARGE, SLOW, "update",
			List.of("--distributed", "--timeout", "2s"), List.of());

	/** The same with few rows. */
	static final CrashScenario SMALL_IMPORT = new CrashScenario(ImportFile.SMALL, SLOW, "update", IMPORT.more(),
			List.of());

	private final Path folder;

	private final PostgresServer server;

	private final TestBroker broker;

	private final CrashSite site;

	RemoteSite(Path folder) {
		this.folder = folder;
		this.server = new PostgresServer(folder.resolve("server"));
		this.broker = new TestBroker();
		this.site = new CrashSite(folder);
	}

	PostgresServer server() {
		return this.server;
	}

	TestBroker broker() {
		return this.broker;
	}

	/** Where such imports are made undisturbed, by one machine. */
	CrashSite oneMachine() {
		return this.site;
	}

	Path folder() {
		return this.folder;
	}

	/** Makes a database, and an account. */
	RemoteRun begin(CrashScenario scenario) {
		return new RemoteRun(this, scenario, account(scenario), this.server.createDatabase());
	}

	/** An account in which each key has its rights. */
	static CrashAccount account(CrashScenario scenario) {
		return new CrashAccount(scenario.file(), scenario.server(), keys(), "localhost");
	}

	private static AccessKeys keys() {
		String json = Key.known()
			.map((key) -> "\"%s\": {\"*\": [%s]}".formatted(key.text(), key.rights()))
			.collect(Collectors.joining(",", "{", "}"));
		return KeyTable.read(new JsonMapper().readTree(json), Directory.builtIn()::spaceOf);
	}

	@Override
	public void close() {
		this.broker.close();
		this.server.close();
		this.site.close();
	}

}
