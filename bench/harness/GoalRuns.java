import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** Measures what the goals are about, section by section. */
final class GoalRuns {

	private final Raw raw;

	private final Map<String, Runnable> sections = new LinkedHashMap<>();

	GoalRuns(Lab lab) {
		this.raw = lab.raw();
		new StartGoals(lab).addTo(this.sections);
		new PostingGoals(lab).addTo(this.sections);
		new FileGoals(lab).addTo(this.sections);
		new AccountGoals(lab).addTo(this.sections);
	}

	/** All sections; the table has the machine's load before each. */
	void runAll() throws IOException {
		StringJoiner loads = new StringJoiner(", ");
		for (String section : this.sections.keySet()) {
			loads.add(section + " " + Bench.load());
			run(section);
		}
		this.raw.add(new Raw.Line("machine", "load before each section", 0, 0, "fact", loads.toString()));
	}

	/**
	 * What cannot be measured is told in the table; the other sections are measured all
	 * the same.
	 */
	void run(String section) {
		System.err.println(section);
		this.raw.begin(section);
		try {
			this.sections.get(section).run();
		}
		catch (FailedException ex) {
			this.raw.skip(section, Lab.PROGRAM, ex.getMessage());
		}
	}

}
