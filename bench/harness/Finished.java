import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command that was run to its end, and what it took: seconds of time, seconds of CPU
 * (user and system, its children's as well), and the most memory that it, or any one of
 * its children, had resident.
 */
record Finished(int exit, double wall, double cpu, double rssMib, Instant startedAt, String output) {

	private static final long MOST_MINUTES = 30;

	private static final String TIME = "/usr/bin/time";

	/**
	 * Runs a command.
	 * @param command the command
	 * @param log where its output goes
	 * @return what it took
	 */
	static Finished run(Command command, Path log) {
		try {
			Files.createDirectories(log.getParent());
			Path figures = Files.createTempFile("bench", ".time");
			List<String> words = new ArrayList<>(List.of(TIME, "-o", figures.toString(), "-f", "%e %U %S %M"));
			words.addAll(command.words());
			ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
			builder.environment().putAll(command.environment());
			Instant startedAt = Instant.now();
			long begun = System.nanoTime();
			Process process = builder.start();
			if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
				process.descendants().forEach(ProcessHandle::destroyForcibly);
				process.waitFor();
			}
			double wall = (System.nanoTime() - begun) / 1e9;
			List<String> lines = Files.readAllLines(figures);
			Files.delete(figures);
			// The last line; one before it tells of an exit code other than 0
			String[] took = lines.get(lines.size() - 1).split(" ");
			return new Finished(process.exitValue(), wall, Double.parseDouble(took[1]) + Double.parseDouble(took[2]),
					Double.parseDouble(took[3]) / 1024, startedAt, Files.readString(log));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Runs a command that has to succeed. */
	static Finished runWell(Command command, Path log, int... exits) {
		Finished finished = run(command, log);
		for (int exit : (exits.length > 0) ? exits : new int[] { 0 }) {
			if (finished.exit == exit) {
				return finished;
			}
		}
		throw new FailedException(command.words().get(0) + " ended with exit code " + finished.exit + "; see " + log);
	}

}
