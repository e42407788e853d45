import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/** The program beside what one would use instead, as tables and as plots. */
final class PeerTables {

	private static final List<Integer> SIZES = List.of(1_000, 10_000, 100_000, 1_000_000);

	private final Raw raw;

	private final Text text;

	private final Path out;

	PeerTables(Raw raw, Text text, Path out) {
		this.raw = raw;
		this.text = text;
		this.out = out;
	}

	void write() throws IOException {
		this.text.line("");
		this.text.line("## Beside what one would use instead");
		this.text.facts(this.raw);
		this.text.line("");
		this.text.line(
				"Seconds are those of the whole process, from start to end. What stands under *largest* belongs to the most");
		this.text.line(
				"rows that the peer has seconds for. *Share of wrk* is the rate at the server, from the first request to the");
		this.text.line(
				"last answer, against wrk with 64 connections just before and after. *Resident* is the largest process, where");
		this.text.line(
				"there are several. A dash: by the sizes before, it would have taken longer than the limit, and was not run.");
		for (int latency : new int[] { 0, 50 }) {
			peerTable(latency);
		}
		plots();
	}

	private void peerTable(int latency) {
		String section = "peers-" + latency + "ms";
		this.text.line("");
		this.text.line("### %s",
				(latency == 0) ? "A server that answers at once" : "A server that takes " + latency + " ms");
		this.text.line("");
		this.text.line("| | in flight | %s | share of wrk, largest | CPU per 1,000 rows, largest | resident, largest |",
				SIZES.stream().map((size) -> Text.rows(size) + " rows").collect(Collectors.joining(" | ")));
		this.text.line("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
		for (String peer : PeerRuns.NAMES) {
			String skipped = this.raw.skipped(section, peer);
			if (skipped != null) {
				this.text.line("| %s | | skipped: %s | | | | | | |", peer, skipped);
				continue;
			}
			int largest = SIZES.stream()
				.filter((size) -> !this.raw.figures(section, peer, size, "seconds").isEmpty())
				.reduce(0, Math::max);
			String seconds = SIZES.stream()
				.map((size) -> seconds(section, peer, size))
				.collect(Collectors.joining(" | "));
			this.text.line("| %s | %d | %s | %s | %s | %s |", peer, PeerRuns.inFlight(peer), seconds,
					show(section, peer, largest, "share_of_wrk", Goal.Form.SHARE::show),
					show(section, peer, largest, "cpu_ms_per_1000", Goal.Form.MILLIS::show),
					show(section, peer, largest, "rss_mib", Goal.Form.MIB::show));
		}
		this.text.line("| wrk | 64 | %s | | | |", SIZES.stream()
			.map((size) -> this.raw.figures(section, "wrk", size, "per_second"))
			.map((figures) -> figures.isEmpty() ? "-" : String.format(Locale.ROOT, "(%,.0f/s)", figures.median()))
			.collect(Collectors.joining(" | ")));
	}

	private String seconds(String section, String peer, int size) {
		if (!this.raw.figures(section, peer, size, "failed").isEmpty()) {
			return String.format(Locale.ROOT, "failed (%,.0f sent)",
					this.raw.figures(section, peer, size, "failed").median());
		}
		return show(section, peer, size, "seconds", Goal.Form.SECONDS::show);
	}

	private String show(String section, String peer, int size, String metric, DoubleFunction<String> form) {
		Figures figures = this.raw.figures(section, peer, size, metric);
		return figures.isEmpty() ? "-" : form.apply(figures.median());
	}

	private void plots() throws IOException {
		this.text.line("");
		plot("rate-0ms", "Rows a second, a server that answers at once", "rows a second", "peers-0ms", "seconds", true);
		plot("rate-50ms", "Rows a second, a server that takes 50 ms", "rows a second", "peers-50ms", "seconds", true);
		plot("cpu", "CPU time, a server that answers at once", "milliseconds per 1,000 rows", "peers-0ms",
				"cpu_ms_per_1000", false);
		plot("memory", "Resident memory of the largest process", "MiB", "peers-0ms", "rss_mib", false);
	}

	private void plot(String name, String title, String unit, String section, String metric, boolean rate)
			throws IOException {
		Plot plot = new Plot(title, unit);
		for (int i = 0; i < PeerRuns.NAMES.size(); i++) {
			String peer = PeerRuns.NAMES.get(i);
			plot.add(new Plot.Series(peer, i,
					SIZES.stream()
						.filter((size) -> !this.raw.figures(section, peer, size, metric).isEmpty())
						.map((size) -> point(section, peer, size, metric, rate))
						.toList()));
		}
		if (rate) {
			plot.add(new Plot.Series("wrk", PeerRuns.NAMES.size(),
					SIZES.stream()
						.filter((size) -> !this.raw.figures(section, "wrk", size, "per_second").isEmpty())
						.map((size) -> point(section, "wrk", size, "per_second", false))
						.toList()));
		}
		if (!plot.isEmpty()) {
			Files.writeString(this.out.resolve(name + ".svg"), plot.svg());
			this.text.line("![%s](%s.svg)", title, name);
			this.text.line("");
		}
	}

	private Plot.Point point(String section, String peer, int size, String metric, boolean rate) {
		Figures figures = this.raw.figures(section, peer, size, metric);
		return new Plot.Point(size, rate
				? new Figures(figures.rounds(), size / figures.median(), size / figures.most(), size / figures.least())
				: figures);
	}

}
