import java.io.IOException;
import java.nio.file.Files;

/** Writes the table and the plots from the raw results. */
final class Report {

	private final Settings settings;

	private final Raw goals;

	private final Raw peers;

	private final Raw jmh;

	private final Text text = new Text();

	Report(Settings settings, Raw goals, Raw peers, Raw jmh) {
		this.settings = settings;
		this.goals = goals;
		this.peers = peers;
		this.jmh = jmh;
	}

	void write() throws IOException {
		this.text.line("# What was measured");
		this.text.line("");
		this.text.line(
				"Written by `bench/run`; [docs/performance.md](../docs/performance.md) says what the figures mean and");
		this.text.line(
				"what limits what. They are medians over the rounds. Only ratios within one round are comparable with");
		this.text.line("those of another machine, or of another hour on the same one. A load is the average of");
		this.text.line("a minute, so the load before a section includes the section before it.");
		Files.createDirectories(this.settings.out());
		if (!this.goals.lines().isEmpty()) {
			new GoalTable(this.goals, this.text).write();
		}
		if (!this.peers.lines().isEmpty()) {
			new PeerTables(this.peers, this.text, this.settings.out()).write();
		}
		if (!this.jmh.lines().isEmpty()) {
			jmhTable();
		}
		Files.writeString(this.settings.out().resolve("results.md"), this.text.toString());
	}

	private void jmhTable() {
		this.text.line("## Hot paths, one core");
		this.text.facts(this.jmh);
		this.text.line("");
		String skipped = this.jmh.skipped("jmh", null);
		if (skipped != null) {
			this.text.line("Skipped: %s", skipped);
			return;
		}
		this.text.line("| | nanoseconds | error (99.9 %) | bytes allocated |");
		this.text.line("| --- | --- | --- | --- |");
		this.jmh.lines()
			.stream()
			.filter((line) -> line.section().equals("jmh") && line.metric().equals("nanoseconds"))
			.forEach((line) -> this.text.line("| %s | %,.0f | %s | %,.0f |", line.subject(), line.number(),
					Goal.Form.COUNT.show(this.jmh.figures("jmh", line.subject(), 0, "error").median()),
					this.jmh.figures("jmh", line.subject(), 0, "bytes").median()));
	}

}
