import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Measures what the goals are about, section by section. */
final class GoalRuns {

	private static final String PROGRAM = "role-bindings";

	private static final int MILLION = 1_000_000;

	private final Settings settings;

	private final Workplace place;

	private final Raw raw;

	private final Map<String, Runnable> sections = new LinkedHashMap<>();

	GoalRuns(Settings settings, Workplace place, Raw raw) {
		this.settings = settings;
		this.place = place;
		this.raw = raw;
		this.sections.put("words", this::words);
		this.sections.put("start", this::start);
		this.sections.put("throughput-64", () -> throughput("throughput-64", 64, 40_000));
		this.sections.put("throughput-256", () -> throughput("throughput-256", 256, 120_000));
		this.sections.put("in-flight-50", () -> inFlight("in-flight-50", "--latency", "50"));
		this.sections.put("in-flight-spread", () -> inFlight("in-flight-spread", "--latency", "30", "--spread", "60"));
		this.sections.put("in-flight-slow", () -> inFlight("in-flight-slow", "--latency", "50", "--slow", "0.01:5000"));
		this.sections.put("in-flight-retry", () -> inFlight("in-flight-retry", "--latency", "50", "--errors", "0.01"));
		this.sections.put("zero-latency", this::zeroLatency);
		this.sections.put("memory-import", this::memoryOfImport);
		this.sections.put("validate", this::validate);
		this.sections.put("validate-parse", this::validateAndParse);
		this.sections.put("staging", this::staging);
		this.sections.put("again", this::again);
		this.sections.put("ten-new", this::tenNew);
		this.sections.put("rate-150", this::rate150);
	}

	boolean has(String section) {
		return this.sections.containsKey(section);
	}

	void runAll() {
		this.sections.keySet().forEach(this::run);
	}

	void run(String section) {
		System.err.println(section);
		this.raw.begin(section);
		try {
			this.sections.get(section).run();
		}
		catch (FailedException ex) {
			this.raw.skip(section, PROGRAM, ex.getMessage());
		}
	}

	private void throughput(String section, int concurrency, int normalRows) {
		int rows = this.settings.rows(normalRows);
		try (Server server = Server.bench(this.settings, "--latency", "50")) {
			againstWrk(section, server, this.place.program(), concurrency, rows, 3, 10);
		}
	}

	private void zeroLatency() {
		if (this.settings.jdk25() == null) {
			throw new FailedException("there is no JDK 25; name one with --jdk25");
		}
		Program program = this.place.program().withJdk(this.settings.jdk25());
		try (Server server = Server.bench(this.settings)) {
			againstWrk("zero-latency", server, program, 64, this.settings.rows(MILLION), 3, 5);
		}
	}

	/** wrk, the program, wrk, the program, wrk: each run is compared with the mean of its neighbours. */
	private void againstWrk(String section, Server server, Program program, int concurrency, int rows, int rounds,
			int wrkSeconds) {
		Path file = this.place.rows(rows);
		double before = Wrk.run(this.settings, server, concurrency, wrkSeconds);
		for (int round = 1; round <= this.settings.rounds(rounds); round++) {
			server.reset();
			Finished finished = Finished.runWell(
					program.importing(file, server.url(), concurrency, this.place.empty(section)),
					this.place.log(section));
			Server.Stats stats = server.stats().expect(rows);
			double after = Wrk.run(this.settings, server, concurrency, wrkSeconds);
			double wrk = (before + after) / 2;
			this.raw.add(section, "wrk", rows, round, "per_second", wrk);
			add(section, rows, round, "per_second", stats.perSecond());
			add(section, rows, round, "share_of_wrk", stats.perSecond() / wrk);
			add(section, rows, round, "whole_process_share_of_wrk", rows / finished.wall() / wrk);
			addCosts(section, rows, round, finished);
			before = after;
		}
	}

	private void add(String section, int rows, int round, String metric, double value) {
		this.raw.add(section, PROGRAM, rows, round, metric, value);
	}

	private void addCosts(String section, int rows, int round, Finished finished) {
		add(section, rows, round, "seconds", finished.wall());
		add(section, rows, round, "cpu_ms_per_1000", finished.cpu() * 1e6 / rows);
		add(section, rows, round, "rss_mib", finished.rssMib());
	}

	private void inFlight(String section, String... server) {
		int rows = this.settings.rows(20_000);
		Path file = this.place.rows(rows);
		try (Server bench = Server.bench(this.settings, server)) {
			for (int round = 1; round <= this.settings.rounds(3); round++) {
				bench.reset();
				Finished.runWell(this.place.program().importing(file, bench.url(), 64, this.place.empty(section)),
						this.place.log(section));
				add(section, rows, round, "share", bench.stats().expect(rows).averageHere() / 64);
			}
		}
	}

	private void memoryOfImport() {
		int rows = this.settings.rows(MILLION);
		Path file = this.place.rows(rows);
		Program program = this.place.program().withOptions("-Xmx64m");
		try (Server server = Server.bench(this.settings)) {
			for (int round = 1; round <= this.settings.rounds(2); round++) {
				server.reset();
				Finished finished = Finished.runWell(
						program.importing(file, server.url(), 64, this.place.empty("memory")), this.place.log("memory"));
				server.stats().expect(rows);
				addCosts("memory-import", rows, round, finished);
			}
		}
	}

	/** Time and disk for a tenth, all, and ten times a million rows, interleaved. */
	private void validate() {
		int[] sizes = { this.settings.rows(MILLION / 10), this.settings.rows(MILLION), this.settings.rows(10 * MILLION) };
		for (int round = 1; round <= this.settings.rounds(3); round++) {
			double[] seconds = new double[sizes.length];
			double[] mib = new double[sizes.length];
			for (int i = 0; i < sizes.length; i++) {
				Path folder = this.place.empty("validate");
				Program program = this.place.program().withOptions("-Xmx128m -Djava.io.tmpdir=" + folder);
				try (DiskWatch disk = new DiskWatch(folder)) {
					Finished finished = Finished.runWell(program.command("validate", this.place.rows(sizes[i]),
							"--reports", folder.resolve("reports"), "--no-progress"), this.place.log("validate"));
					seconds[i] = finished.wall();
					mib[i] = disk.mib();
					add("validate", sizes[i], round, "seconds", seconds[i]);
					add("validate", sizes[i], round, "disk_mib", mib[i]);
					add("validate", sizes[i], round, "rss_mib", finished.rssMib());
				}
			}
			add("validate", sizes[2], round, "time_growth", growth(seconds));
			add("validate", sizes[2], round, "disk_growth", growth(mib));
		}
	}

	/** What a row more costs among many, as a multiple of what it costs among few; the start does not count. */
	private static double growth(double[] values) {
		return (values[2] - values[1]) / 10 / (values[1] - values[0]);
	}

	private void validateAndParse() {
		int rows = this.settings.rows(MILLION);
		Path file = this.place.rows(rows);
		for (int round = 1; round <= this.settings.rounds(5); round++) {
			double parse = Finished.runWell(this.place.baseline("ParseOnly", file), this.place.log("parse")).wall();
			double validate = Finished.runWell(this.place.program()
				.command("validate", file, "--reports", this.place.empty("validate"), "--no-progress"),
					this.place.log("validate"))
				.wall();
			this.raw.add("validate-parse", "only parsing", rows, round, "seconds", parse);
			add("validate-parse", rows, round, "seconds", validate);
			add("validate-parse", rows, round, "multiple", validate / parse);
		}
	}

	/** The server refuses the key once rows are created, which ends the import after its first step. */
	private void staging() {
		int rows = this.settings.rows(MILLION);
		Path file = this.place.rows(rows);
		try (Server server = Server.bench(this.settings, "--refuse", "1")) {
			for (int round = 1; round <= this.settings.rounds(3); round++) {
				String bare = Finished.runWell(
						this.place.baseline("BareInsert", file, this.place.empty("bare"), this.place.schema()),
						this.place.log("bare"))
					.output();
				double bareSeconds = Double.parseDouble(bare.substring(bare.indexOf('=') + 1).strip());
				Path folder = this.place.empty("staging");
				Finished.runWell(this.place.program().importing(file, server.url(), 64, folder),
						this.place.log("staging"), 3);
				double stage = stepSeconds(folder, "stage");
				this.raw.add("staging", "bare insert", rows, round, "seconds", bareSeconds);
				add("staging", rows, round, "seconds", stage);
				add("staging", rows, round, "share", bareSeconds / stage);
			}
		}
	}

	private double stepSeconds(Path folder, String step) {
		String steps = Finished.runWell(this.place.baseline("StepTimes", folder.resolve("state")),
				this.place.log("steps"))
			.output();
		return Json.number(steps, step);
	}

	private void again() {
		int rows = this.settings.rows(100_000);
		Path file = this.place.rows(rows);
		try (Server sandbox = Server.sandbox(this.settings, this.place.program())) {
			Path folder = this.place.empty("again");
			importInto(sandbox, file, folder, rows, "CREATED");
			for (int round = 1; round <= this.settings.rounds(2); round++) {
				long requests = importInto(sandbox, file, folder, rows, "UNCHANGED");
				add("again", rows, round, "requests", requests);
			}
		}
	}

	private void tenNew() {
		int rows = this.settings.rows(MILLION);
		try (Server sandbox = Server.sandbox(this.settings, this.place.program())) {
			importInto(sandbox, this.place.rows(rows), this.place.empty("million"), rows, "CREATED");
			for (int round = 1; round <= this.settings.rounds(2); round++) {
				Path ten = this.place.rows(10, rows + 10 * round);
				long requests = importInto(sandbox, ten, this.place.empty("ten-new"), 10, "CREATED");
				add("ten-new", rows, round, "requests", requests);
			}
		}
	}

	/** Imports, and counts the requests by the numbers that the server gives them. */
	private long importInto(Server sandbox, Path file, Path folder, int rows, String outcome) {
		long before = sandbox.requests();
		String summary = Finished.runWell(summarised(sandbox, file, folder), this.place.log("sandbox")).output();
		long requests = sandbox.requests() - before - 1;
		if (Json.number(summary, outcome) != rows) {
			throw new FailedException("not all of " + rows + " rows are " + outcome + "; see " + this.place.log("sandbox"));
		}
		return requests;
	}

	private Command summarised(Server sandbox, Path file, Path folder) {
		return this.place.program().importing(file, sandbox.url(), 64, folder).and("--output", "json");
	}

	private void rate150() {
		int rows = this.settings.rows(20_000);
		Path file = this.place.rows(rows);
		for (int round = 1; round <= this.settings.rounds(2); round++) {
			try (Server sandbox = Server.sandbox(this.settings, this.place.program(), "--sandbox-rate", 150,
					"--sandbox-latency", "50ms")) {
				Path folder = this.place.empty("rate");
				String summary = Finished.runWell(summarised(sandbox, file, folder), this.place.log("rate")).output();
				double total = Json.number(summary, "total");
				double throttled = Json.number(summary, "429");
				double seconds = stepSeconds(folder, "post");
				add("rate-150", rows, round, "used", (total - throttled) / 150 / seconds);
				add("rate-150", rows, round, "throttled_percent", 100 * throttled / total);
			}
		}
	}

	/** The script and the plain jar in turns. Each has a state of its own that it has used once. */
	private void start() {
		if (this.settings.jar() != null) {
			throw new FailedException("a jar by itself has no script that starts it");
		}
		Path file = this.place.rows(10);
		Path scriptFolder = this.place.empty("start-script");
		Path jarFolder = this.place.empty("start-jar");
		try (Server server = Server.bench(this.settings)) {
			for (int round = 0; round <= this.settings.rounds(10); round++) {
				double script = startOnce(server, this.place.program(), file, scriptFolder, round);
				double jar = startOnce(server, this.place.plainJar(), file, jarFolder, round);
				if (round > 0) {
					add("start", 10, round, "seconds", script);
					this.raw.add("start", "plain jar", 10, round, "seconds", jar);
					add("start", 10, round, "share", script / jar);
				}
			}
		}
	}

	private double startOnce(Server server, Program program, Path file, Path folder, int round) {
		server.reset();
		Finished finished = Finished.runWell(program.importing(file, server.url(), 16, folder), this.place.log("start"));
		double startedAt = finished.startedAt().getEpochSecond() + finished.startedAt().getNano() / 1e9;
		if (round > 0) {
			String subject = program.plain() ? "plain jar" : PROGRAM;
			this.raw.add("start", subject, 10, round, "first_create_seconds", server.stats().firstCreate() - startedAt);
			this.raw.add("start", subject, 10, round, "whole_process_seconds", finished.wall());
		}
		return server.stats().firstRequest() - startedAt;
	}

	private void words() {
		Program program = this.place.program();
		for (int round = 0; round <= this.settings.rounds(10); round++) {
			double help = Finished.runWell(program.command("--help"), this.place.log("words")).wall();
			double version = Finished.runWell(program.command("--version"), this.place.log("words")).wall();
			double usageError = Finished.runWell(program.command("import", "--no-such-option"), this.place.log("words"), 2)
				.wall();
			double jvm = Finished.runWell(Command.of(this.settings.jdk().resolve("bin/java"), "-version"),
					this.place.log("words"))
				.wall();
			if (round > 0) {
				this.raw.add("words", "java -version", 0, round, "seconds", jvm);
				add("words", 0, round, "help", help);
				add("words", 0, round, "version", version);
				add("words", 0, round, "usage_error", usageError);
			}
		}
	}

}
