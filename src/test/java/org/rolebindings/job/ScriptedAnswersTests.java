package org.rolebindings.job;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.matching.StringValuePattern;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.job.run.ImportResult;
import org.rolebindings.job.run.NothingStartedException;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.stop.StopReason;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.ReportFiles;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.lessThanOrExactly;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/** Tests of an import whose answers are scripted, row by row. */
class ScriptedAnswersTests {

	private static final String PATH = "/v2/role-bindings";

	private static final String NOTHING = "{\"role_bindings\": [], \"pagination\": {\"has_more\": false}}";

	@RegisterExtension
	static final WireMockExtension SERVER = WireMockExtension.newInstance()
		.options(WireMockConfiguration.wireMockConfig().dynamicPort())
		.build();

	@TempDir
	Path folder;

	private Installation installation;

	private Path file;

	@BeforeEach
	void prepare() {
		SERVER.stubFor(get(urlPathEqualTo(PATH)).willReturn(okJson(NOTHING)));
		SERVER.stubFor(post(urlPathEqualTo(PATH)).willReturn(created()));
		this.installation = new Installation(this.folder, URI.create(SERVER.baseUrl())).set("concurrency", "1")
			.set("max-attempts", "2");
		this.file = CsvRows.write(this.folder.resolve("x.csv"), CsvRows.row("1:a", "1", "1"),
				CsvRows.row("1:a", "2", "1"), CsvRows.row("1:a", "3", "1"), CsvRows.row("1:a", "4", "1"));
	}

	@Test
	void runWhenKeyDiesInTheMiddleStopsAndThenCompletes() {
		StubMapping dead = SERVER.stubFor(create("3").willReturn(aResponse().withStatus(401)));
		ImportResult stopped = this.installation.run(this.file);
		assertThat(stopped.stopped()).extracting(StopReason::kind).isEqualTo(StopReason.Kind.DEAD_KEY);
		assertThat(stopped.reports().summary().status()).isEqualTo(RunStatus.STOPPED);
		ReportFiles reports = Start.reports(stopped);
		assertThat(reports.outcomes()).containsExactly(entry(2, "CREATED"), entry(3, "CREATED"));
		assertThat(reports.column("pending.csv", "line")).containsExactly("4", "5");

		SERVER.removeStub(dead);
		ReportFiles complete = this.installation.reportsOf(this.file);
		assertThat(complete.counts()).containsExactly(entry("CREATED", 4L));
		assertThat(complete.folder()).isEqualTo(reports.folder());
		assertThat(complete.has("pending.csv")).isFalse();
		SERVER.verify(1, postRequestedFor(urlPathEqualTo(PATH)).withRequestBody(ofUser("1")));
	}

	@Test
	void runWhenKeyDiesSendsNoMoreThanWhatIsInFlight() {
		Path many = CsvRows.writeMany(this.folder.resolve("many.csv"), 300);
		SERVER.stubFor(post(urlPathEqualTo(PATH)).willReturn(aResponse().withStatus(401).withFixedDelay(30)));
		ImportResult stopped = this.installation.set("concurrency", "8").run(many);
		assertThat(stopped.stopped()).extracting(StopReason::kind).isEqualTo(StopReason.Kind.DEAD_KEY);
		SERVER.verify(lessThanOrExactly(8), postRequestedFor(urlPathEqualTo(PATH)));
		assertThat(Start.reports(stopped).counts()).containsExactly(entry("PENDING", 300L));
	}

	@Test
	void runWhenTheServiceIsAwayStopsAfterTheOutageTimeoutAndFailsNoRow() {
		SERVER.stubFor(post(urlPathEqualTo(PATH)).willReturn(aResponse().withStatus(503)));
		SERVER.stubFor(get(urlPathEqualTo(PATH)).willReturn(aResponse().withStatus(503)));
		StubMapping first = SERVER.stubFor(get(urlPathEqualTo(PATH)).withQueryParam("limit", equalTo("1"))
			.inScenario("first")
			.whenScenarioStateIs(Scenario.STARTED)
			.willSetStateTo("away")
			.willReturn(okJson("{\"role_bindings\": [], \"pagination\": {\"has_more\": false}}")));
		ImportResult stopped = this.installation.set("outage-timeout", "2s").set("max-attempts", "8").run(this.file);
		assertThat(stopped.stopped()).extracting(StopReason::kind).isEqualTo(StopReason.Kind.OUTAGE);
		assertThat(Start.reports(stopped).counts()).containsExactly(entry("PENDING", 4L));
		SERVER.removeStub(first);
	}

	@Test
	void runWhenKeyIsDeadFromTheBeginningStartsNoRun() {
		SERVER.stubFor(get(urlPathEqualTo(PATH)).willReturn(aResponse().withStatus(401)));
		assertThatExceptionOfType(NothingStartedException.class).isThrownBy(() -> this.installation.run(this.file))
			.withMessageContaining("does not accept the key (401)");
		assertThat(this.folder.resolve("reports")).doesNotExist();
		SERVER.verify(0, postRequestedFor(urlPathEqualTo(PATH)));
	}

	@Test
	void runWhenAttemptsRunOutAndLookUpFindsNothingFails() {
		SERVER.stubFor(create("2").willReturn(aResponse().withStatus(503).withHeader("X-Request-Id", "r-503")));
		ReportFiles reports = this.installation.reportsOf(this.file);
		assertThat(reports.outcomes()).containsExactly(entry(2, "CREATED"), entry(3, "FAILED"), entry(4, "CREATED"),
				entry(5, "CREATED"));
		assertThat(reports.rows("failed.csv").get(0)).containsEntry("error_code", "RETRIES_EXHAUSTED")
			.containsEntry("http_status", "503")
			.containsEntry("request_id", "r-503")
			.containsEntry("attempts", "2");
		SERVER.verify(2, postRequestedFor(urlPathEqualTo(PATH)).withRequestBody(ofUser("2")));
		assertThat(reports.number("/requests/retries")).isEqualTo(1);
	}

	@Test
	void runWhenAttemptsRunOutAndLookUpFindsTheRowIsCreated() {
		SERVER.stubFor(create("2").willReturn(aResponse().withStatus(503)));
		SERVER.stubFor(list("2").willReturn(listing("2")));
		ReportFiles reports = this.installation.reportsOf(this.file);
		assertThat(reports.outcomes()).containsEntry(3, "CREATED");
		assertThat(reports.column("succeeded.csv", "binding_id").get(1)).isEqualTo("found-2");
	}

	@Test
	void runWhenLookUpOfRowIsNeverAnsweredSetsItAsideAndTheNextStartDecidesIt() {
		StubMapping creates = SERVER.stubFor(create("2").willReturn(aResponse().withStatus(503)));
		StubMapping lists = SERVER.stubFor(list("2").willReturn(aResponse().withStatus(503)));
		ImportResult stopped = this.installation.run(this.file);
		assertThat(stopped.stopped()).extracting(StopReason::kind).isEqualTo(StopReason.Kind.OUTAGE);
		ReportFiles reports = Start.reports(stopped);
		assertThat(reports.outcomes()).containsExactly(entry(2, "CREATED"), entry(4, "CREATED"), entry(5, "CREATED"));
		assertThat(reports.column("pending.csv", "line")).containsExactly("3");

		SERVER.removeStub(creates);
		SERVER.removeStub(lists);
		SERVER.stubFor(create("2").willReturn(aResponse().withStatus(409)));
		SERVER.stubFor(list("2").willReturn(listing("2")));
		ReportFiles complete = this.installation.reportsOf(this.file);
		assertThat(complete.counts()).containsExactly(entry("CREATED", 4L));
		assertThat(complete.column("succeeded.csv", "binding_id").get(1)).isEqualTo("found-2");
	}

	@Test
	void runWhenRowConflictsAndTheSameRoleIsThereIsUnchanged() {
		SERVER.stubFor(create("2").willReturn(aResponse().withStatus(409)));
		SERVER.stubFor(list("2").willReturn(listing("2")));
		assertThat(this.installation.reportsOf(this.file).outcomes()).containsEntry(3, "UNCHANGED");
	}

	/** JSON can carry characters that PostgreSQL cannot hold. */
	@ParameterizedTest
	@ValueSource(strings = { "\\u0000", "\\uD83D" })
	void runWhenTheServersTextsHaveStrangeCharactersGoesOn(String strange) {
		SERVER.stubFor(create("2").willReturn(
				jsonResponse("{\"detail\": \"No" + strange + "t now.\"}", 400).withHeader("X-Request-Id", "r-400")));
		SERVER.stubFor(create("3").willReturn(jsonResponse("{\"id\": \"made" + strange + "\"}", 201)));
		SERVER.stubFor(list("3").willReturn(okJson(listed("3").replace("found-3", "made" + strange))));
		ReportFiles reports = this.installation.reportsOf(this.file);
		assertThat(reports.outcomes()).containsExactly(entry(2, "CREATED"), entry(3, "FAILED"), entry(4, "FAILED"),
				entry(5, "CREATED"));
		assertThat(reports.column("failed.csv", "error_code")).containsExactly("BAD_REQUEST", "UNEXPECTED_RESPONSE");
		assertThat(reports.column("failed.csv", "message").get(0)).contains("No" + strange + "t now.");
	}

	@Test
	void runWhenServerAsksForALongPauseStopsAndSaysWhenToComeBack() {
		SERVER.stubFor(create("2").willReturn(aResponse().withStatus(429).withHeader("Retry-After", "86400")));
		ImportResult stopped = this.installation.run(this.file);
		assertThat(stopped.stopped()).satisfies((reason) -> {
			assertThat(reason.kind()).isEqualTo(StopReason.Kind.LONG_PAUSE);
			assertThat(reason.message()).contains("86400 s");
		});
		assertThat(Start.reports(stopped).column("pending.csv", "line")).containsExactly("3", "4", "5");
	}

	private static MappingBuilder create(String user) {
		return post(urlPathEqualTo(PATH)).withRequestBody(ofUser(user));
	}

	private static MappingBuilder list(String user) {
		return get(urlPathEqualTo(PATH)).withQueryParam("user_id", equalTo(CsvRows.id("User:" + user)));
	}

	private static StringValuePattern ofUser(String user) {
		return matchingJsonPath("$.user_id", equalTo(CsvRows.id("User:" + user)));
	}

	private static ResponseDefinitionBuilder created() {
		return jsonResponse(String.format(Locale.ROOT, """
				{"id": "made", "role_id": "{{jsonPath request.body '$.role_id'}}",
				 "user_id": "{{jsonPath request.body '$.user_id'}}", "resource_type": "SPACE",
				 "resource_id": "{{jsonPath request.body '$.resource_id'}}", "created_at": "%1$s", "updated_at": "%1$s"}
				""", Instant.now()), 201).withTransformers("response-template");
	}

	private static ResponseDefinitionBuilder listing(String user) {
		return okJson(listed(user));
	}

	private static String listed(String user) {
		return String.format(Locale.ROOT, """
				{"role_bindings": [{"id": "found-%1$s", "role_id": "%2$s", "user_id": "%3$s", "resource_type": "SPACE",
				 "resource_id": "%4$s", "created_at": "%5$s", "updated_at": "%5$s"}], "pagination": {"has_more": false}}
				""", user, CsvRows.id("Role:1:a"), CsvRows.id("User:" + user), CsvRows.id("Space:1"),
				Instant.now().plusSeconds(5));
	}

}
