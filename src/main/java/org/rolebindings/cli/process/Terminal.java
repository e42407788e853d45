package org.rolebindings.cli.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What standard error is connected to. */
public final class Terminal {

	/** Set by {@code bin/role-bindings}, to which the system tells it. */
	private static final String PROPERTY = "role-bindings.terminal";

	private static final int USUAL_COLUMNS = 80;

	/** What {@code stty size} prints: rows and columns, zeros if it does not know. */
	private static final Pattern SIZE = Pattern.compile("\\d+ ([1-9]\\d{0,3})");

	private Terminal() {
	}

	/**
	 * Whether a person sees standard error as it is written, and a line can be redrawn.
	 */
	public static boolean isStandardError() {
		if ("dumb".equals(System.getenv("TERM"))) {
			return false;
		}
		if (System.getProperty(PROPERTY) != null) {
			return Boolean.getBoolean(PROPERTY);
		}
		return isTerminal(2);
	}

	/** Whether a person can type an answer. */
	public static boolean isStandardInput() {
		return isTerminal(0);
	}

	private static boolean isTerminal(int descriptor) {
		try {
			String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
			return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
		}
		catch (IOException | UnsupportedOperationException ex) {
			return false;
		}
	}

	/**
	 * How wide the terminal is now. It asks {@code stty}, which every Unix has. A library
	 * for terminals would also take the signals over, and Ctrl-C would end the program.
	 * @return the columns; 80 if nothing tells
	 */
	public static int columns() {
		ProcessBuilder stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty"))
			.redirectError(Redirect.DISCARD);
		// The key is in the environment
		stty.environment().clear();
		try (BufferedReader answer = stty.start().inputReader()) {
			Matcher size = SIZE.matcher(String.valueOf(answer.readLine()));
			return size.matches() ? Integer.parseInt(size.group(1)) : USUAL_COLUMNS;
		}
		catch (IOException ex) {
			return USUAL_COLUMNS;
		}
	}

}
