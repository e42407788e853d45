package org.rolebindings.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import static org.awaitility.Awaitility.await;

/** A program in a terminal of its own, as a person at a keyboard has it. */
public final class PseudoTerminal implements AutoCloseable {

	/** What Ctrl-C sends. */
	public static final char CTRL_C = 0x03;

	/** What Ctrl-\ sends. */
	public static final char CTRL_BACKSLASH = 0x1C;

	/** What Ctrl-Z sends. */
	public static final char CTRL_Z = 0x1A;

	private static final Duration LONGEST = Duration.ofMinutes(2);

	private final Path folder;

	private final Process process;

	private PseudoTerminal(Path folder, Process process) {
		this.folder = folder;
		this.process = process;
	}

	/**
	 * Starts a program in a new terminal. The test is skipped if {@code script}, which
	 * makes the terminal, is missing.
	 * @param folder where it is started
	 * @param columns the width of the terminal
	 * @param command the program and its arguments
	 * @param environment what it has beside the environment of the test
	 */
	public static PseudoTerminal start(Path folder, int columns, List<String> command,
			Map<String, String> environment) {
		String script = Tools.find("script").toString();
		String quoted = command.stream().map((word) -> "'" + word + "'").reduce("", (all, word) -> all + " " + word);
		// Tests that run in the background would ignore SIGINT and SIGQUIT
		String start = "set -m; tty > tty; stty rows 24 cols " + columns
				+ "; env --default-signal=INT --default-signal=QUIT" + quoted
				+ "; code=$?; while [ $code -eq 148 ]; do echo suspended; read line; fg; code=$?; done; exit $code";
		try {
			ProcessBuilder builder = new ProcessBuilder(script, "-qefc", start, "/dev/null").directory(folder.toFile())
				.redirectErrorStream(true)
				.redirectOutput(folder.resolve("screen").toFile());
			builder.environment().putAll(environment);
			builder.environment().put("TERM", "xterm");
			builder.environment().put("SHELL", "/bin/sh");
			return new PseudoTerminal(folder, builder.start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Everything that was written to the terminal so far. */
	public String screen() {
		return read("screen");
	}

	/**
	 * Presses a key. After Ctrl-Z the shell waits for a line feed, and then continues the
	 * program.
	 */
	public void press(char key) {
		try {
			this.process.getOutputStream().write(key);
			this.process.getOutputStream().flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Gives the terminal another width. */
	public void resize(int columns) {
		try {
			Process stty = new ProcessBuilder("stty", "-F", read("tty").strip(), "cols", String.valueOf(columns))
				.inheritIO()
				.start();
			if (stty.waitFor() != 0) {
				throw new AssertionError("stty ended with " + stty.exitValue());
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

	/** Waits for something, unless the program ends before that. */
	public void awaitThat(Callable<Boolean> condition) {
		await().atMost(LONGEST)
			.pollInterval(Duration.ofMillis(10))
			.until(() -> condition.call() || !this.process.isAlive());
		if (!this.process.isAlive()) {
			throw new AssertionError("It has ended; the terminal shows: " + screen());
		}
	}

	/**
	 * Waits for the end.
	 * @return the exit code
	 */
	public int exitCode() {
		try {
			if (!this.process.waitFor(LONGEST.toMinutes(), TimeUnit.MINUTES)) {
				throw new AssertionError("It does not end; the terminal shows: " + screen());
			}
			return this.process.exitValue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private String read(String file) {
		try {
			return Files.readString(this.folder.resolve(file), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.process.descendants().forEach(ProcessHandle::destroyForcibly);
		this.process.destroyForcibly();
	}

}
