package org.rolebindings.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.jspecify.annotations.Nullable;
import org.rolebindings.crash.DatabaseProxy.Cut;
import org.rolebindings.crash.disk.DiskImage;
import org.rolebindings.files.CauseChain;
import org.rolebindings.job.run.RunBrokenOffException;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.bindings.SandboxBinding;
import org.rolebindings.store.StateUnwritableException;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs on a PostgreSQL database that lose a connection at one of their statements, and
 * the starts that follow.
 */
final class DatabaseRecoveries implements AutoCloseable {

	static {
		((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
	}

	/** One of so many statements is cut at; {@code -Pchaos} takes far more. */
	private static final int USUAL_STEP = 251;

	private static final int STEP = Integer.getInteger("database.step", USUAL_STEP);

	private static final boolean EVERY = STEP < USUAL_STEP;

	private final Path folder;

	private final Path file;

	private final CrashAccount account;

	private final TestDatabases databases = new TestDatabases();

	private final DatabaseProxy proxy = new DatabaseProxy(this.databases.port());

	private final Command command;

	/**
	 * A run.
	 *
	 * @param start starts it
	 * @param options the values of options by their names
	 * @param server how the API behaves until the connection is cut
	 */
	record Command(ImageRecoveries.Start start, Map<String, String> options, SandboxProperties server) {
	}

	/**
	 * What a run finds or leaves.
	 *
	 * @param database the name of its database
	 * @param disk the folder with its reports
	 * @param bindings what the account holds
	 */
	record Scene(String database, DiskImage disk, List<SandboxBinding> bindings) {
	}

	DatabaseRecoveries(Path folder, ImportFile file, Command command) {
		this.folder = folder;
		this.file = file.writeTo(folder);
		this.account = new CrashAccount(file, SandboxProperties.none());
		this.command = command;
	}

	/** What is there before anything was imported. */
	Scene nothing() {
		return new Scene(TestDatabases.EMPTY, new DiskImage(), this.account.bindings());
	}

	/** The same, with a database that has the tables. */
	Scene tables() {
		return new Scene(this.databases.withTables(), new DiskImage(), this.account.bindings());
	}

	/** What is there once another run has ended. */
	Scene after(Scene begin, Command run) {
		Scene copy = enter(begin);
		Path unused = start(run, copy.database());
		return leave(copy.database());
	}

	/** What the run leaves if nothing happens to it. */
	Aftermath undisturbed(Scene begin) {
		Scene copy = enter(begin);
		return end(copy.database(), start(this.command, copy.database()));
	}

	/** How many statements the run has. */
	int statements(Scene begin) {
		Scene copy = enter(begin);
		this.proxy.expect(Cut.NEVER);
		this.account.put(copy.bindings(), this.command.server());
		Path unused = start(this.command, copy.database());
		int statements = this.proxy.statements();
		this.databases.drop(leave(copy.database()).database());
		return statements;
	}

	/** What the next start leaves if the process dies at a statement. */
	Aftermath die(Scene begin, int statement, boolean executed) {
		Scene copy = enter(begin);
		this.account.put(copy.bindings(), this.command.server());
		AtomicReference<@Nullable Scene> death = new AtomicReference<>();
		Cut cut = new Cut(statement, executed,
				() -> death.set(new Scene(copy.database(), DiskImage.of(place()), this.account.bindings())));
		Exception unused = run(cut, copy.database());
		Scene dead = death.get();
		if (dead != null) {
			new CrashedFolder(place()).remove();
			dead.disk().writeTo(place());
		}
		return goOn(copy, (dead != null) ? dead.bindings() : this.account.bindings());
	}

	/**
	 * What the run leaves if it loses a connection, or the next start if it broke off.
	 */
	Aftermath lose(Scene begin, int statement, boolean executed) {
		Scene copy = enter(begin);
		this.account.put(copy.bindings(), this.command.server());
		Exception failure = run(new Cut(statement, executed, null), copy.database());
		if (failure != null) {
			assertThat(CauseChain.of(failure)).as("%s", failure)
				.hasAtLeastOneElementOfType((failure instanceof RunBrokenOffException) ? RunBrokenOffException.class
						: StateUnwritableException.class);
		}
		return goOn(copy, this.account.bindings());
	}

	/** Returns what it failed with, or {@code null}. */
	private @Nullable Exception run(Cut cut, String database) {
		this.proxy.expect(cut);
		try {
			Path unused = start(this.command, database);
			return null;
		}
		catch (RuntimeException ex) {
			return ex;
		}
		finally {
			this.proxy.expect(Cut.NEVER);
		}
	}

	private Aftermath goOn(Scene begin, List<SandboxBinding> bindings) {
		String database = begin.database();
		this.databases.awaitNoConnection(database);
		this.databases.endLeases(database);
		this.account.put(bindings, SandboxProperties.none());
		CrashedFolder crashed = new CrashedFolder(place());
		List<Path> complete = crashed.completeReports()
			.stream()
			.filter((reports) -> !begin.disk().has(place().relativize(reports) + "/summary.json"))
			.toList();
		Path reports = start(this.command, database);
		return end(database, complete.isEmpty() ? reports : complete.get(0));
	}

	private Path start(Command run, String database) {
		Map<String, String> options = new HashMap<>(run.options());
		options.put("database-url", this.proxy.url(database));
		makeState();
		options.put("lease-margin-millis", "400");
		return run.start().run(place(), this.file, this.account.baseUrl(), options);
	}

	private Path place() {
		return this.folder.resolve("run");
	}

	private Scene enter(Scene begin) {
		begin.disk().writeTo(place());
		this.account.put(begin.bindings(), SandboxProperties.none());
		return new Scene(this.databases.copyOf(begin.database()), begin.disk(), begin.bindings());
	}

	private Scene leave(String database) {
		CrashedFolder left = new CrashedFolder(place());
		Scene scene = new Scene(database, DiskImage.of(place()), this.account.bindings());
		left.remove();
		return scene;
	}

	private Aftermath end(String database, Path reports) {
		CrashedFolder left = new CrashedFolder(place());
		Aftermath aftermath = left.aftermathElsewhere(reports, this.account);
		left.remove();
		this.databases.drop(database);
		return aftermath;
	}

	/** Checks what is left by the start after each cut. */
	void assertEachLeaves(Scene begin) {
		long begun = System.nanoTime();
		Aftermath wanted = undisturbed(begin);
		int statements = statements(begin);
		int cuts = 0;
		for (int statement = 1; statement <= statements; statement += STEP) {
			boolean executed = cuts / 2 % 2 == 1;
			for (boolean either : EVERY ? List.of(false, true) : List.of(executed)) {
				assertThat(die(begin, statement, either))
					.as("Died at statement %s, which was executed: %s", statement, either)
					.isEqualTo(wanted);
				assertThat(lose(begin, statement, either))
					.as("Lost statement %s, which was executed: %s", statement, either)
					.isEqualTo(wanted);
				cuts += 2;
			}
		}
		System.out.println("PostgreSQL: " + statements + " statements, " + cuts + " cuts, in "
				+ TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun) + " s");
	}

	@Override
	public void close() {
		this.proxy.close();
		this.account.close();
	}

	/** The program has a temporary folder for what a run needs for a while. */
	private void makeState() {
		try {
			Files.createDirectories(place().resolve("state"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
