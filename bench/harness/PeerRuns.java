import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs this program and what one would use instead, in turns, each between two runs of
 * wrk on the same server.
 */
final class PeerRuns {

	/** As the table has them. */
	static final List<String> NAMES = List.of(Lab.PROGRAM, "undici", "Python threads", "Camel route",
			"Spring Batch tutorial", "curl --parallel", "xargs curl");

	private static final int[] SIZES = { 1_000, 10_000, 100_000, 1_000_000 };

	/** So few rows that they show how long a start takes. */
	private static final int TRIAL = 100;

	private static final int IN_FLIGHT = 64;

	private static final int WRK_SECONDS = 3;

	private final Settings settings;

	private final Workplace place;

	private final Raw raw;

	PeerRuns(Settings settings, Workplace place, Raw raw) {
		this.settings = settings;
		this.place = place;
		this.raw = raw;
	}

	/** How many requests a peer has in flight. */
	static int inFlight(String name) {
		return switch (name) {
			case "Spring Batch tutorial" -> 1;
			case "xargs curl" -> 16;
			default -> IN_FLIGHT;
		};
	}

	void run() {
		List<Peer> peers = peers();
		for (int latency : new int[] { 0, 50 }) {
			String section = "peers-" + latency + "ms";
			System.err.println(section);
			this.raw.begin(section);
			peers.stream()
				.filter((peer) -> peer.missing() != null)
				.forEach((peer) -> this.raw.skip(section, peer.name(), peer.missing()));
			List<Peer> there = peers.stream().filter((peer) -> peer.missing() == null).toList();
			try (Server server = Server.bench(this.settings, "--latency", String.valueOf(latency))) {
				run(section, server, there);
			}
		}
	}

	private void run(String section, Server server, List<Peer> peers) {
		Map<Peer, Foresight> foresights = new HashMap<>();
		for (Peer peer : peers) {
			Foresight foresight = new Foresight();
			foresight.learn(TRIAL, post(peer, this.place.rows(TRIAL), server).wall());
			foresights.put(peer, foresight);
		}
		for (int rows : SIZES) {
			List<Peer> able = peers.stream()
				.filter((peer) -> foresights.get(peer).seconds(rows) <= this.settings.limit())
				.toList();
			runSize(section, server, rows, able);
			for (Peer peer : able) {
				foresights.get(peer).learn(rows, this.raw.figures(section, peer.name(), rows, "seconds").median());
			}
		}
	}

	private void runSize(String section, Server server, int rows, List<Peer> peers) {
		if (peers.isEmpty()) {
			return;
		}
		Path file = this.place.rows(rows);
		double before = Wrk.run(this.settings, server, IN_FLIGHT, WRK_SECONDS);
		int rounds = this.settings.rounds(3);
		for (int round = 1; round <= rounds; round++) {
			for (Peer peer : peers) {
				Finished finished = post(peer, file, server);
				Server.Stats stats = server.stats();
				double after = Wrk.run(this.settings, server, IN_FLIGHT, WRK_SECONDS);
				add(section, peer, rows, round, finished, stats, (before + after) / 2);
				before = after;
			}
		}
	}

	private Finished post(Peer peer, Path file, Server server) {
		server.reset();
		return Finished.run(peer.posting().command(file, server.url()),
				this.place.log("peer-" + peer.name().replace(' ', '-')));
	}

	private void add(String section, Peer peer, int rows, int round, Finished finished, Server.Stats stats,
			double wrk) {
		if (finished.exit() != 0 || stats.creates() != rows) {
			this.raw.add(section, peer.name(), rows, round, "failed", stats.creates());
			return;
		}
		this.raw.add(section, peer.name(), rows, round, "seconds", finished.wall());
		this.raw.add(section, peer.name(), rows, round, "per_second", stats.perSecond());
		this.raw.add(section, peer.name(), rows, round, "share_of_wrk", stats.perSecond() / wrk);
		this.raw.add(section, peer.name(), rows, round, "cpu_ms_per_1000", finished.cpu() * 1e6 / rows);
		this.raw.add(section, peer.name(), rows, round, "rss_mib", finished.rssMib());
		this.raw.add(section, "wrk", rows, round, "per_second", wrk);
	}

	private List<Peer> peers() {
		Path peers = this.settings.bench().resolve("peers");
		return List.of(
				new Peer(Lab.PROGRAM, null,
						(file, url) -> this.place.program().importing(file, url, IN_FLIGHT, this.place.empty("peer"))),
				Peer.undici(this.settings, this.place, IN_FLIGHT),
				new Peer("Python threads", Tools.missing("python3"),
						(file, url) -> Command.of("python3", peers.resolve("threads.py"), url, file, IN_FLIGHT)),
				Peer.onTheJvm(this.settings, this.place, "Camel route", "camel", "CamelRoute", this.settings.jdk(),
						IN_FLIGHT),
				Peer.tutorial(this.settings, this.place, this.settings.jdk()),
				new Peer("curl --parallel", Tools.missing("curl"),
						(file, url) -> Command.of("bash", peers.resolve("curl-parallel.sh"), url, file, IN_FLIGHT)),
				new Peer("xargs curl", Tools.missing("xargs"), (file, url) -> Command.of("bash",
						peers.resolve("xargs-curl.sh"), url, file, inFlight("xargs curl"))));
	}

}
