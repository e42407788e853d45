package org.rolebindings;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.Program;
import org.rolebindings.testing.Watch;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Tests of {@code watch --http-port}, as the packaged program. */
class StatusIT {

	private static final Duration LONGEST = Duration.ofMinutes(1);

	@TempDir
	Path folder;

	private final HttpClient client = HttpClient.newHttpClient();

	private SandboxServer sandbox;

	private @Nullable Watch watch;

	@BeforeEach
	void serve() {
		this.sandbox = SandboxServer.start(0, new SandboxProperties(Duration.ofMillis(5), null, 0, 0));
	}

	@AfterEach
	void stop() {
		if (this.watch != null) {
			this.watch.close();
		}
		this.sandbox.close();
	}

	private Watch watch(URI api, String... options) {
		List<String> all = new ArrayList<>(
				List.of("--base-url", api.toString(), "--max-attempts", "1", "--outage-timeout", "1s"));
		all.addAll(List.of(options));
		this.watch = Watch.start(this.folder, all.toArray(String[]::new));
		return this.watch;
	}

	private Watch watch() {
		return watch(this.sandbox.baseUrl());
	}

	private HttpResponse<String> get(Watch watched, String path) {
		return send(HttpRequest.newBuilder(watched.page().resolve(path)).build());
	}

	private HttpResponse<String> send(HttpRequest request) {
		try {
			return this.client.send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** Sends what an HTTP client would not, and reads the status. */
	private static int status(Watch watched, String request) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), watched.page().getPort())) {
			socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return Integer.parseInt(answer.split(" ", 3)[1]);
		}
	}

	private JsonNode health(Watch watched, int status) {
		await().atMost(LONGEST).until(() -> get(watched, "/actuator/health").statusCode() == status);
		return JsonMapper.shared().readTree(get(watched, "/actuator/health").body());
	}

	private static JsonNode part(JsonNode health, String name) {
		return health.get("components").get(name);
	}

	@Test
	void statusWhenAllIsWellIsUpAndCounts() {
		Watch watched = watch();
		watched.drop("x.csv", CsvRows.row("1:a", "1", "1"), CsvRows.row("1:a", "9:missing", "1"), ",,SPACE,");
		watched.awaitDone("x-1.csv");
		await().until(() -> get(watched, "/actuator/prometheus").body()
			.contains("role_bindings_files_total{fate=\"done\"} 1.0"));
		assertThat(get(watched, "/actuator/prometheus").body()).contains("role_bindings_up 1.0",
				"role_bindings_part_up{part=\"api\"} 1.0", "role_bindings_rows_total{outcome=\"CREATED\"} 1.0",
				"role_bindings_rows_total{outcome=\"FAILED\"} 1.0", "role_bindings_rows_total{outcome=\"INVALID\"} 1.0",
				"role_bindings_requests_total{status=\"201\"} 1.0", "role_bindings_files_waiting 0.0",
				"role_bindings_import_running 0.0", "role_bindings_last_success_timestamp_seconds ",
				"role_bindings_oldest_waiting_file_age_seconds 0.0", "jvm_memory_used_bytes",
				"jvm_threads_live_threads", "process_files_open_files")
			.doesNotContain("x.csv", this.folder.toString());
		assertThat(part(health(watched, 200), "database").get("status").asString()).isEqualTo("UP");
		assertThat(watched.terminate().code()).isEqualTo(143);
	}

	@Test
	void metricsWhileAFileIsImportedShowHowItGetsOnAndWhatWaits() throws IOException {
		// So slow that it goes on for longer than anybody looks
		Watch watched = watch(this.sandbox.baseUrl(), "--rate", "20");
		watched.dropMany("x.csv", 10_000);
		await().atMost(LONGEST).until(() -> this.sandbox.bindings().size() > 20);
		watched.drop("next.csv", CsvRows.row("1:a", "1", "1"));
		await().atMost(LONGEST)
			.until(() -> get(watched, "/actuator/prometheus").body().contains("role_bindings_files_waiting 1.0"));
		assertThat(get(watched, "/actuator/prometheus").body()).contains("role_bindings_import_running 1.0",
				"role_bindings_import_rows 10000.0", "role_bindings_gate_requests_per_second 20.0",
				"role_bindings_requests_in_flight", "role_bindings_requests_total{status=\"201\"}");
		assertThat(get(watched, "/").body()).contains("Importing x.csv.", "next.csv", "Posting", "of 10,000 rows");
		assertThat(watched.terminate().code()).isEqualTo(143);
	}

	@Test
	void healthWhenTheKeyIsDeadIsDownBeforeThereIsAFile() throws IOException {
		HttpServer refusing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		refusing.createContext("/", (exchange) -> {
			exchange.sendResponseHeaders(HttpURLConnection.HTTP_UNAUTHORIZED, -1);
			exchange.close();
		});
		refusing.start();
		try {
			Watch watched = watch(URI.create("http://127.0.0.1:" + refusing.getAddress().getPort()));
			JsonNode health = health(watched, 503);
			assertThat(health.get("status").asString()).isEqualTo("DOWN");
			assertThat(part(health, "api").get("details").get("problem").asString()).contains("401");
			assertThat(get(watched, "/").body()).contains("Something is wrong", "401").doesNotContain(Program.KEY);
			assertThat(get(watched, "/actuator/prometheus").body()).contains("role_bindings_up 0.0");
		}
		finally {
			refusing.stop(0);
		}
	}

	@Test
	void healthWhileFilesWaitForAnApiThatIsAwayIsOutOfService() throws IOException {
		int port = this.sandbox.baseUrl().getPort();
		this.sandbox.close();
		Watch watched = watch();
		watched.drop("x.csv", CsvRows.row("1:a", "1", "1"));
		JsonNode health = health(watched, 503);
		assertThat(part(health, "api").get("status").asString()).isEqualTo("OUT_OF_SERVICE");
		assertThat(part(health, "api").get("details").get("problem").asString()).contains("no proper answer");
		this.sandbox = SandboxServer.start(port, SandboxProperties.none());
		watched.awaitDone("x-1.csv");
		assertThat(part(health(watched, 200), "api").get("status").asString()).isEqualTo("UP");
	}

	@Test
	void healthWhenTheInboxIsGoneIsDownUntilItIsBack() throws IOException {
		Watch watched = watch();
		assertThat(part(health(watched, 200), "inbox").get("status").asString()).isEqualTo("UP");
		Path elsewhere = this.folder.resolve("elsewhere");
		Files.move(watched.inbox(), elsewhere);
		assertThat(part(health(watched, 503), "inbox").get("status").asString()).isEqualTo("DOWN");
		Files.move(elsewhere, watched.inbox());
		assertThat(part(health(watched, 200), "inbox").get("status").asString()).isEqualTo("UP");
	}

	@Test
	void healthWhenTheDatabaseIsBrokenIsDown() throws IOException {
		Path state = Files.createDirectory(this.folder.resolve(".role-bindings"));
		Files.writeString(state.resolve("ledger.mv.db"), "this is no database");
		Watch watched = watch();
		watched.drop("x.csv", CsvRows.row("1:a", "1", "1"));
		JsonNode health = health(watched, 503);
		assertThat(part(health, "database").get("status").asString()).isEqualTo("DOWN");
		assertThat(part(health, "api").get("status").asString()).isEqualTo("UP");
	}

	@Test
	void reportsAreServedAsWhatTheyAreAndNothingElseIs() throws IOException {
		Watch watched = watch();
		watched.drop("a b.csv", CsvRows.row("1:a", "1", "1"));
		watched.awaitDone("a b-1.csv");
		await().until(() -> get(watched, "/reports/1/summary.json").statusCode() == 200);
		HttpResponse<String> sheet = get(watched, "/reports/1/succeeded.csv");
		assertThat(sheet.body())
			.isEqualTo(Files.readString(this.folder.resolve("reports/a b-1/succeeded.csv"), StandardCharsets.UTF_8));
		assertThat(sheet.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
		assertThat(sheet.headers().firstValue("Content-Disposition").orElseThrow()).startsWith("attachment")
			.contains("a b-1-succeeded.csv");
		assertThat(sheet.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
		Files.writeString(this.folder.resolve("reports/a b-1/other.txt"), "secret");
		Files.createSymbolicLink(this.folder.resolve("reports/a b-1/pending.csv"),
				this.folder.resolve("reports/a b-1/other.txt"));
		for (String path : List.of("/reports/1/other.txt", "/reports/1/pending.csv", "/reports/2/summary.json",
				"/reports/-1/summary.json", "/reports/x/summary.json", "/reports/1/", "/reports/", "/inbox/done")) {
			assertThat(get(watched, path).statusCode()).as(path).isEqualTo(404);
		}
		for (String path : List.of("/reports/1/../1/summary.json", "/reports/1/..%2f..%2finbox/x",
				"/reports/1/%2e%2e/summary.json", "//reports/1/..;/x", "/..\\..\\x")) {
			assertThat(status(watched, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
				.as(path)
				.isIn(400, 404);
		}
	}

	@Test
	void nothingButHealthAndMetricsIsExposedWhateverTheEnvironmentSays() throws IOException {
		Files.writeString(this.folder.resolve("application.yml"), "server.address: 0.0.0.0");
		Program program = Program.ofJar(this.folder).env("MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE", "*");
		Watch watched = Watch.of(this.folder, program.start("watch", "--sandbox", "--http-port", "0"));
		this.watch = watched;
		assertThat(get(watched, "/").statusCode()).isEqualTo(200);
		for (String path : List.of("", "/env", "/heapdump", "/shutdown", "/loggers", "/metrics", "/beans")) {
			assertThat(get(watched, "/actuator" + path).statusCode()).as(path).isEqualTo(404);
		}
		noOtherHostReaches(watched);
	}

	@Test
	void whatIsNotReadingIsRefused() throws IOException {
		Watch watched = watch();
		for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW")) {
			for (String path : List.of("/", "/actuator/health", "/actuator/prometheus")) {
				assertThat(status(watched,
						method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
					.as(method + path)
					.isEqualTo(405);
			}
		}
	}

	@Test
	void aHostThatIsNotThisMachineIsRefused() throws IOException {
		Watch watched = watch();
		for (String host : List.of("evil.example", "evil.example:80", "localhost.evil.example",
				"127.0.0.1.evil.example", "10.0.0.1", "[::2]", "")) {
			assertThat(status(watched, "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")).as(host)
				.isEqualTo(421);
		}
		for (String host : List.of("localhost", "LOCALHOST:1234", "127.0.0.1", "[::1]:80")) {
			assertThat(status(watched, "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")).as(host)
				.isEqualTo(200);
		}
		assertThat(status(watched, "GET / HTTP/1.0\r\n\r\n")).isEqualTo(421);
	}

	@Test
	void noOtherHostReachesThePort() throws IOException {
		noOtherHostReaches(watch());
	}

	private static void noOtherHostReaches(Watch watched) throws IOException {
		List<InetAddress> others = NetworkInterface.networkInterfaces()
			.flatMap(NetworkInterface::inetAddresses)
			.filter((address) -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
			.toList();
		for (InetAddress address : others) {
			assertThatExceptionOfType(IOException.class).as(address.toString()).isThrownBy(() -> {
				try (Socket socket = new Socket()) {
					socket.connect(new InetSocketAddress(address, watched.page().getPort()), 2_000);
				}
			});
		}
	}

	@Test
	void watchWhenThePortIsInUseEndsWithExitCode2AndOneLine() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Program.Result result = new Program(this.folder).run("watch", "--sandbox", "--http-port",
					String.valueOf(taken.getLocalPort()));
			assertThat(result.code()).isEqualTo(2);
			assertThat(result.errorLines()).singleElement()
				.asString()
				.startsWith("role-bindings: --http-port is " + taken.getLocalPort());
		}
	}

	@ParameterizedTest
	@CsvSource({ "-1, it takes 0 to 65535", "65536, it takes 0 to 65535", "x, it takes a whole number" })
	void watchWhenThePortIsNoneEndsWithExitCode2(String port, String sentence) {
		Program.Result result = new Program(this.folder).run("watch", "--sandbox", "--http-port=" + port);
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.errorLines()).singleElement().asString().contains("--http-port is", sentence);
	}

}
