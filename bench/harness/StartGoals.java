import java.nio.file.Path;
import java.util.Map;

/** How soon the program is there. */
final class StartGoals {

	private final Lab lab;

	StartGoals(Lab lab) {
		this.lab = lab;
	}

	void addTo(Map<String, Runnable> sections) {
		sections.put("words", this::words);
		sections.put("start", this::start);
		sections.put("quick-start", this::quickStart);
	}

	/**
	 * The script and the plain jar in turns. Each has a state of its own that it has used
	 * once.
	 */
	private void start() {
		if (this.lab.settings().jar() != null) {
			throw new FailedException("a jar by itself has no script that starts it");
		}
		Path file = this.lab.place().rows(10);
		Path scriptFolder = this.lab.place().empty("start-script");
		Path jarFolder = this.lab.place().empty("start-jar");
		try (Server server = Server.bench(this.lab.settings())) {
			for (int round = 0; round <= this.lab.settings().rounds(10); round++) {
				double script = startOnce(server, this.lab.place().program(), file, scriptFolder, round);
				double jar = startOnce(server, this.lab.place().plainJar(), file, jarFolder, round);
				if (round > 0) {
					this.lab.add("start", 10, round, "seconds", script);
					this.lab.addOf("start", "plain jar", 10, round, "seconds", jar);
					this.lab.add("start", 10, round, "share", script / jar);
				}
			}
		}
	}

	private double startOnce(Server server, Program program, Path file, Path folder, int round) {
		server.reset();
		Finished finished = Finished.runWell(program.importing(file, server.url(), 16, folder),
				this.lab.place().log("start"));
		double startedAt = finished.startedAt().getEpochSecond() + finished.startedAt().getNano() / 1e9;
		if (round > 0) {
			String subject = program.plain() ? "plain jar" : Lab.PROGRAM;
			this.lab.addOf("start", subject, 10, round, "first_create_seconds",
					server.stats().firstCreate() - startedAt);
			this.lab.addOf("start", subject, 10, round, "whole_process_seconds", finished.wall());
		}
		return server.stats().firstRequest() - startedAt;
	}

	/**
	 * Ten rows, the whole process: the plain jar on both JDKs, and the bundle with its own
	 * runtime, in turns with the tutorial's job on the same JDK.
	 */
	private void quickStart() {
		Path jdk = this.lab.settings().jdk();
		Path jdk25 = this.lab.settings().jdk25();
		Program bundle = this.lab.place().bundle();
		try (Server server = Server.bench(this.lab.settings())) {
			for (int round = 0; round <= this.lab.settings().rounds(10); round++) {
				Finished tutorial = tutorial(server, jdk);
				Finished jar = tenRows(server, this.lab.place().plainJar(jdk));
				addQuickStart(round, "tutorial", tutorial);
				addQuickStart(round, "plain jar", jar);
				addShares(round, "jar", jar, tutorial);
				if (jdk25 == null) {
					continue;
				}
				Finished tutorial25 = tutorial(server, jdk25);
				Finished jar25 = tenRows(server, this.lab.place().plainJar(jdk25));
				addQuickStart(round, "tutorial on JDK 25", tutorial25);
				addQuickStart(round, "plain jar on JDK 25", jar25);
				if (round > 0) {
					this.lab.add("quick-start", 10, round, "jdk25_cpu", jar25.cpu() / jar.cpu());
				}
				if (bundle != null) {
					Finished bundled = tenRows(server, bundle);
					addQuickStart(round, "bundle", bundled);
					addShares(round, "bundle", bundled, tutorial25);
				}
			}
		}
	}

	private Finished tutorial(Server server, Path jdk) {
		Peer peer = Peer.tutorial(this.lab.settings(), this.lab.place(), jdk);
		if (peer.missing() != null) {
			throw new FailedException(peer.missing());
		}
		server.reset();
		return Finished.runWell(peer.posting().command(this.lab.place().rows(10), server.url()),
				this.lab.place().log("quick-start"));
	}

	private Finished tenRows(Server server, Program program) {
		server.reset();
		Path folder = this.lab.place().empty("quick-start");
		return Finished.runWell(program.importing(this.lab.place().rows(10), server.url(), 16, folder),
				this.lab.place().log("quick-start"));
	}

	private void addQuickStart(int round, String subject, Finished finished) {
		if (round > 0) {
			this.lab.addOf("quick-start", subject, 10, round, "seconds", finished.wall());
			this.lab.addOf("quick-start", subject, 10, round, "cpu_seconds", finished.cpu());
		}
	}

	private void addShares(int round, String subject, Finished one, Finished tutorial) {
		if (round > 0) {
			this.lab.add("quick-start", 10, round, subject + "_time", one.wall() / tutorial.wall());
			this.lab.add("quick-start", 10, round, subject + "_cpu", one.cpu() / tutorial.cpu());
		}
	}

	private void words() {
		Program program = this.lab.place().program();
		for (int round = 0; round <= this.lab.settings().rounds(10); round++) {
			double help = Finished.runWell(program.command("--help"), this.lab.place().log("words")).wall();
			double version = Finished.runWell(program.command("--version"), this.lab.place().log("words")).wall();
			double usageError = Finished
				.runWell(program.command("import", "--no-such-option"), this.lab.place().log("words"), 2)
				.wall();
			double jvm = Finished
				.runWell(Command.of(this.lab.settings().jdk().resolve("bin/java"), "-version"),
						this.lab.place().log("words"))
				.wall();
			if (round > 0) {
				this.lab.addOf("words", "java -version", 0, round, "seconds", jvm);
				this.lab.add("words", 0, round, "help", help);
				this.lab.add("words", 0, round, "version", version);
				this.lab.add("words", 0, round, "usage_error", usageError);
			}
		}
	}

}
