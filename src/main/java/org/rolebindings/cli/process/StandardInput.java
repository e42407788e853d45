package org.rolebindings.cli.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What the program reads if a path is {@code -}. */
public final class StandardInput {

	private static final Path DESCRIPTOR = Path.of("/proc/self/fd/0");

	/** The archive of classes beside the jar, as bin/prepare-start names it. */
	private static final String ARCHIVE = "classes";

	private StandardInput() {
	}

	/**
	 * Standard input, if there is one.
	 * @param use what it is to be, for the message
	 * @return the stream
	 * @throws InvalidSettingException if standard input is closed
	 */
	public static InputStream open(String use) {
		if (isClosed(DESCRIPTOR, System.getProperty("java.home", ""), System.getProperty("java.class.path", ""))) {
			throw new InvalidSettingException(
					"Standard input is closed, but " + use + " is -; send it to standard input, or name a file.");
		}
		return System.in;
	}

	/**
	 * Whether the descriptor is not there, or is a file of the JVM's own: that takes the
	 * place of a closed descriptor as soon as it opens one.
	 */
	static boolean isClosed(Path descriptor, String javaHome, String jar) {
		try {
			Path file = Files.readSymbolicLink(descriptor);
			return file.startsWith(javaHome) || file.toString().equals(jar)
					|| file.equals(Path.of(jar).resolveSibling(ARCHIVE));
		}
		catch (NoSuchFileException ex) {
			return Files.exists(descriptor.resolveSibling("."));
		}
		catch (IOException | RuntimeException ex) {
			return false;
		}
	}

}
