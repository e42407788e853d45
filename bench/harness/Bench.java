import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Measures, and writes what came out: {@code bench/run} starts it. */
public final class Bench {

	private static final String REPORT = "report";

	private static final List<String> PARTS = List.of("jmh", "goals", "peers", REPORT);

	private static final Path LOAD = Path.of("/proc/loadavg");

	private Bench() {
	}

	public static void main(String[] args) throws IOException {
		try {
			Settings settings = Settings.parse(Path.of(args[0]),
					List.of(args).subList(1, args.length).toArray(String[]::new));
			run(settings);
		}
		catch (IllegalArgumentException | FailedException ex) {
			System.err.println("bench: " + ex.getMessage());
			System.exit(2);
		}
	}

	private static void run(Settings settings) throws IOException {
		check(settings.parts());
		Path results = settings.out().resolve("results");
		Raw goals = new Raw(results.resolve("goals.csv"));
		Raw peers = new Raw(results.resolve("peers.csv"));
		Raw jmh = new Raw(results.resolve("jmh.csv"));
		if (!settings.parts().equals(List.of(REPORT))) {
			Workplace place = new Workplace(settings);
			GoalRuns goalRuns = new GoalRuns(new Lab(settings, place, goals));
			for (String part : settings.parts().isEmpty() ? PARTS : settings.parts()) {
				switch (part) {
					case "goals" -> {
						machine(settings, goals);
						goalRuns.runAll();
					}
					case "peers" -> {
						machine(settings, peers);
						new PeerRuns(settings, place, peers).run();
					}
					case "jmh" -> {
						machine(settings, jmh);
						new JmhRuns(settings, place, jmh).run();
					}
					case REPORT -> {
						// As after everything else
					}
					default -> {
						again(settings, goals, part);
						goalRuns.run(part);
					}
				}
			}
		}
		new Report(settings, goals, peers, jmh).write();
		System.err.println("The table is " + settings.out().resolve("results.md"));
	}

	private static void check(List<String> parts) {
		for (String part : parts) {
			if (!PARTS.contains(part) && !sections().contains(part)) {
				throw new IllegalArgumentException("There is no part " + part + "; there are " + PARTS
						+ " and the sections of the goals: " + sections());
			}
		}
	}

	private static List<String> sections() {
		return Goals.ALL.stream().map(Goal::section).distinct().toList();
	}

	/** On what this was measured, and of what. */
	private static void machine(Settings settings, Raw raw) throws IOException {
		raw.begin("machine");
		fact(raw, "measured", now());
		fact(raw, "program", commit(settings));
		fact(raw, "JDK", version(settings.jdk()));
		if (settings.jdk25() != null) {
			fact(raw, "JDK 25", version(settings.jdk25()));
		}
		fact(raw, "cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
		fact(raw, "load before", load());
		if (!settings.note().isEmpty()) {
			fact(raw, "note", settings.note());
		}
	}

	/** The rest of the table is older. */
	private static void again(Settings settings, Raw raw, String section) {
		String note = settings.note().isEmpty() ? "" : " (" + settings.note() + ")";
		raw.remove("machine", section + " again");
		fact(raw, section + " again", now() + " " + commit(settings) + note);
	}

	/** The machine's load in the last minute, or {@code unknown}. */
	static String load() throws IOException {
		return Files.exists(LOAD) ? Files.readString(LOAD).split(" ")[0] : "unknown";
	}

	private static void fact(Raw raw, String name, String value) {
		raw.add(new Raw.Line("machine", name, 0, 0, "fact", value));
	}

	private static String now() {
		return Instant.now().truncatedTo(ChronoUnit.MINUTES).toString();
	}

	private static String commit(Settings settings) {
		return (settings.jar() != null) ? settings.jar().getFileName().toString()
				: first(Command.of("git", "-C", settings.checkout(), "log", "-1", "--format=%h %s"));
	}

	private static String version(Path jdk) {
		return first(Command.of(jdk.resolve("bin/java"), "-version")).replace("\"", "");
	}

	private static String first(Command command) {
		Finished finished = Finished.run(command, Path.of(System.getProperty("java.io.tmpdir"), "bench-fact.log"));
		return finished.output().lines().findFirst().orElse("unknown");
	}

}
