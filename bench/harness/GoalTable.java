import java.util.List;
import java.util.Locale;

/** The table of the goals, and what else came out where they were measured. */
final class GoalTable {

	private final Raw raw;

	private final Text text;

	GoalTable(Raw raw, Text text) {
		this.raw = raw;
		this.text = text;
	}

	void write() {
		this.text.line("");
		this.text.line("## Goals");
		this.text.facts(this.raw);
		this.text.line("");
		this.text.line("| what | rows | floor | goal | median | min to max | rounds | holds |");
		this.text.line("| --- | --- | --- | --- | --- | --- | --- | --- |");
		for (Goal goal : Goals.ALL) {
			goalLine(goal);
		}
		costs();
	}

	private void goalLine(Goal goal) {
		Goal.Form form = goal.form();
		List<Integer> sizes = this.raw.lines()
			.stream()
			.filter((line) -> line.section().equals(goal.section()) && line.metric().equals(goal.metric())
					&& line.subject().equals(Lab.PROGRAM))
			.map(Raw.Line::rows)
			.distinct()
			.sorted()
			.toList();
		String bounds = form.show(goal.floor()) + " | " + form.show(goal.goal());
		if (sizes.isEmpty()) {
			String reason = this.raw.skipped(goal.section(), null);
			this.text.line("| %s | %s | %s | - | - | - | %s |", goal.what(), Text.rows(goal.rows()), bounds,
					(reason != null) ? "skipped: " + reason : "not measured");
			return;
		}
		int rows = sizes.get(sizes.size() - 1);
		Figures figures = this.raw.figures(goal.section(), Lab.PROGRAM, rows, goal.metric());
		this.text.line("| %s | %s | %s | %s | %s to %s | %d | %s |", goal.what(), Text.rows(rows), bounds,
				form.show(figures.median()), form.show(figures.least()), form.show(figures.most()), figures.rounds(),
				(rows == goal.rows()) ? goal.verdict(figures.median()) : "other size");
	}

	/** What else came out where the goals were measured. */
	private void costs() {
		this.text.line("");
		this.text.line("Beside them:");
		this.text.line("");
		this.text.line("| where | whose | rows | figure | median | min to max |");
		this.text.line("| --- | --- | --- | --- | --- | --- |");
		this.raw.lines()
			.stream()
			.filter((line) -> !line.section().equals("machine") && !line.metric().equals("skipped"))
			.filter((line) -> !isInTable(line))
			.map((line) -> new Raw.Line(line.section(), line.subject(), line.rows(), 0, line.metric(), ""))
			.distinct()
			.forEach((key) -> {
				Figures figures = this.raw.figures(key.section(), key.subject(), key.rows(), key.metric());
				this.text.line("| %s | %s | %s | %s | %s | %s to %s |", key.section(), key.subject(),
						Text.rows(key.rows()), key.metric().replace('_', ' '), plain(figures.median()),
						plain(figures.least()), plain(figures.most()));
			});
	}

	/**
	 * Whether it is one of the figures that a goal's line sums up: those of the most
	 * rows.
	 */
	private boolean isInTable(Raw.Line line) {
		return line.subject().equals(Lab.PROGRAM)
				&& Goals.ALL.stream()
					.anyMatch((goal) -> goal.section().equals(line.section()) && goal.metric().equals(line.metric()))
				&& this.raw.lines()
					.stream()
					.noneMatch((other) -> other.section().equals(line.section()) && other.metric().equals(line.metric())
							&& other.rows() > line.rows());
	}

	private static String plain(double value) {
		return (value >= 100) ? String.format(Locale.ROOT, "%,.0f", value) : String.format(Locale.ROOT, "%.3f", value);
	}

}
