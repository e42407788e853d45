import java.nio.file.Path;
import java.util.Map;

/** What it takes to check a file and to stage it. */
final class FileGoals {

	private final Lab lab;

	FileGoals(Lab lab) {
		this.lab = lab;
	}

	void addTo(Map<String, Runnable> sections) {
		sections.put("validate", this::validate);
		sections.put("validate-parse", this::validateAndParse);
		sections.put("staging", this::staging);
	}

	/** Time and disk for a tenth, all, and ten times a million rows, interleaved. */
	private void validate() {
		int[] sizes = { this.lab.settings().rows(Lab.MILLION / 10), this.lab.settings().rows(Lab.MILLION),
				this.lab.settings().rows(10 * Lab.MILLION) };
		for (int round = 1; round <= this.lab.settings().rounds(3); round++) {
			double[] seconds = new double[sizes.length];
			double[] mib = new double[sizes.length];
			for (int i = 0; i < sizes.length; i++) {
				Path folder = this.lab.place().empty("validate");
				Program program = this.lab.place().program().withOptions("-Xmx128m -Djava.io.tmpdir=" + folder);
				try (DiskWatch disk = new DiskWatch(folder)) {
					Finished finished = Finished.runWell(program.command("validate", this.lab.place().rows(sizes[i]),
							"--reports", folder.resolve("reports"), "--no-progress"), this.lab.place().log("validate"));
					seconds[i] = finished.wall();
					mib[i] = disk.mib();
					this.lab.add("validate", sizes[i], round, "seconds", seconds[i]);
					this.lab.add("validate", sizes[i], round, "disk_mib", mib[i]);
					this.lab.add("validate", sizes[i], round, "rss_mib", finished.rssMib());
				}
			}
			this.lab.add("validate", sizes[2], round, "time_growth", growth(seconds));
			this.lab.add("validate", sizes[2], round, "disk_growth", growth(mib));
		}
	}

	/**
	 * What a row more costs among many, as a multiple of what it costs among few; the
	 * start does not count.
	 */
	private static double growth(double[] values) {
		return (values[2] - values[1]) / 10 / (values[1] - values[0]);
	}

	private void validateAndParse() {
		int rows = this.lab.settings().rows(Lab.MILLION);
		Path file = this.lab.place().rows(rows);
		for (int round = 1; round <= this.lab.settings().rounds(5); round++) {
			double parse = Finished.runWell(this.lab.place().baseline("ParseOnly", file), this.lab.place().log("parse"))
				.wall();
			double validate = Finished
				.runWell(this.lab.place()
					.program()
					.command("validate", file, "--reports", this.lab.place().empty("validate"), "--no-progress"),
						this.lab.place().log("validate"))
				.wall();
			this.lab.addOf("validate-parse", "only parsing", rows, round, "seconds", parse);
			this.lab.add("validate-parse", rows, round, "seconds", validate);
			this.lab.add("validate-parse", rows, round, "multiple", validate / parse);
		}
	}

	/**
	 * The server refuses the key once rows are created, which ends the import after its
	 * first step.
	 */
	private void staging() {
		int rows = this.lab.settings().rows(Lab.MILLION);
		Path file = this.lab.place().rows(rows);
		try (Server server = Server.bench(this.lab.settings(), "--refuse", "1")) {
			for (int round = 1; round <= this.lab.settings().rounds(3); round++) {
				Path bareFolder = this.lab.place().empty("bare");
				Finished.runWell(this.lab.place()
					.program()
					.importing(this.lab.place().rows(10), server.url(), 1, bareFolder), this.lab.place().log("bare"), 3);
				String bare = Finished
					.runWell(this.lab.place().baseline("BareInsert", file, bareFolder.resolve("state")),
							this.lab.place().log("bare"))
					.output();
				double bareSeconds = Double.parseDouble(bare.substring(bare.indexOf('=') + 1).strip());
				Path folder = this.lab.place().empty("staging");
				Finished.runWell(this.lab.place().program().importing(file, server.url(), 64, folder),
						this.lab.place().log("staging"), 3);
				double stage = this.lab.stepSeconds(folder, "stage");
				this.lab.addOf("staging", "bare insert", rows, round, "seconds", bareSeconds);
				this.lab.add("staging", rows, round, "seconds", stage);
				this.lab.add("staging", rows, round, "share", bareSeconds / stage);
			}
		}
	}

}
