import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Measures, and writes what came out: {@code bench/run} starts it. */
public final class Bench {

	private static final Set<String> PARTS = Set.of("goals", "peers", "jmh", "report");

	private Bench() {
	}

	public static void main(String[] args) throws IOException {
		try {
			Settings settings = Settings.parse(Path.of(args[0]), List.of(args).subList(1, args.length).toArray(String[]::new));
			run(settings);
		}
		catch (IllegalArgumentException | FailedException ex) {
			System.err.println("bench: " + ex.getMessage());
			System.exit(2);
		}
	}

	private static void run(Settings settings) throws IOException {
		List<String> parts = settings.parts().isEmpty() ? List.of("goals", "peers", "jmh") : settings.parts();
		Path results = settings.out().resolve("results");
		Raw goals = new Raw(results.resolve("goals.csv"));
		Raw peers = new Raw(results.resolve("peers.csv"));
		Raw jmh = new Raw(results.resolve("jmh.csv"));
		if (!parts.equals(List.of("report"))) {
			Workplace place = new Workplace(settings);
			GoalRuns goalRuns = new GoalRuns(settings, place, goals);
			for (String part : parts) {
				switch (part) {
					case "goals" -> {
						machine(settings, place, goals);
						goalRuns.runAll();
					}
					case "peers" -> {
						machine(settings, place, peers);
						new PeerRuns(settings, place, peers).run();
					}
					case "jmh" -> {
						machine(settings, place, jmh);
						new JmhRuns(settings, place, jmh).run();
					}
					case "report" -> {
					}
					default -> {
						if (!goalRuns.has(part)) {
							throw new IllegalArgumentException("There is no part " + part + "; there are " + PARTS
									+ " and the sections of the goals: " + sections());
						}
						machine(settings, place, goals);
						goalRuns.run(part);
					}
				}
			}
		}
		new Report(settings, goals, peers, jmh).write();
		System.err.println("The table is " + settings.out().resolve("results.md"));
	}

	private static List<String> sections() {
		return Goals.ALL.stream().map(Goal::section).distinct().toList();
	}

	/** On what this was measured, and of what. */
	private static void machine(Settings settings, Workplace place, Raw raw) throws IOException {
		raw.begin("machine");
		List<String[]> facts = new ArrayList<>();
		facts.add(new String[] { "measured", Instant.now().truncatedTo(ChronoUnit.MINUTES).toString() });
		facts.add(new String[] { "program", first(Command.of("git", "-C", settings.checkout(), "log", "-1",
				"--format=%h %s")) });
		facts.add(new String[] { "JDK", first(Command.of(settings.jdk().resolve("bin/java"), "-version")) });
		if (settings.jdk25() != null) {
			facts.add(new String[] { "JDK 25", first(Command.of(settings.jdk25().resolve("bin/java"), "-version")) });
		}
		facts.add(new String[] { "cores", String.valueOf(Runtime.getRuntime().availableProcessors()) });
		facts.add(new String[] { "load before", Files.exists(Path.of("/proc/loadavg"))
				? Files.readString(Path.of("/proc/loadavg")).split(" ")[0] : "unknown" });
		if (!settings.note().isEmpty()) {
			facts.add(new String[] { "note", settings.note() });
		}
		for (String[] fact : facts) {
			raw.add(new Raw.Line("machine", fact[0], 0, 0, "fact", fact[1]));
		}
	}

	private static String first(Command command) {
		Finished finished = Finished.run(command, Path.of(System.getProperty("java.io.tmpdir"), "bench-fact.log"));
		return finished.output().lines().findFirst().orElse("unknown");
	}

}
