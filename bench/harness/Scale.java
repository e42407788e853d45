import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Measures imports on several machines: {@code bench/scale} starts it. */
public final class Scale {

	private static final int CONCURRENCY = 16;

	/** Larger imports are stopped when their ranges are cut. */
	private static final int MOST_POSTED = 100_000;

	private static final int WAITING_SECONDS = 10;

	private final Settings settings;

	private final Map<String, Integer> sizes;

	private final Workplace place;

	private final Text text = new Text();

	private final Text costs = new Text();

	private Scale(Settings settings, Map<String, Integer> sizes) {
		this.settings = settings;
		this.sizes = sizes;
		this.place = new Workplace(settings);
	}

	public static void main(String[] args) throws IOException {
		Map<String, Integer> sizes = new HashMap<>(
				Map.of("--rows", 7_000, "--latency", 200, "--largest", 1_000_000));
		List<String> others = new ArrayList<>();
		try {
			for (int i = 1; i < args.length; i++) {
				if (sizes.containsKey(args[i]) && i + 1 < args.length) {
					sizes.put(args[i], Integer.parseInt(args[++i]));
				}
				else {
					others.add(args[i]);
				}
			}
			new Scale(Settings.parse(Path.of(args[0]), others.toArray(String[]::new)), sizes).run();
		}
		catch (IllegalArgumentException | FailedException ex) {
			System.err.println("bench: " + ex.getMessage());
			System.exit(2);
		}
	}

	private void run() throws IOException {
		String load = Bench.load();
		this.text.line("# Several processes, measured");
		this.text.line("");
		this.text.line("Written by `bench/scale`; [docs/scale.md](../docs/scale.md) says what follows from it.");
		this.text.line("");
		this.text.line("measured: %s · program: %s · cores: %d, for all processes, the database and the broker · "
				+ "load before: %s%s", Instant.now().truncatedTo(ChronoUnit.MINUTES), commit(),
				Runtime.getRuntime().availableProcessors(), load,
				this.settings.note().isEmpty() ? "" : " · note: " + this.settings.note());
		workers();
		growth();
		this.text.line("");
		this.text.line("## What a row costs");
		this.text.line("");
		this.text.line("Of the whole import, from staging to the reports. The log is that of the whole database "
				+ "server. Statements are counted if `pg_stat_statements` is loaded.");
		this.text.line("");
		this.text.line("| import | transactions | statements | rows written | log, bytes | messages for each range |");
		this.text.line("| --- | --- | --- | --- | --- | --- |");
		this.text.line(this.costs.toString().strip());
		Files.createDirectories(this.settings.out());
		Path table = this.settings.out().resolve("scale.md");
		Files.writeString(table, this.text.toString());
		System.err.println("The table is " + table);
	}

	private String commit() {
		Path log = this.place.log("commit");
		String commit = Finished.run(Command.of("git", "-C", this.settings.checkout(), "log", "-1", "--format=%h %s"), log)
			.output()
			.strip();
		return (this.settings.jar() != null) ? this.settings.jar().getFileName() + " beside " + commit : commit;
	}

	private ScaleDatabase database() {
		return new ScaleDatabase(System.getenv("BENCH_DATABASE_URL"), this.place.log("psql"));
	}

	private String broker() {
		return System.getenv("BENCH_BROKER_URL");
	}

	/** Rows a second with more and more workers. */
	private void workers() {
		int latency = this.sizes.get("--latency");
		this.text.line("");
		this.text.line("## Workers");
		this.text.line("");
		this.text.line("%d ms for an answer, %d in flight for each process, %,d rows for each worker. All rows: from the "
				+ "first request's arrival to the last answer; workers join in this time, and at its end some have "
				+ "no range left. Middle: between a quarter and three quarters of the rows. A multiple of 1 is what one "
				+ "worker does.", latency, CONCURRENCY, this.sizes.get("--rows"));
		this.text.line("");
		this.text.line("| processes that send | rows | rows/s | for each worker, of one | middle, rows/s | "
				+ "for each worker, of one | whole process, s |");
		this.text.line("| --- | --- | --- | --- | --- | --- | --- |");
		try (Server server = Server.bench(this.settings, "--latency", String.valueOf(latency))) {
			ScaleRun.Result one = null;
			for (int workers : new int[] { 0, 1, 2, 4 }) {
				int rows = this.sizes.get("--rows") * Math.max(1, workers);
				try (ScaleDatabase database = database(); ScaleRun run = new ScaleRun(this.place, database, broker())) {
					ScaleRun.Result result = run.run(server, rows, workers);
					one = (workers == 1) ? result : one;
					String name = (workers == 0) ? "one machine, not distributed"
							: (workers == 1) ? "1 worker" : workers + " workers";
					this.text.line("| %s | %,d | %.1f | %s | %.1f | %s | %.1f |", name, rows, result.perSecond(),
							multiple(result.perSecond(), (one != null) ? one.perSecond() : 0, workers), result.middle(),
							multiple(result.middle(), (one != null) ? one.middle() : 0, workers), result.whole());
					cost(name + ", " + latency + " ms", rows, result, database);
				}
			}
		}
	}

	private static String multiple(double rate, double one, int workers) {
		return (workers == 0) ? "" : String.format("%.3f", rate / one / workers);
	}

	private void cost(String name, int rows, ScaleRun.Result result, ScaleDatabase database) {
		double ranges = database.number("SELECT COUNT(*) FROM batch_step_execution WHERE step_name LIKE 'post:%'");
		ScaleDatabase.Costs all = result.costs();
		this.costs.line("| %s, %,d rows | %.3f | %s | %.2f | %,.0f | %s |", name, rows, all.commits() / rows,
				(all.statements() > 0) ? String.format("%.2f", all.statements() / rows) : "", all.written() / rows,
				all.wal() / rows,
				(ranges > 0 && result.messages() >= 0) ? String.format("%.2f", result.messages() / ranges) : "");
	}

	/** What the steps take, and how much room the rows take. */
	private void growth() {
		this.text.line("");
		this.text.line("## More and more rows");
		this.text.line("");
		this.text.line("No latency. Up to %,d rows are posted by two workers; larger imports have no worker and are "
				+ "stopped once their ranges are cut, so their table has rows that nobody has decided, and their reports list "
				+ "them as pending; the time for these is that from the signal to the end. Times in microseconds for a row; bytes for a row with indexes, as the server stored them "
				+ "at the end, without a vacuum.", MOST_POSTED);
		this.text.line("");
		this.text.line("| rows | stage | repeats | compare | post | cut | step executions | report | import_row, bytes | "
				+ "whole database, bytes | waiting manager, transactions/s | pages/s |");
		this.text.line("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
		try (Server server = Server.bench(this.settings)) {
			for (int rows = 10_000; rows <= this.sizes.get("--largest"); rows *= 10) {
				try (ScaleDatabase database = database(); ScaleRun run = new ScaleRun(this.place, database, broker())) {
					if (rows <= MOST_POSTED) {
						ScaleRun.Result result = run.run(server, rows, 2);
						line(database, rows, database.step("post"), database.step("report"), null);
						cost("2 workers, 0 ms", rows, result, database);
					}
					else {
						stopped(server, rows, database, run);
					}
				}
			}
		}
	}

	private void stopped(Server server, int rows, ScaleDatabase database, ScaleRun run) {
		Process manager = run.manager(server, rows, true);
		Path log = this.place.log("scale-import");
		ScaleRun.await("cutting the ranges", () -> {
			try {
				return !manager.isAlive() || Files.readString(log).contains("No worker is at work");
			}
			catch (IOException ex) {
				return false;
			}
		});
		ScaleDatabase.Costs before = database.costs();
		long until = System.nanoTime() + WAITING_SECONDS * 1_000_000_000L;
		ScaleRun.await("waiting", () -> System.nanoTime() > until);
		ScaleDatabase.Costs waiting = database.costs().since(before);
		long stopped = System.nanoTime();
		run.close();
		line(database, rows, 0, (System.nanoTime() - stopped) / 1e9, waiting);
	}

	private void line(ScaleDatabase database, int rows, double post, double report, ScaleDatabase.Costs waiting) {
		String first = "(SELECT MIN(create_time) FROM batch_step_execution WHERE step_name LIKE 'post:%')";
		double cut = database.number("SELECT EXTRACT(EPOCH FROM " + first
				+ " - start_time) FROM batch_step_execution WHERE step_name = 'post'");
		double steps = database.number("SELECT EXTRACT(EPOCH FROM MAX(create_time) - MIN(create_time)) FROM "
				+ "batch_step_execution WHERE step_name LIKE 'post:%'");
		double micros = 1e6 / rows;
		this.text.line("| %,d | %.1f | %.1f | %.1f | %s | %.2f | %.2f | %.1f | %.0f | %.0f | %s | %s |", rows,
				database.step("stage") * micros, database.step("repeats") * micros, database.step("compare") * micros,
				(post > 0) ? String.format("%.1f", post * micros) : "", cut * micros, steps * micros, report * micros,
				database.bytes("import_row") / rows,
				database.number("SELECT pg_database_size(current_database())") / rows,
				(waiting != null) ? String.format("%.1f", waiting.commits() / WAITING_SECONDS) : "",
				(waiting != null) ? String.format("%.0f", waiting.pages() / WAITING_SECONDS) : "");
	}

}
