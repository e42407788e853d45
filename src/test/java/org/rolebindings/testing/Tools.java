package org.rolebindings.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

/**
 * Tools that a fresh machine may lack. A test that needs one is skipped there, with a
 * message that names the tool; with {@code -Drequired.tools=true} it fails instead, so
 * that no build that should have the tools passes over a test in silence.
 */
public final class Tools {

	private static final String REQUIRED = "required.tools";

	private Tools() {
	}

	/**
	 * Finds a tool, or ends the test.
	 * @param name the name of its executable
	 */
	public static Path find(String name) {
		return find(name, System.getenv().getOrDefault("PATH", ""), Boolean.getBoolean(REQUIRED));
	}

	static Path find(String name, String path, boolean required) {
		Optional<Path> found = Stream.of(path.split(File.pathSeparator, -1))
			.filter((folder) -> !folder.isEmpty())
			.map((folder) -> Path.of(folder, name))
			.filter(Files::isExecutable)
			.findFirst();
		require(found.isPresent(), "There is no " + name + "; install it to run this test.", required);
		return found.orElseThrow();
	}

	private static void require(boolean usable, String otherwise, boolean required) {
		if (!usable && required) {
			throw new AssertionError(otherwise + " (-D" + REQUIRED + "=true)");
		}
		Assumptions.assumeTrue(usable, otherwise);
	}

}
