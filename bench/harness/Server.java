import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server in a process of its own: the benchmark's, or the program's sandbox, which
 * keeps bindings.
 */
final class Server implements AutoCloseable {

	private static final Pattern URL = Pattern.compile("http://[\\w.]+:\\d+");

	private final Process process;

	private final String url;

	private Server(Process process, String url) {
		this.process = process;
		this.url = url;
	}

	/** Starts the benchmark's server, and warms it up. */
	static Server bench(Settings settings, String... options) {
		List<Object> words = new ArrayList<>(List.of(settings.jdk().resolve("bin/java"), "-XX:+UseSerialGC", "-Xmx256m",
				"-cp", settings.target().resolve("classes"), "BenchServer"));
		words.addAll(List.of(options));
		Server server = start(settings, Command.of(words.toArray()));
		Wrk.run(settings, server, 16, 2);
		return server;
	}

	static Server sandbox(Settings settings, Program program, Object... options) {
		List<Object> words = new ArrayList<>(List.of("sandbox", "--port", "0"));
		words.addAll(List.of(options));
		return start(settings, program.command(words.toArray()));
	}

	private static Server start(Settings settings, Command command) {
		try {
			Path log = settings.target().resolve("logs/server.log");
			Files.createDirectories(log.getParent());
			ProcessBuilder builder = new ProcessBuilder(command.words()).redirectError(log.toFile());
			builder.environment().putAll(command.environment());
			Process process = builder.start();
			BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				Matcher url = URL.matcher(line);
				if (url.find()) {
					return new Server(process, url.group());
				}
			}
			throw new FailedException("the server does not start; see " + log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String url() {
		return this.url;
	}

	/** Forgets what has been. Nothing must be under way. */
	void reset() {
		get("/reset", null);
	}

	Stats stats() {
		return Stats.parse(get("/stats", null));
	}

	/** How many requests the sandbox has answered: it numbers them. This is one, too. */
	long requests() {
		String id = get("/v2/role-bindings?resource_type=SPACE&limit=1", "X-Request-Id");
		return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
	}

	private String get(String path, String header) {
		try {
			HttpURLConnection connection = (HttpURLConnection) URI.create(this.url + path).toURL().openConnection();
			connection.setRequestProperty("Authorization", "Bearer bench");
			String body = new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return (header != null) ? connection.getHeaderField(header) : body;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.process.destroy();
		this.process.onExit().join();
	}

	/**
	 * What the server has counted since it was reset, as it says itself.
	 *
	 * @param creates the creates that it answered
	 * @param seconds from the first one's arrival to the last one's answer
	 * @param averageHere how many were there on average, from the first one's arrival to
	 * the last one's
	 * @param firstRequest when the first request came, in seconds since 1970
	 * @param firstCreate when the first create came
	 */
	record Stats(long creates, double seconds, double averageHere, double firstRequest, double firstCreate) {

		private static Stats parse(String json) {
			return new Stats((long) number(json, "creates"), number(json, "seconds"), number(json, "average_here"),
					number(json, "first_request") / 1e6, number(json, "first_create") / 1e6);
		}

		private static double number(String json, String name) {
			return Json.number(json, name);
		}

		double perSecond() {
			return this.creates / this.seconds;
		}

		Stats expect(long rows) {
			if (this.creates < rows) {
				throw new FailedException("only " + this.creates + " of " + rows + " rows came to the server");
			}
			return this;
		}

	}

}
