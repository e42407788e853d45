package org.rolebindings.cli.console;

import org.rolebindings.cli.process.ExitCode;

/**
 * Recognises errors that come from a lack of threads or memory, or from a jar that was
 * replaced. They are not defects: once the cause is removed, the same command goes on.
 */
public final class Shortage {

	private static final long MIB = 1L << 20;

	private Shortage() {
	}

	/** Whether an error itself, not one of its causes, shows a shortage. */
	static boolean is(Throwable error) {
		return error instanceof OutOfMemoryError || error instanceof ClassFormatError
				|| (error instanceof NoClassDefFoundError && error.getCause() instanceof ClassNotFoundException);
	}

	/**
	 * Says what is missing and how much is needed.
	 * @param error what the JVM says
	 * @return sentences for a person
	 */
	static String describe(Throwable error) {
		if (!(error instanceof OutOfMemoryError)) {
			return "A part of the program cannot be loaded (" + error.getMessage()
					+ "), because its jar was replaced or damaged while it ran. Start it again; the same command goes on "
					+ "from there.";
		}
		if (String.valueOf(error.getMessage()).contains("native thread")) {
			return "The system gives no more threads: a limit on processes or threads is reached (ulimit -u, or a "
					+ "container's pids limit). An import needs --concurrency and about 50 more, 66 by default. "
					+ "Raise the limit or lower --concurrency; the same command goes on from there.";
		}
		return "The memory is used up: " + error.getMessage() + ", with a heap of at most "
				+ Runtime.getRuntime().maxMemory() / MIB
				+ " MiB. The program needs 64 MiB, and is faster with 256 MiB: "
				+ "set JAVA_OPTS=-Xmx256m, or give the container 512 MiB; the same command goes on from there.";
	}

	/**
	 * Ends the process, like a crash, if a thread fails from a shortage, or if the
	 * calling thread fails. Otherwise the JVM would end with 1, which means that rows
	 * failed.
	 */
	public static void endAtUncaughtErrors(Messages messages) {
		Thread main = Thread.currentThread();
		Thread.UncaughtExceptionHandler otherwise = Thread.getDefaultUncaughtExceptionHandler();
		// If the jar is gone no more classes can be loaded: neither ExitCode nor
		// CauseChain
		int stopped = ExitCode.STOPPED.code();
		int defect = ExitCode.DEFECT.code();
		Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
			for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
				if (is(cause)) {
					Throwable shortage = cause;
					end(stopped, () -> messages.error(describe(shortage)));
				}
			}
			if (thread == main) {
				end(defect, () -> messages.defect(failure));
			}
			if (otherwise != null) {
				otherwise.uncaughtException(thread, failure);
			}
			else {
				messages.defect(failure);
			}
		});
	}

	private static void end(int exitCode, Runnable last) {
		try {
			last.run();
		}
		finally {
			Runtime.getRuntime().halt(exitCode);
		}
	}

}
