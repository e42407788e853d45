package org.rolebindings.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.rolebindings.testing.Program;
import org.rolebindings.testing.ReportFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One command that is given again and again, in one folder and to one account, until it
 * comes to its end.
 */
public final class MortalImport implements AutoCloseable {

	/** What a process that was killed ends with. */
	public static final int KILLED = 137;

	private final Path folder;

	private final CrashScenario scenario;

	private final CrashAccount account;

	private final Program program;

	private final String[] command;

	/** What the ids stand for that may be in the account no more in the end. */
	private final Map<String, String> formerSlots;

	/** An import of the scenario's file. */
	MortalImport(Path folder, CrashScenario scenario, CrashAccount account) {
		this(folder, scenario, account, new Program(folder));
	}

	/** The same, by a program that starts in that folder and is set up already. */
	public MortalImport(Path folder, CrashScenario scenario, CrashAccount account, Program program) {
		this(folder, scenario, account, program, List.of("import", "x.csv"), scenario.options());
		Path unused = scenario.file().writeTo(folder);
	}

	private MortalImport(Path folder, CrashScenario scenario, CrashAccount account, Program program,
			List<String> command, List<String> options) {
		this.folder = folder;
		this.scenario = scenario;
		this.account = account;
		this.program = program;
		this.command = Stream.of(command, List.of("--base-url", account.baseUrl().toString()), options)
			.flatMap(List::stream)
			.toArray(String[]::new);
		this.formerSlots = account.slotsById();
	}

	/** The command that follows, in the same folder and to the same account. */
	public MortalImport removal() {
		List<String> options = new ArrayList<>(this.scenario.more());
		options.add("--yes");
		return new MortalImport(this.folder, this.scenario, this.account, this.program, this.scenario.removal(),
				options);
	}

	/**
	 * Gives the command, to a process that is killed once there is a sign. After a file
	 * has appeared, the process may be faster and come to its end.
	 */
	void killAt(Sign sign, String... more) {
		List<String> arguments = new ArrayList<>(List.of(this.command));
		arguments.addAll(List.of(more));
		CompletableFuture<Process> started = new CompletableFuture<>();
		AtomicInteger requests = new AtomicInteger();
		this.account.afterRequest(() -> {
			if (requests.incrementAndGet() == sign.requests()) {
				kill(started.join());
			}
		});
		Program.Running running = this.program.start(arguments.toArray(String[]::new));
		started.complete(running.process());
		if (sign.requests() == 0) {
			await().pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(1))
				.until(() -> sign.isThere(this.folder) || !running.process().isAlive());
			kill(running.process());
		}
		Program.Result result = running.result();
		this.account.afterRequest(() -> {
		});
		if (sign.requests() > 0 || result.code() == KILLED) {
			assertThat(result.code()).as("Killed once %s: %s", sign, result).isEqualTo(KILLED);
			Figures.killed();
		}
		else {
			assertThat(result.code()).as(result.err()).isLessThan(2);
		}
	}

	/** Returns when the process does nothing any more. */
	private static void kill(Process process) {
		Process killed = process.destroyForcibly().onExit().join();
		assertThat(killed.isAlive()).isFalse();
	}

	/** Gives the command, with more options. */
	public Program.Running start(String... more) {
		return this.program.start(Stream.of(this.command, more).flatMap(Stream::of).toArray(String[]::new));
	}

	/** The program that the command is given to. */
	Program program() {
		return this.program;
	}

	/** Gives the command for the last time. */
	public Program.Result finish() {
		return start().result();
	}

	/** The reports in a folder. */
	public ReportFiles reports(String name) {
		return new ReportFiles(this.folder.resolve("reports").resolve(name));
	}

	/** What is left, as one of the report folders has it. */
	Aftermath aftermath(String name) {
		Map<String, String> slots = new HashMap<>(this.formerSlots);
		slots.putAll(this.account.slotsById());
		return Aftermath.of(reports(name), this.account, slots);
	}

	/** The id and the role of each binding in the account. */
	List<String> roles() {
		return this.account.roles();
	}

	/** Whether there is a file or a folder. */
	public boolean has(String name) {
		return Files.exists(this.folder.resolve(name));
	}

	/** Whether there is a sign. */
	boolean isThere(Sign sign) {
		return sign.isThere(this.folder);
	}

	/** The files of a folder with what is in them. */
	List<String> contentsOf(String name) {
		return namesIn(name).stream().map((file) -> {
			try {
				return file + ": " + Files.readString(this.folder.resolve(name).resolve(file));
			}
			catch (IOException ex) {
				throw new AssertionError(ex);
			}
		}).toList();
	}

	/** The names of what is in a folder, sorted. */
	List<String> namesIn(String name) {
		try (Stream<Path> files = Files.list(this.folder.resolve(name))) {
			return files.map((file) -> String.valueOf(file.getFileName())).sorted().toList();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	@Override
	public void close() {
		this.account.close();
	}

}
