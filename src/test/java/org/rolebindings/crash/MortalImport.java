package org.rolebindings.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
final class MortalImport implements AutoCloseable {

	/** What a process that was killed ends with. */
	static final int KILLED = 137;

	private final Path folder;

	private final CrashAccount account;

	private final Program program;

	private final String[] command;

	MortalImport(Path folder, CrashScenario scenario, CrashAccount account) {
		this.folder = folder;
		this.account = account;
		this.program = new Program(folder);
		scenario.file().writeTo(folder);
		List<String> arguments = new ArrayList<>(
				List.of("import", "x.csv", "--base-url", account.baseUrl().toString()));
		arguments.addAll(scenario.options());
		this.command = arguments.toArray(String[]::new);
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

	Program.Running start() {
		return this.program.start(this.command);
	}

	/** Gives the command for the last time. */
	Program.Result finish() {
		return start().result();
	}

	ReportFiles reports(String name) {
		return new ReportFiles(this.folder.resolve("reports").resolve(name));
	}

	/** What is left, as one of the report folders has it. */
	Aftermath aftermath(String name) {
		return Aftermath.of(reports(name), this.account);
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
