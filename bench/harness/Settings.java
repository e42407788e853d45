import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is to be measured, and with what.
 *
 * @param parts parts or sections of the goals, all where there is none
 * @param bench the folder that this benchmark is in
 * @param checkout the checkout whose program is measured
 * @param jar the jar to measure instead, or {@code null}
 * @param jdk the JDK that runs the program and the peers on the JVM
 * @param jdk25 a JDK 25 or later, or {@code null}
 * @param quick whether sizes are a tenth, with two rounds
 * @param rounds how often each thing is measured, 0 for each section's own number
 * @param limit the seconds that a run of a peer may take; larger sizes are left out
 * @param out where the table, the plots and the raw results go
 * @param note a sentence for the table, about the machine for instance
 */
record Settings(List<String> parts, Path bench, Path checkout, Path jar, Path jdk, Path jdk25, boolean quick,
		int rounds, int limit, Path out, String note) {

	private static final Set<String> FLAGS = Set.of("--quick");

	private static final Set<String> VALUES = Set.of("--checkout", "--jar", "--jdk", "--jdk25", "--rounds", "--limit",
			"--out", "--note");

	static Settings parse(Path bench, String[] args) throws IOException {
		List<String> parts = new ArrayList<>();
		Map<String, String> options = new HashMap<>();
		for (int i = 0; i < args.length; i++) {
			if (FLAGS.contains(args[i])) {
				options.put(args[i], "");
			}
			else if (VALUES.contains(args[i]) && i + 1 < args.length) {
				options.put(args[i], args[++i]);
			}
			else if (args[i].startsWith("-")) {
				throw new IllegalArgumentException("There is no option " + args[i] + ", or it lacks its value.");
			}
			else {
				parts.add(args[i]);
			}
		}
		boolean quick = options.containsKey("--quick");
		Path target = bench.resolve("target");
		Path jdk = Path.of(options.getOrDefault("--jdk", System.getProperty("java.home")));
		String jdk25 = options.get("--jdk25");
		return new Settings(parts, bench, path(options.getOrDefault("--checkout", bench.getParent().toString())),
				options.containsKey("--jar") ? path(options.get("--jar")) : null, jdk,
				(jdk25 != null) ? Path.of(jdk25) : findJdk25(jdk), quick,
				Integer.parseInt(options.getOrDefault("--rounds", "0")),
				Integer.parseInt(options.getOrDefault("--limit", quick ? "15" : "100")),
				options.containsKey("--out") ? path(options.get("--out")) : (quick ? target.resolve("quick") : bench),
				options.getOrDefault("--note", ""));
	}

	private static Path path(String text) {
		return Path.of(text).toAbsolutePath().normalize();
	}

	private static Path findJdk25(Path jdk) throws IOException {
		Path installed = Path.of("/usr/lib/jvm");
		if (Runtime.version().feature() >= 25 || !Files.isDirectory(installed)) {
			return (Runtime.version().feature() >= 25) ? jdk : null;
		}
		try (Stream<Path> folders = Files.list(installed)) {
			return folders.filter((folder) -> folder.getFileName().toString().matches(".*\\b25\\b.*"))
				.filter((folder) -> Files.isExecutable(folder.resolve("bin/java")))
				.sorted()
				.findFirst()
				.orElse(null);
		}
	}

	/** Where everything goes that can be made anew. */
	Path target() {
		return this.bench.resolve("target");
	}

	int rounds(int normal) {
		return (this.rounds > 0) ? this.rounds : (this.quick ? Math.min(2, normal) : normal);
	}

	/** How many rows stand for so many. */
	int rows(int normal) {
		return this.quick ? Math.max(10, normal / 10) : normal;
	}

}
