import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/** Writes the table and the plots from the raw results. */
final class Report {

	private static final String PROGRAM = PeerRuns.PROGRAM;

	private static final List<Integer> SIZES = List.of(1_000, 10_000, 100_000, 1_000_000);

	private final Settings settings;

	private final Raw goals;

	private final Raw peers;

	private final Raw jmh;

	private final StringBuilder text = new StringBuilder();

	Report(Settings settings, Raw goals, Raw peers, Raw jmh) {
		this.settings = settings;
		this.goals = goals;
		this.peers = peers;
		this.jmh = jmh;
	}

	void write() throws IOException {
		line("# What was measured");
		line("");
		line("Written by `bench/run`; [docs/performance.md](../docs/performance.md) says what the figures mean and what");
		line("limits what. They are medians over the rounds. Only ratios within one round are comparable with those of");
		line("another machine, or of another hour on the same one.");
		if (!this.goals.lines().isEmpty()) {
			goalTable();
			costs();
		}
		if (!this.peers.lines().isEmpty()) {
			peerTables();
			plots();
		}
		if (!this.jmh.lines().isEmpty()) {
			jmhTable();
		}
		Files.createDirectories(this.settings.out());
		Files.writeString(this.settings.out().resolve("results.md"), this.text);
	}

	private void line(String format, Object... values) {
		this.text.append((values.length > 0) ? String.format(Locale.ROOT, format, values) : format).append('\n');
	}

	private void machine(Raw raw) {
		String facts = raw.lines()
			.stream()
			.filter((line) -> line.section().equals("machine"))
			.map((line) -> line.subject() + ": " + line.value())
			.collect(Collectors.joining(" · "));
		line("");
		line(facts);
	}

	private void goalTable() {
		line("");
		line("## Goals");
		machine(this.goals);
		line("");
		line("| what | rows | floor | goal | median | min to max | rounds | holds |");
		line("| --- | --- | --- | --- | --- | --- | --- | --- |");
		for (Goal goal : Goals.ALL) {
			goalLine(goal);
		}
	}

	private void goalLine(Goal goal) {
		Goal.Form form = goal.form();
		List<Integer> sizes = this.goals.lines()
			.stream()
			.filter((line) -> line.section().equals(goal.section()) && line.metric().equals(goal.metric())
					&& line.subject().equals(PROGRAM))
			.map(Raw.Line::rows)
			.distinct()
			.sorted()
			.toList();
		String bounds = form.show(goal.floor()) + " | " + form.show(goal.goal());
		if (sizes.isEmpty()) {
			String reason = this.goals.skipped(goal.section(), null);
			line("| %s | %s | %s | - | - | - | %s |", goal.what(), rows(goal.rows()), bounds,
					(reason != null) ? "skipped: " + reason : "not measured");
			return;
		}
		int rows = sizes.get(sizes.size() - 1);
		Figures figures = this.goals.figures(goal.section(), PROGRAM, rows, goal.metric());
		line("| %s | %s | %s | %s | %s to %s | %d | %s |", goal.what(), rows(rows), bounds, form.show(figures.median()),
				form.show(figures.least()), form.show(figures.most()), figures.rounds(),
				(rows == goal.rows()) ? goal.verdict(figures.median()) : "other size");
	}

	private static String rows(int rows) {
		return (rows == 0) ? "" : String.format(Locale.ROOT, "%,d", rows);
	}

	/** What else came out where the goals were measured. */
	private void costs() {
		line("");
		line("Beside them:");
		line("");
		line("| where | whose | rows | figure | median | min to max |");
		line("| --- | --- | --- | --- | --- | --- |");
		this.goals.lines()
			.stream()
			.filter((line) -> !line.section().equals("machine") && !line.metric().equals("skipped"))
			.filter((line) -> Goals.ALL.stream()
				.noneMatch((goal) -> goal.section().equals(line.section()) && goal.metric().equals(line.metric())
						&& (goal.rows() == line.rows())))
			.map((line) -> new Raw.Line(line.section(), line.subject(), line.rows(), 0, line.metric(), ""))
			.distinct()
			.forEach((key) -> {
				Figures figures = this.goals.figures(key.section(), key.subject(), key.rows(), key.metric());
				line("| %s | %s | %s | %s | %s | %s to %s |", key.section(), key.subject(), rows(key.rows()),
						key.metric().replace('_', ' '), plain(figures.median()), plain(figures.least()),
						plain(figures.most()));
			});
	}

	private static String plain(double value) {
		return (value >= 100) ? String.format(Locale.ROOT, "%,.0f", value) : String.format(Locale.ROOT, "%.3f", value);
	}

	private void peerTables() {
		line("");
		line("## Beside what one would use instead");
		machine(this.peers);
		line("");
		line("Seconds are those of the whole process, from start to end. What stands under *largest* belongs to the most");
		line("rows that the peer has seconds for. *Share of wrk* is the rate at the server, from the first request to the");
		line("last answer, against wrk with 64 connections just before and after. *Resident* is the largest process, where");
		line("there are several. A dash: by the size before, it would have taken longer than the limit, and was not run.");
		for (int latency : new int[] { 0, 50 }) {
			peerTable(latency);
		}
	}

	private void peerTable(int latency) {
		String section = "peers-" + latency + "ms";
		line("");
		line("### %s", (latency == 0) ? "A server that answers at once" : "A server that takes " + latency + " ms");
		line("");
		line("| | in flight | %s | share of wrk, largest | CPU per 1,000 rows, largest | resident, largest |",
				SIZES.stream().map((size) -> rows(size) + " rows").collect(Collectors.joining(" | ")));
		line("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
		for (String peer : PeerRuns.NAMES) {
			String skipped = this.peers.skipped(section, peer);
			if (skipped != null) {
				line("| %s | | skipped: %s | | | | | | |", peer, skipped);
				continue;
			}
			int largest = SIZES.stream()
				.filter((size) -> !this.peers.figures(section, peer, size, "seconds").isEmpty())
				.reduce(0, Math::max);
			String seconds = SIZES.stream()
				.map((size) -> seconds(section, peer, size))
				.collect(Collectors.joining(" | "));
			line("| %s | %d | %s | %s | %s | %s |", peer, PeerRuns.inFlight(peer), seconds,
					show(section, peer, largest, "share_of_wrk", Goal.Form.SHARE::show),
					show(section, peer, largest, "cpu_ms_per_1000", Goal.Form.MILLIS::show),
					show(section, peer, largest, "rss_mib", Goal.Form.MIB::show));
		}
		line("| wrk | 64 | %s | | | |",
				SIZES.stream()
					.map((size) -> this.peers.figures(section, "wrk", size, "per_second"))
					.map((figures) -> figures.isEmpty() ? "-"
							: String.format(Locale.ROOT, "(%,.0f/s)", figures.median()))
					.collect(Collectors.joining(" | ")));
	}

	private String seconds(String section, String peer, int size) {
		if (!this.peers.figures(section, peer, size, "failed").isEmpty()) {
			return String.format(Locale.ROOT, "failed (%,.0f sent)",
					this.peers.figures(section, peer, size, "failed").median());
		}
		return show(section, peer, size, "seconds", Goal.Form.SECONDS::show);
	}

	private String show(String section, String peer, int size, String metric, DoubleFunction<String> form) {
		Figures figures = this.peers.figures(section, peer, size, metric);
		return figures.isEmpty() ? "-" : form.apply(figures.median());
	}

	private void plots() throws IOException {
		line("");
		plot("rate-0ms", "Rows a second, a server that answers at once", "rows a second", "peers-0ms", "seconds", true);
		plot("rate-50ms", "Rows a second, a server that takes 50 ms", "rows a second", "peers-50ms", "seconds", true);
		plot("cpu", "CPU time, a server that answers at once", "milliseconds per 1,000 rows", "peers-0ms",
				"cpu_ms_per_1000", false);
		plot("memory", "Resident memory of the largest process", "MiB", "peers-0ms", "rss_mib", false);
	}

	private void plot(String name, String title, String unit, String section, String metric, boolean rate)
			throws IOException {
		Plot plot = new Plot(title, unit);
		boolean empty = true;
		for (String peer : PeerRuns.NAMES) {
			List<Plot.Point> points = SIZES.stream()
				.filter((size) -> !this.peers.figures(section, peer, size, metric).isEmpty())
				.map((size) -> point(section, peer, size, metric, rate))
				.toList();
			if (!points.isEmpty()) {
				plot.add(new Plot.Series(peer, points));
				empty = false;
			}
		}
		if (!empty) {
			Path file = this.settings.out().resolve(name + ".svg");
			Files.writeString(file, plot.svg());
			line("![%s](%s.svg)", title, name);
			line("");
		}
	}

	private Plot.Point point(String section, String peer, int size, String metric, boolean rate) {
		Figures figures = this.peers.figures(section, peer, size, metric);
		return new Plot.Point(size, rate ? new Figures(figures.rounds(), size / figures.median(), size / figures.most(),
				size / figures.least()) : figures);
	}

	private void jmhTable() {
		line("## Hot paths, one core");
		machine(this.jmh);
		line("");
		String skipped = this.jmh.skipped("jmh", null);
		if (skipped != null) {
			line("Skipped: %s", skipped);
			return;
		}
		line("| | nanoseconds | error (99.9 %%) | bytes allocated |".replace("%%", "%"));
		line("| --- | --- | --- | --- |");
		this.jmh.lines()
			.stream()
			.filter((line) -> line.section().equals("jmh") && line.metric().equals("nanoseconds"))
			.forEach((line) -> line("| %s | %,.0f | %,.0f | %,.0f |", line.subject(), line.number(),
					this.jmh.figures("jmh", line.subject(), 0, "error").median(),
					this.jmh.figures("jmh", line.subject(), 0, "bytes").median()));
	}

}
