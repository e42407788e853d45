import java.nio.file.Path;
import java.util.Map;

/**
 * How many requests it takes where much is in place already, or where the server takes
 * only so many.
 */
final class AccountGoals {

	private final Lab lab;

	AccountGoals(Lab lab) {
		this.lab = lab;
	}

	void addTo(Map<String, Runnable> sections) {
		sections.put("again", this::again);
		sections.put("ten-new", this::tenNew);
		sections.put("rate-150", this::rate150);
	}

	private void again() {
		int rows = this.lab.settings().rows(100_000);
		Path file = this.lab.place().rows(rows);
		try (Server sandbox = Server.sandbox(this.lab.settings(), this.lab.place().program())) {
			Path folder = this.lab.place().empty("again");
			importInto(sandbox, file, folder, rows, "CREATED");
			for (int round = 1; round <= this.lab.settings().rounds(2); round++) {
				long requests = importInto(sandbox, file, folder, rows, "UNCHANGED");
				this.lab.add("again", rows, round, "requests", requests);
			}
		}
	}

	private void tenNew() {
		int rows = this.lab.settings().rows(Lab.MILLION);
		try (Server sandbox = Server.sandbox(this.lab.settings(), this.lab.place().program())) {
			importInto(sandbox, this.lab.place().rows(rows), this.lab.place().empty("million"), rows, "CREATED");
			for (int round = 1; round <= this.lab.settings().rounds(2); round++) {
				Path ten = this.lab.place().rows(10, rows + 10 * round);
				long requests = importInto(sandbox, ten, this.lab.place().empty("ten-new"), 10, "CREATED");
				this.lab.add("ten-new", rows, round, "requests", requests);
			}
		}
	}

	/** Imports, and counts the requests by the numbers that the server gives them. */
	private long importInto(Server sandbox, Path file, Path folder, int rows, String outcome) {
		long before = sandbox.requests();
		String summary = Finished.runWell(summarised(sandbox, file, folder), this.lab.place().log("sandbox")).output();
		long requests = sandbox.requests() - before - 1;
		if (Json.number(summary, outcome) != rows) {
			throw new FailedException(
					"not all of " + rows + " rows are " + outcome + "; see " + this.lab.place().log("sandbox"));
		}
		return requests;
	}

	private Command summarised(Server sandbox, Path file, Path folder) {
		return this.lab.place().program().importing(file, sandbox.url(), 64, folder).and("--output", "json");
	}

	private void rate150() {
		int rows = this.lab.settings().rows(20_000);
		Path file = this.lab.place().rows(rows);
		for (int round = 1; round <= this.lab.settings().rounds(2); round++) {
			try (Server sandbox = Server.sandbox(this.lab.settings(), this.lab.place().program(), "--sandbox-rate", 150,
					"--sandbox-latency", "50ms")) {
				Path folder = this.lab.place().empty("rate");
				String summary = Finished.runWell(summarised(sandbox, file, folder), this.lab.place().log("rate"))
					.output();
				double total = Json.number(summary, "total");
				double throttled = Json.number(summary, "429");
				double seconds = this.lab.stepSeconds(folder, "post");
				this.lab.add("rate-150", rows, round, "used", (total - throttled) / 150 / seconds);
				this.lab.add("rate-150", rows, round, "throttled_percent", 100 * throttled / total);
			}
		}
	}

}
