package org.rolebindings.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

/** Runs the packaged program as a process of its own, in a folder of its own. */
public final class Program {

	/** The key that the program is given. */
	public static final String KEY = "ak-4f1c9e7b-very-secret";

	private static final Path PROJECT = Path.of("").toAbsolutePath();

	private static final long LONGEST_MINUTES = 5;

	static {
		// A start on a busy machine may take longer than the usual ten seconds
		Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
	}

	private final Path folder;

	private final List<String> java = new ArrayList<>(
			List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
					"-XX:CompileThresholdScaling=3", "-XX:+UseSerialGC"));

	private final Map<String, String> environment = new LinkedHashMap<>(Map.of("ARIZE_API_KEY", KEY));

	private final List<String> program;

	private Path input = Path.of("/dev/null");

	private int runs;

	/** A program that starts in a folder, as fast as its script would start it. */
	public Program(Path folder) {
		this(folder, PreparedStart.ofPrepared());
	}

	private Program(Path folder, List<String> program) {
		this.folder = folder;
		this.program = program;
	}

	/** A program that starts in a folder, from the jar itself. */
	public static Program ofJar(Path folder) {
		return new Program(folder, PreparedStart.ofJar());
	}

	/** A run that has ended. */
	public record Result(int code, String out, String err) {

		/** The lines of standard error. */
		public List<String> errorLines() {
			return this.err.lines().toList();
		}

	}

	/** A run that goes on. */
	public record Running(Process process, Path out, Path err) {

		/** Sends a signal. */
		public void signal(String name) {
			try {
				int code = new ProcessBuilder("kill", "-" + name, String.valueOf(this.process.pid())).start().waitFor();
				if (code != 0) {
					throw new AssertionError("kill ended with " + code);
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException(ex);
			}
		}

		/** Waits for the end. */
		public Result result() {
			try {
				if (!this.process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
					this.process.destroyForcibly();
					throw new AssertionError("It does not end; it said: " + Files.readString(this.err));
				}
				return new Result(this.process.exitValue(), text(this.out), text(this.err));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException(ex);
			}
		}

		private static String text(Path file) throws IOException {
			return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
		}

	}

	/** Adds an option of the JVM. */
	public Program jvm(String option) {
		this.java.add(option);
		return this;
	}

	/** Sets an environment variable. */
	public Program env(String name, String value) {
		this.environment.put(name, value);
		return this;
	}

	/** Has standard input come from a file. */
	public Program stdin(Path file) {
		this.input = file;
		return this;
	}

	/** Runs the program to its end. */
	public Result run(String... arguments) {
		return start(arguments).result();
	}

	/** Starts the program. */
	public Running start(String... arguments) {
		return startCommand(command(List.of(), arguments));
	}

	/** Starts the program with options of the JVM that only this start has. */
	public Running startWith(List<String> options, String... arguments) {
		return startCommand(command(options, arguments));
	}

	/** The command that starts the program. */
	public List<String> command(String... arguments) {
		return command(List.of(), arguments);
	}

	private List<String> command(List<String> options, String... arguments) {
		List<String> command = new ArrayList<>(this.java);
		command.addAll(options);
		command.addAll(this.program);
		command.addAll(List.of(arguments));
		return command;
	}

	/** Runs another command to its end. */
	public Result runCommand(List<String> command) {
		return startCommand(command).result();
	}

	/** Starts another command. */
	public Running startCommand(List<String> command) {
		int run = ++this.runs;
		try {
			Path logs = Files.createDirectories(this.folder.resolve("logs"));
			File out = logs.resolve(run + ".out").toFile();
			File err = logs.resolve(run + ".err").toFile();
			ProcessBuilder builder = new ProcessBuilder(command).directory(this.folder.toFile())
				.redirectInput(this.input.toFile())
				.redirectOutput(out)
				.redirectError(err);
			builder.environment()
				.keySet()
				.removeIf((name) -> name.startsWith("ARIZE_") || name.startsWith("ROLE_BINDINGS_"));
			builder.environment().putAll(this.environment);
			return new Running(builder.start(), out.toPath(), err.toPath());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The script that calls the program. */
	public static Path script() {
		return PROJECT.resolve("bin/role-bindings");
	}

	/** A file of the project. */
	public static Path project(String path) {
		return PROJECT.resolve(path);
	}

}
