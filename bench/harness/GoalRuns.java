import java.util.LinkedHashMap;
import java.util.Map;

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

	void runAll() {
		this.sections.keySet().forEach(this::run);
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
