package org.rolebindings.crash.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.rolebindings.crash.CrashAccount;
import org.rolebindings.crash.CrashScenario;
import org.rolebindings.crash.MortalImport;
import org.rolebindings.testing.PostgresServer;
import org.rolebindings.testing.Program;
import org.rolebindings.testing.TestBroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An import by a manager and workers, with a database and an account of its own. */
final class RemoteRun implements AutoCloseable {

	private static final int STARTS = 10;

	private final RemoteSite site;

	private final CrashScenario scenario;

	private final CrashAccount account;

	private final String database;

	private final List<RemoteMachine> machines = new ArrayList<>();

	private final List<RemoteWorker> workers = new ArrayList<>();

	private final List<RemoteManager> managers = new ArrayList<>();

	RemoteRun(RemoteSite site, CrashScenario scenario, CrashAccount account, String database) {
		this.site = site;
		this.scenario = scenario;
		this.account = account;
		this.database = database;
	}

	CrashAccount account() {
		return this.account;
	}

	/** The same import into another account, with the same database. */
	RemoteRun intoAnotherAccount() {
		return new RemoteRun(this.site, this.scenario, RemoteSite.account(this.scenario), this.database);
	}

	RemoteMachine machine(Key key) {
		RemoteMachine machine = new RemoteMachine(this.site, this.database, this.account.baseUrl().getPort(), key);
		this.machines.add(machine);
		return machine;
	}

	/** A machine with the file, to start a manager on. */
	RemoteManager manager() {
		RemoteMachine machine = machine(Key.OF_MANAGER);
		return manager(machine, new MortalImport(machine.folder(), this.scenario, this.account, machine.program()));
	}

	/**
	 * The command that follows, on the same machine. It may change again what the one
	 * before has changed.
	 */
	RemoteManager removal(RemoteManager manager) {
		assertNothingDoneTwice();
		this.account.forgetChanges();
		return manager(manager.machine(), manager.command().removal());
	}

	private RemoteManager manager(RemoteMachine machine, MortalImport command) {
		RemoteManager manager = new RemoteManager(machine, command);
		this.managers.add(manager);
		return manager;
	}

	/** Gives the manager's command, and returns while it works. */
	RemoteManager startManager() {
		RemoteManager manager = manager();
		RemoteProcess unused = manager.start();
		return manager;
	}

	/** Starts so many workers. */
	List<RemoteWorker> startWorkers(int count) {
		return IntStream.range(0, count).mapToObj((number) -> startWorker(Key.OF_WORKER)).toList();
	}

	RemoteWorker startWorker(Key key, String... options) {
		return startWorker(machine(key), options);
	}

	RemoteWorker startWorker(RemoteMachine machine, String... options) {
		return remember(machine, machine.program().start(command(options)));
	}

	/** Starts a worker from another jar. */
	RemoteWorker startWorkerOf(Path jar) {
		RemoteMachine machine = machine(Key.OF_WORKER);
		List<String> command = new ArrayList<>(machine.program().command(command()));
		command.set(command.indexOf("-jar") + 1, jar.toString());
		command.removeIf((option) -> option.startsWith("-XX:SharedArchiveFile") || option.startsWith("-XX:AOTCache"));
		return remember(machine, machine.program().startCommand(command));
	}

	private String[] command(String... options) {
		return Stream
			.of(new String[] { "worker", "--base-url", this.account.baseUrl().toString(), "--concurrency", "4",
					"--timeout", "2s" }, options)
			.flatMap(Arrays::stream)
			.toArray(String[]::new);
	}

	private RemoteWorker remember(RemoteMachine machine, Program.Running running) {
		RemoteWorker worker = new RemoteWorker(machine, new RemoteProcess(running));
		this.workers.add(worker);
		return worker;
	}

	/** The process is dead: its leases end now rather than soon. */
	void endLeasesOf(RemoteProcess process) {
		this.site.server()
			.execute(this.database, "UPDATE lease SET expires_at = clock_timestamp() WHERE " + holder(process));
	}

	/** How many leases a process has at present. */
	long leasesOf(RemoteProcess process) {
		return count("lease WHERE expires_at > clock_timestamp() AND " + holder(process));
	}

	private static String holder(RemoteProcess process) {
		return "(holder::json ->> 'pid')::bigint = " + process.pid();
	}

	/** Waits until the leases of the processes that died have ended. */
	void awaitNoLease() {
		await().atMost(RemoteSite.LEASE.multipliedBy(2))
			.until(() -> count("lease WHERE expires_at > clock_timestamp()") == 0);
	}

	private long count(String rows) {
		return Long.parseLong(String.valueOf(this.site.server().query(this.database, "SELECT count(*) FROM " + rows)));
	}

	/** All that is in the tables, but for who is alive. */
	String contents() {
		return this.site.server().contents(this.database, "lease", "worker");
	}

	/** How many rows may have been sent without an answer. */
	long rowsInDoubt() {
		return count("in_flight_mark") + count("doubt");
	}

	/**
	 * Checks the manager's end, what it left, and that the workers that live are well.
	 */
	void assertEnds(RemoteManager manager) {
		assertEnds(manager, "x-1");
	}

	/** The same for the command that left this report folder. */
	void assertEnds(RemoteManager manager, String reports) {
		manager.process().assertEnds(this.site.oneMachine().usualCode(this.scenario));
		assertReports(manager, reports);
		assertWorkersStop();
	}

	/** Gives the manager's command again until the import comes to its end. */
	void assertGoesOn(RemoteManager manager) {
		for (int i = 0; i < STARTS && manager.process().running().result().code() > 1; i++) {
			RemoteProcess unused = manager.start();
		}
		assertEnds(manager);
	}

	/** Checks the reports of a run that has come to its end, and the account. */
	void assertReports(RemoteManager manager, String reports) {
		this.site.oneMachine().assertAccountAndReports(this.scenario, manager.command(), reports);
		assertNothingDoneTwice();
		assertNothingSecretIsLeft();
	}

	/** Checks that no binding was made, changed or deleted twice. */
	void assertNothingDoneTwice() {
		assertThat(this.account.changes().entrySet()).extracting(Map.Entry::getValue).containsOnly(1);
	}

	/** Checks that the workers that live end when they are told to. */
	void assertWorkersStop() {
		List<RemoteWorker> alive = this.workers.stream().filter((worker) -> worker.process().isAlive()).toList();
		alive.forEach((worker) -> worker.process().terminate());
		for (RemoteWorker worker : alive) {
			worker.process().assertEnds(RemoteProcess.TERMINATED);
		}
		assertThat(count("lease WHERE expires_at > clock_timestamp()")).isZero();
	}

	private void assertNothingSecretIsLeft() {
		assertThat(this.site.server().contents(this.database)).doesNotContain(secrets());
		for (RemoteMachine machine : this.machines) {
			try (Stream<Path> files = Files.walk(machine.folder())) {
				for (Path file : files.filter(Files::isRegularFile).toList()) {
					assertThat(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)).as(file.toString())
						.doesNotContain(secrets());
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	private static List<String> secrets() {
		return Stream
			.concat(Arrays.stream(Key.values()).map(Key::text), Stream.of(PostgresServer.PASSWORD, TestBroker.PASSWORD))
			.toList();
	}

	@Override
	public void close() {
		this.workers.forEach(RemoteWorker::close);
		this.managers.forEach(RemoteManager::close);
		this.machines.forEach(RemoteMachine::close);
		this.account.close();
	}

}
