package org.rolebindings.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What standard error is connected to. */
final class Terminal {

	/** Set by {@code bin/role-bindings}, to which the system tells it. */
	private static final String PROPERTY = "role-bindings.terminal";

	private Terminal() {
	}

	/**
	 * Whether a person sees standard error as it is written, and a line can be redrawn.
	 */
	static boolean isStandardError() {
		if ("dumb".equals(System.getenv("TERM"))) {
			return false;
		}
		if (System.getProperty(PROPERTY) != null) {
			return Boolean.getBoolean(PROPERTY);
		}
		try {
			String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
			return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
		}
		catch (IOException | UnsupportedOperationException ex) {
			return false;
		}
	}

}
