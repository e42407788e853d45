package org.rolebindings.cli;

/**
 * The machine, or the container, does not give what the program needs. That is no defect,
 * and the same command goes on once it does.
 */
final class Shortage {

	private static final long MIB = 1L << 20;

	private Shortage() {
	}

	/**
	 * Says what is missing and how much is needed.
	 * @param error what the JVM says
	 * @return sentences for a person
	 */
	static String describe(OutOfMemoryError error) {
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

	/** Ends the process, like a crash, if a thread runs out of memory. */
	static void endAtUncaughtErrors(Messages messages) {
		Thread.UncaughtExceptionHandler otherwise = Thread.getDefaultUncaughtExceptionHandler();
		Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
			if (failure instanceof OutOfMemoryError error) {
				messages.error(describe(error));
				Runtime.getRuntime().halt(ExitCode.STOPPED.code());
			}
			if (otherwise != null) {
				otherwise.uncaughtException(thread, failure);
			}
			else {
				messages.defect(failure);
			}
		});
	}

}
