import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compiles the benchmarks of the hot paths against the program's classes, and has JMH run
 * them.
 */
final class JmhRuns {

	private static final String SECTION = "jmh";

	private final Settings settings;

	private final Workplace place;

	private final Raw raw;

	JmhRuns(Settings settings, Workplace place, Raw raw) {
		this.settings = settings;
		this.place = place;
		this.raw = raw;
	}

	void run() {
		System.err.println(SECTION);
		this.raw.begin(SECTION);
		try {
			String missing = Tools.built(this.settings, this.place, "jmh");
			if (missing != null) {
				throw new FailedException(missing);
			}
			Path classes = this.settings.target().resolve("jmh");
			String classPath = this.settings.bench().resolve("jmh/target/lib") + "/*:" + this.place.classPath();
			this.place.compile(this.settings.bench().resolve("jmh/src"), classPath, classes);
			Path results = this.place.empty("jmh").resolve("results.csv");
			int iterations = this.settings.quick() ? 2 : 5;
			Finished.runWell(
					Command.of(this.settings.jdk().resolve("bin/java"), "-cp", classes + ":" + classPath,
							"org.openjdk.jmh.Main", "-f", this.settings.quick() ? 1 : 2, "-wi", iterations, "-i",
							iterations, "-w", "1s", "-r", "1s", "-prof", "gc", "-rf", "csv", "-rff", results),
					this.place.log("jmh"));
			Files.readAllLines(results).stream().skip(1).forEach(this::add);
		}
		catch (FailedException ex) {
			this.raw.skip(SECTION, "all", ex.getMessage());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Name, mode, threads, samples, score, error, unit; what a profiler adds has a colon
	 * in its name.
	 */
	private void add(String line) {
		String[] cells = line.replace("\"", "").split(",");
		String[] name = cells[0].split(":");
		String subject = name[0].replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1");
		double score = Double.parseDouble(cells[4]);
		double error = Double.parseDouble(cells[5]);
		if (name.length == 1) {
			this.raw.add(SECTION, subject, 0, 1, "nanoseconds", score);
			if (!Double.isNaN(error)) {
				this.raw.add(SECTION, subject, 0, 1, "error", error);
			}
		}
		else if (name[1].endsWith("gc.alloc.rate.norm")) {
			this.raw.add(SECTION, subject, 0, 1, "bytes", score);
		}
	}

}
