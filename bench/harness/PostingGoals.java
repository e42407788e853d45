import java.nio.file.Path;
import java.util.Map;

/** How fast rows are posted, and at what cost. */
final class PostingGoals {

	private final Lab lab;

	/** What is run beside the program. */
	private interface AfterRound {

		void run(int round, Finished program);

	}

	PostingGoals(Lab lab) {
		this.lab = lab;
	}

	void addTo(Map<String, Runnable> sections) {
		sections.put("throughput-64", () -> throughput("throughput-64", 64, 40_000));
		sections.put("throughput-256", () -> throughput("throughput-256", 256, 120_000));
		sections.put("in-flight-50", () -> inFlight("in-flight-50", "--latency", "50"));
		sections.put("in-flight-spread", () -> inFlight("in-flight-spread", "--latency", "30", "--spread", "60"));
		sections.put("in-flight-slow", () -> inFlight("in-flight-slow", "--latency", "50", "--slow", "0.01:5000"));
		sections.put("in-flight-retry", () -> inFlight("in-flight-retry", "--latency", "50", "--errors", "0.01"));
		sections.put("zero-latency", this::zeroLatency);
		sections.put("memory-import", this::memoryOfImport);
	}

	private void throughput(String section, int concurrency, int normalRows) {
		int rows = this.lab.settings().rows(normalRows);
		try (Server server = Server.bench(this.lab.settings(), "--latency", "50")) {
			againstWrk(section, server, this.lab.place().program(), concurrency, rows, 3, 10, (round, finished) -> {
			});
		}
	}

	private void zeroLatency() {
		if (this.lab.settings().jdk25() == null) {
			throw new FailedException("there is no JDK 25; name one with --jdk25");
		}
		Program program = this.lab.place().program(this.lab.settings().jdk25());
		int rows = this.lab.settings().rows(Lab.MILLION);
		Peer undici = Peer.undici(this.lab.settings(), this.lab.place(), 64);
		if (undici.missing() != null) {
			this.lab.raw().skip("zero-latency", undici.name(), undici.missing());
		}
		try (Server server = Server.bench(this.lab.settings())) {
			againstWrk("zero-latency", server, program, 64, rows, 3, 5, (round, finished) -> {
				if (undici.missing() == null) {
					compareCpu(server, undici, rows, round, finished);
				}
			});
		}
	}

	/** What a script without a ledger takes for the same rows, in the same round. */
	private void compareCpu(Server server, Peer peer, int rows, int round, Finished program) {
		server.reset();
		Finished finished = Finished.runWell(peer.posting().command(this.lab.place().rows(rows), server.url()),
				this.lab.place().log("zero-latency-" + peer.name()));
		server.stats().expect(rows);
		this.lab.addOf("zero-latency", peer.name(), rows, round, "cpu_ms_per_1000", finished.cpu() * 1e6 / rows);
		this.lab.add("zero-latency", rows, round, "cpu_multiple", program.cpu() / finished.cpu());
	}

	/**
	 * wrk, the program, wrk, the program, wrk: each run is compared with the mean of its
	 * neighbours.
	 */
	private void againstWrk(String section, Server server, Program program, int concurrency, int rows, int rounds,
			int wrkSeconds, AfterRound afterRound) {
		Path file = this.lab.place().rows(rows);
		double before = Wrk.run(this.lab.settings(), server, concurrency, wrkSeconds);
		for (int round = 1; round <= this.lab.settings().rounds(rounds); round++) {
			server.reset();
			Finished finished = Finished.runWell(
					program.importing(file, server.url(), concurrency, this.lab.place().empty(section)),
					this.lab.place().log(section));
			Server.Stats stats = server.stats().expect(rows);
			double after = Wrk.run(this.lab.settings(), server, concurrency, wrkSeconds);
			double wrk = (before + after) / 2;
			this.lab.addOf(section, "wrk", rows, round, "per_second", wrk);
			this.lab.add(section, rows, round, "per_second", stats.perSecond());
			this.lab.add(section, rows, round, "share_of_wrk", stats.perSecond() / wrk);
			this.lab.add(section, rows, round, "whole_process_share_of_wrk", rows / finished.wall() / wrk);
			this.lab.addCosts(section, rows, round, finished);
			afterRound.run(round, finished);
			before = after;
		}
	}

	private void inFlight(String section, String... server) {
		int rows = this.lab.settings().rows(20_000);
		Path file = this.lab.place().rows(rows);
		try (Server bench = Server.bench(this.lab.settings(), server)) {
			for (int round = 1; round <= this.lab.settings().rounds(3); round++) {
				bench.reset();
				Finished.runWell(
						this.lab.place().program().importing(file, bench.url(), 64, this.lab.place().empty(section)),
						this.lab.place().log(section));
				this.lab.add(section, rows, round, "share", bench.stats().expect(rows).averageHere() / 64);
			}
		}
	}

	private void memoryOfImport() {
		int rows = this.lab.settings().rows(Lab.MILLION);
		Path file = this.lab.place().rows(rows);
		Program program = this.lab.place().program().withOptions("-Xmx64m");
		try (Server server = Server.bench(this.lab.settings())) {
			for (int round = 1; round <= this.lab.settings().rounds(2); round++) {
				server.reset();
				Finished finished = Finished.runWell(
						program.importing(file, server.url(), 64, this.lab.place().empty("memory")),
						this.lab.place().log("memory"));
				server.stats().expect(rows);
				this.lab.addCosts("memory-import", rows, round, finished);
			}
		}
	}

}
