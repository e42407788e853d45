import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Processes that take part in one import. */
final class ScaleRun implements AutoCloseable {

	private static final long MOST_SECONDS = 3_600;

	private final Workplace place;

	private final ScaleDatabase database;

	private final String broker;

	private final List<Process> processes = new ArrayList<>();

	private final List<double[]> samples = new ArrayList<>();

	/**
	 * What came out.
	 *
	 * @param whole the seconds of the whole process that imports
	 * @param perSecond rows a second from the first request to the last answer
	 * @param middle rows a second between a quarter and three quarters of the rows
	 * @param costs what the database did
	 * @param messages messages on the queue, -1 where the broker does not tell
	 */
	record Result(double whole, double perSecond, double middle, ScaleDatabase.Costs costs, long messages) {
	}

	ScaleRun(Workplace place, ScaleDatabase database, String broker) {
		this.place = place;
		this.database = database;
		this.broker = broker;
	}

	/** Imports a file with so many workers, or without any, on one machine, for 0. */
	Result run(Server server, int rows, int workers) {
		server.reset();
		for (int i = 0; i < workers; i++) {
			Path log = this.place.log("scale-worker-" + i);
			start(this.place.plainJar()
				.command("worker", "--database-url", this.database.url(), "--broker-url", this.broker, "--base-url",
						server.url(), "--no-progress"),
					log);
			await("the worker", () -> text(log).contains("waits for rows"));
		}
		Path counts = countMessages();
		ScaleDatabase.Costs before = this.database.costs();
		Process manager = manager(server, rows, workers > 0);
		long begun = System.nanoTime();
		await("the import", () -> {
			this.samples.add(new double[] { System.nanoTime() / 1e9, server.stats().creates() });
			return !manager.isAlive();
		});
		double whole = (System.nanoTime() - begun) / 1e9;
		if (manager.exitValue() != 0) {
			throw new FailedException("the import ended with exit code " + manager.exitValue() + "; see "
					+ this.place.log("scale-import"));
		}
		double perSecond = server.stats().expect(rows).perSecond();
		close();
		return new Result(whole, perSecond, middle(rows), this.database.costs().since(before),
				text(counts).lines().reduce((a, b) -> b).filter((line) -> line.matches("\\d+")).map(Long::valueOf)
					.orElse(-1L));
	}

	/** Starts the process that imports. */
	Process manager(Server server, int rows, boolean distributed) {
		Command command = this.place.plainJar()
			.command("import", this.place.rows(rows), "--base-url", server.url(), "--database-url",
					this.database.url(), "--reports", this.place.empty("scale-reports"), "--no-progress");
		return start(distributed ? command.and("--distributed", "--broker-url", this.broker) : command,
				this.place.log("scale-import"));
	}

	private Path countMessages() {
		Path log = this.place.log("scale-messages");
		start(this.place.baseline("BrokerCount", this.broker), log);
		await("the count of messages", () -> !text(log).isEmpty());
		return log;
	}

	private double middle(int rows) {
		double[] first = this.samples.stream().filter((sample) -> sample[1] >= rows / 4.0).findFirst().orElseThrow();
		double[] last = this.samples.stream()
			.filter((sample) -> sample[1] <= rows * 0.75)
			.reduce((a, b) -> b)
			.orElse(first);
		return (last[0] > first[0]) ? (last[1] - first[1]) / (last[0] - first[0]) : Double.NaN;
	}

	private Process start(Command command, Path log) {
		try {
			Files.deleteIfExists(log);
			ProcessBuilder builder = new ProcessBuilder(command.words()).redirectErrorStream(true)
				.redirectOutput(log.toFile());
			builder.environment().putAll(command.environment());
			Process process = builder.start();
			this.processes.add(process);
			return process;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static void await(String what, BooleanSupplier condition) {
		long begun = System.nanoTime();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - begun > MOST_SECONDS * 1e9) {
				throw new FailedException(what + " takes too long");
			}
			try {
				Thread.sleep(200);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

	private static String text(Path file) {
		try {
			return Files.exists(file) ? Files.readString(file) : "";
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.processes.forEach(Process::destroy);
		this.processes.forEach((process) -> process.onExit().join());
	}

}
