import java.util.Locale;
import java.util.stream.Collectors;

/** A text in Markdown that grows line by line. */
final class Text {

	private final StringBuilder text = new StringBuilder();

	void line(String format, Object... values) {
		this.text.append((values.length > 0) ? String.format(Locale.ROOT, format, values) : format).append('\n');
	}

	/** On what something was measured. */
	void facts(Raw raw) {
		line("");
		line(raw.lines()
			.stream()
			.filter((line) -> line.section().equals("machine"))
			.map((line) -> line.subject() + ": " + line.value())
			.collect(Collectors.joining(" · ")));
	}

	static String rows(int rows) {
		return (rows == 0) ? "" : String.format(Locale.ROOT, "%,d", rows);
	}

	@Override
	public String toString() {
		return this.text.toString();
	}

}
