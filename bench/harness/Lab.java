import java.nio.file.Path;

/**
 * What the measuring of a section works with.
 *
 * @param settings what is to be measured
 * @param place the program, its peers and files to import
 * @param raw where the results go
 */
record Lab(Settings settings, Workplace place, Raw raw) {

	static final String PROGRAM = "role-bindings";

	static final int MILLION = 1_000_000;

	void add(String section, int rows, int round, String metric, double value) {
		addOf(section, PROGRAM, rows, round, metric, value);
	}

	void addOf(String section, String subject, int rows, int round, String metric, double value) {
		this.raw.add(section, subject, rows, round, metric, value);
	}

	void addCosts(String section, int rows, int round, Finished finished) {
		add(section, rows, round, "seconds", finished.wall());
		add(section, rows, round, "cpu_ms_per_1000", finished.cpu() * 1e6 / rows);
		add(section, rows, round, "rss_mib", finished.rssMib());
	}

	/** How long a step of the import in a folder took, as Spring Batch has it. */
	double stepSeconds(Path folder, String step) {
		String steps = Finished
			.runWell(this.place.baseline("StepTimes", folder.resolve("state")), this.place.log("steps"))
			.output();
		return Json.number(steps, step);
	}

}
