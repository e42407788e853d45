import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Raw results, one value a line, in a CSV. A section that is measured again replaces the
 * one that was there.
 */
final class Raw {

	private static final String QUOTE = "\"";

	private static final String HEADER = "section,subject,rows,round,metric,value";

	private final Path file;

	private final List<Line> lines = new ArrayList<>();

	private final Set<String> begun = new LinkedHashSet<>();

	/**
	 * One value.
	 *
	 * @param section what is measured
	 * @param subject of what
	 * @param rows how many rows, 0 where that means nothing
	 * @param round which time, from 1
	 * @param metric which figure
	 * @param value a number; a sentence where the metric is {@code skipped} or a property
	 * of the machine
	 */
	record Line(String section, String subject, int rows, int round, String metric, String value) {

		double number() {
			return Double.parseDouble(this.value);
		}

		private String text() {
			return String.join(",", this.section, this.subject, String.valueOf(this.rows), String.valueOf(this.round),
					this.metric,
					this.value.contains(",") ? QUOTE + this.value.replace(QUOTE, "'") + QUOTE : this.value);
		}

	}

	Raw(Path file) {
		this.file = file;
		try {
			if (Files.exists(file)) {
				Files.readAllLines(file)
					.stream()
					.skip(1)
					.map((line) -> line.split(",", 6))
					.forEach((cells) -> this.lines.add(new Line(cells[0], cells[1], Integer.parseInt(cells[2]),
							Integer.parseInt(cells[3]), cells[4],
							cells[5].startsWith(QUOTE) ? cells[5].substring(1, cells[5].length() - 1) : cells[5])));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Begins a section anew. */
	void begin(String section) {
		if (this.begun.add(section)) {
			this.lines.removeIf((line) -> line.section.equals(section));
		}
	}

	/** Forgets what is known of a subject. */
	void remove(String section, String subject) {
		this.lines.removeIf((line) -> line.section.equals(section) && line.subject.equals(subject));
	}

	void add(String section, String subject, int rows, int round, String metric, double value) {
		add(new Line(section, subject, rows, round, metric, String.valueOf(Math.round(value * 1e6) / 1e6)));
	}

	void skip(String section, String subject, String reason) {
		add(new Line(section, subject, 0, 0, "skipped", reason));
	}

	void add(Line line) {
		System.err.println("  " + line.text());
		this.lines.add(line);
		save();
	}

	private void save() {
		try {
			List<String> texts = new ArrayList<>(List.of(HEADER));
			this.lines.forEach((line) -> texts.add(line.text()));
			Files.createDirectories(this.file.getParent());
			Files.write(this.file, texts);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	List<Line> lines() {
		return this.lines;
	}

	Figures figures(String section, String subject, int rows, String metric) {
		return Figures.of(this.lines.stream()
			.filter((line) -> line.section.equals(section) && line.subject.equals(subject) && line.metric.equals(metric)
					&& (rows < 0 || line.rows == rows))
			.mapToDouble(Line::number));
	}

	/** Why something was not measured, or {@code null}. */
	String skipped(String section, String subject) {
		return this.lines.stream()
			.filter((line) -> line.section.equals(section) && line.metric.equals("skipped"))
			.filter((line) -> subject == null || line.subject.equals(subject))
			.map(Line::value)
			.findFirst()
			.orElse(null);
	}

}
