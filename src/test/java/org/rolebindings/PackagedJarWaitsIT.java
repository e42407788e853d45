package org.rolebindings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.Program;
import org.rolebindings.testing.ReportFiles;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

/** Tests of the packaged program while it waits for the server, and of what ends that. */
@Execution(ExecutionMode.CONCURRENT)
class PackagedJarWaitsIT {

	private static final int ROWS = 40;

	private static final Duration AT_ONCE = Duration.ofSeconds(8);

	private static final Duration GRACE = Duration.ofSeconds(10);

	@RegisterExtension
	final WireMockExtension server = WireMockExtension.newInstance()
		.options(WireMockConfiguration.wireMockConfig().dynamicPort())
		.build();

	@TempDir
	Path folder;

	private Program program;

	@BeforeEach
	void prepare() {
		this.program = new Program(this.folder);
		CsvRows.writeMany(this.folder.resolve("x.csv"), ROWS);
		this.server.stubFor(get(anyUrl()).willReturn(okJson("""
				{"role_bindings": [], "pagination": {"has_more": false}}""")));
	}

	@Test
	void importWhenTerminatedInAPauseThatTheServerAskedForEndsAtOnceAndLosesNothing() {
		this.server.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(429).withHeader("Retry-After", "600")));
		Program.Running running = start();
		awaitThat(() -> !this.server.findAll(postRequestedFor(anyUrl())).isEmpty());
		assertEndsWithin(AT_ONCE, running, "TERM", 143);
		assertAllPending();
	}

	@Test
	void importInAPauseShowsACountdown() {
		this.server.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(429).withHeader("Retry-After", "600")));
		Program.Running running = start();
		awaitThat(() -> Files.readString(running.err()).contains("the server has asked for a pause, 59"));
		running.signal("TERM");
		assertThat(running.result().code()).isEqualTo(143);
	}

	@Test
	void importWhenTerminatedWhileAllRowsBackOffEndsAtOnceAndLosesNothing() {
		this.server.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(500)));
		Program.Running running = start();
		awaitThat(() -> this.server.findAll(postRequestedFor(anyUrl())).size() > 4 * ROWS);
		assertEndsWithin(AT_ONCE, running, "TERM", 143);
		assertAllPending();
	}

	@Test
	void importWhenTerminatedBeforeTheFirstAnswerEndsWithinTheGrace() {
		this.server.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(200).withFixedDelay(60_000)));
		Program.Running running = start();
		awaitThat(() -> !this.server.findAll(getRequestedFor(anyUrl())).isEmpty());
		assertEndsWithin(GRACE.plus(AT_ONCE), running, "TERM", 143);
		assertThat(this.folder.resolve("reports")).doesNotExist();
	}

	@Test
	void importWhenTheFirstRequestIsThrottledAndTerminatedEndsAtOnce() {
		this.server.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(429).withHeader("Retry-After", "600")));
		Program.Running running = start();
		awaitThat(() -> !this.server.findAll(getRequestedFor(anyUrl())).isEmpty());
		assertEndsWithin(AT_ONCE, running, "TERM", 143);
	}

	@Test
	void importWhenTheFirstRequestFailsSaysInItsFirstLineWhereItGoes() {
		this.server.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(503)));
		Program.Result result = start("--outage-timeout", "2s").result();
		assertThat(result.code()).isEqualTo(3);
		assertThat(result.errorLines()).first()
			.isEqualTo("No proper answer from " + this.server.baseUrl() + " yet (status 503); trying again.");
	}

	@Test
	void importWhenThePauseIsLongerThanAllowedStopsAndSaysWhenToComeBack() {
		this.server.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(429).withHeader("Retry-After", "6")));
		Program.Result result = start("--max-pause", "5s").result();
		assertThat(result.code()).isEqualTo(3);
		assertThat(result.out()).contains(
				"The server asks to wait for 6 s, which is longer than --max-pause (5s). " + "Come back after 20",
				"the same command goes on from there");
		assertAllPending();
	}

	@Test
	void importWhenTheServiceIsAwayStopsAfterTheOutageTimeout() {
		this.server.stubFor(get(anyUrl()).inScenario("away")
			.whenScenarioStateIs(Scenario.STARTED)
			.willSetStateTo("away")
			.willReturn(okJson("""
					{"role_bindings": [], "pagination": {"has_more": false}}""")));
		this.server.stubFor(
				get(anyUrl()).inScenario("away").whenScenarioStateIs("away").willReturn(aResponse().withStatus(503)));
		this.server.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(503)));
		Program.Result result = start("--outage-timeout", "3s").result();
		assertThat(result.code()).isEqualTo(3);
		assertThat(result.out()).contains("The service has given no proper answer for", "status 503");
		assertAllPending();
	}

	@Test
	void importWhenTooManyRowsFailStopsAndSaysHowToGoOn() {
		this.server.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(404)));
		Program.Result result = start("--max-failures", "3", "--concurrency", "1").result();
		assertThat(result.code()).isEqualTo(3);
		assertThat(result.out()).contains("3 rows are FAILED, and --max-failures is 3.",
				"with a higher --max-failures the run goes on from there", "import x.csv");
		assertThat(result.out().lines().filter((line) -> line.startsWith("Next:"))).singleElement()
			.asString()
			.endsWith("--concurrency 1");
		assertThat(report().counts()).containsExactly(entry("FAILED", 3L), entry("PENDING", (long) ROWS - 3));
	}

	private Program.Running start(String... more) {
		List<String> arguments = new ArrayList<>(List.of("import", "x.csv", "--base-url", this.server.baseUrl()));
		arguments.addAll(List.of(more));
		return this.program.start(arguments.toArray(String[]::new));
	}

	private static void assertEndsWithin(Duration time, Program.Running running, String signal, int code) {
		long begun = System.nanoTime();
		running.signal(signal);
		Program.Result result = running.result();
		assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(time);
		assertThat(result.code()).isEqualTo(code);
		assertThat(result.err()).doesNotContain("\tat ");
	}

	private void assertAllPending() {
		assertThat(report().counts()).containsExactly(entry("PENDING", (long) ROWS));
		assertThat(report().rows("pending.csv")).hasSize(ROWS);
	}

	private ReportFiles report() {
		return new ReportFiles(this.folder.resolve("reports/x-1"));
	}

	private static void awaitThat(Callable<Boolean> condition) {
		await().atMost(Duration.ofMinutes(1))
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(20))
			.until(condition);
	}

}
