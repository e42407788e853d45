package org.rolebindings.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.awaitility.Awaitility.await;

/** The packaged program at {@code watch}, with its status page. */
public final class Watch implements AutoCloseable {

	private static final Pattern ADDRESS = Pattern.compile("Status page: (http://127\\.0\\.0\\.1:[0-9]+/)");

	private final Path folder;

	private final Program.Running running;

	private Watch(Path folder, Program.Running running) {
		this.folder = folder;
		this.running = running;
	}

	/**
	 * Starts it and waits until it watches.
	 * @param folder where it is started; the inbox is {@code inbox} in it
	 * @param options more options
	 */
	public static Watch start(Path folder, String... options) {
		List<String> command = new ArrayList<>(List.of("watch", "--settle", "100ms", "--http-port", "0"));
		command.addAll(List.of(options));
		return of(folder, new Program(folder).start(command.toArray(String[]::new)));
	}

	/** Waits until a program that was started with {@code --http-port} watches. */
	public static Watch of(Path folder, Program.Running running) {
		Watch watch = new Watch(folder, running);
		await().atMost(Duration.ofMinutes(1)).until(() -> watch.said().contains("Watching") || !watch.isAlive());
		return watch;
	}

	private boolean isAlive() {
		return this.running.process().isAlive();
	}

	/** What it has said on standard error so far. */
	public String said() {
		try {
			return Files.readString(this.running.err());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Where its page is. */
	public URI page() {
		Matcher matcher = ADDRESS.matcher(said());
		if (!matcher.find()) {
			throw new AssertionError("It does not say where the page is: " + said());
		}
		return URI.create(matcher.group(1));
	}

	public Path inbox() {
		return this.folder.resolve("inbox");
	}

	/** Delivers a file as it should be. */
	public void drop(String name, String... rows) {
		deliver(name, CsvRows.write(this.folder.resolve("delivery.part"), rows));
	}

	/** Delivers a file of many rows. */
	public void dropMany(String name, int rows) {
		deliver(name, CsvRows.writeMany(this.folder.resolve("delivery.part"), rows));
	}

	private void deliver(String name, Path part) {
		try {
			Files.move(part, inbox().resolve(name), StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Waits until a file has been imported. */
	public void awaitDone(String name) {
		await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(inbox().resolve("done").resolve(name)));
	}

	/** Sends SIGTERM and waits for the end. */
	public Program.Result terminate() {
		this.running.signal("TERM");
		return this.running.result();
	}

	@Override
	public void close() {
		this.running.process().destroyForcibly();
	}

}
