package org.rolebindings.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/** A folder with the scripts and the built jar, in which starts can be prepared. */
public record Checkout(Path folder) {

	private static final Duration LONGEST = Duration.ofMinutes(4);

	/** Makes one. */
	public static Checkout in(Path folder) {
		try {
			Files.createDirectories(folder.resolve("bin"));
			Files.createDirectories(folder.resolve("target"));
			for (String file : List.of("bin/role-bindings", "bin/prepare-start", "target/role-binding-import.jar")) {
				Files.copy(Program.project(file), folder.resolve(file));
			}
			return new Checkout(folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The script. */
	public Path script() {
		return this.folder.resolve("bin/role-bindings");
	}

	/** The jar. */
	public Path jar() {
		return this.folder.resolve("target/role-binding-import.jar");
	}

	/** Where starts are prepared. */
	public Path start() {
		return this.folder.resolve("target/start");
	}

	/** What has this name where starts are prepared. */
	public List<Path> prepared(String name) {
		if (!Files.isDirectory(start())) {
			return List.of();
		}
		try (Stream<Path> found = Files.find(start(), 3,
				(path, attributes) -> path.getFileName().toString().endsWith(name))) {
			return found.toList();
		}
		catch (IOException | UncheckedIOException ex) {
			// It is being changed
			return List.of();
		}
	}

	/** Waits until so many starts are prepared, and nobody prepares one. */
	public void awaitPrepared(int count) {
		await(() -> prepared("ready").size() == count && prepared(".making").isEmpty());
	}

	/** Waits for something that goes on in the background. */
	public static void await(BooleanSupplier condition) {
		Awaitility.await().atMost(LONGEST).until(condition::getAsBoolean);
	}

}
