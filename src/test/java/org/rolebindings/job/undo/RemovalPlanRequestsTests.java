package org.rolebindings.job.undo;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.job.Installation;
import org.rolebindings.job.Start;
import org.rolebindings.job.plan.Plan;
import org.rolebindings.job.plan.PlanAdvice;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.sandbox.SandboxClient;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.sandbox.bindings.SandboxBinding;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.ReportFiles;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of the dry runs of undo and revoke, against a sandbox that sees every request.
 */
class RemovalPlanRequestsTests {

	private static final String LIST = "/v2/role-bindings";

	@TempDir
	Path folder;

	private SandboxServer sandbox;

	private SandboxClient client;

	private WireMockServer wire;

	private Installation installation;

	@BeforeEach
	void start() {
		this.sandbox = SandboxServer.start(0, SandboxProperties.none());
		this.client = new SandboxClient(this.sandbox);
		this.wire = new WireMockServer(WireMockConfiguration.options().dynamicPort());
		this.wire.start();
		this.wire.stubFor(any(anyUrl()).willReturn(aResponse().proxiedFrom(this.sandbox.baseUrl().toString())));
		this.installation = new Installation(this.folder, URI.create(this.wire.baseUrl())).set("on-conflict", "update")
			.set("read-lag-millis", "20");
	}

	@AfterEach
	void stop() {
		this.wire.stop();
		this.sandbox.close();
	}

	@Test
	void planUndoTellsTheActionOfEachRowAndSendsOnlyGets() {
		this.client.create(SandboxClient.binding("1:old", "1", "Space:1"));
		this.client.create(SandboxClient.binding("1:old", "2", "Space:1"));
		this.client.create(SandboxClient.binding("1:a", "6", "Space:1"));
		this.installation.run(file(CsvRows.row("1:a", "1", "1"), CsvRows.row("1:a", "2", "1"),
				CsvRows.row("1:a", "3", "1"), CsvRows.row("1:a", "4", "1"), CsvRows.row("1:a", "5", "1"),
				CsvRows.row("1:a", "6", "1"), CsvRows.row("1:a", "7", "2")));
		change("2", CsvRows.id("Role:1:old"));
		change("4", CsvRows.id("Role:1:other"));
		remove("5");
		remove("7");
		List<SandboxBinding> before = this.sandbox.bindings();
		this.wire.resetRequests();
		Plan plan = planUndo(new UndoRequest(1L, null, null));
		ReportFiles reports = new ReportFiles(plan.reports().folder());
		assertThat(reports.folder()).hasFileName("x-undo-plan");
		assertThat(reports.column("plan.csv", "line")).containsExactly("2", "3", "4", "5", "6", "8");
		assertThat(reports.column("plan.csv", "action")).containsExactly("RESTORE", "NONE", "DELETE", "CHANGED_SINCE",
				"GONE", "FAIL");
		assertThat(reports.column("plan.csv", "error_code")).containsExactly("", "", "", "CHANGED_SINCE", "",
				"NOT_VISIBLE");
		assertThat(reports.column("plan.csv", "current_role_id")).containsExactly(CsvRows.id("Role:1:a"),
				CsvRows.id("Role:1:old"), CsvRows.id("Role:1:a"), CsvRows.id("Role:1:other"), "", "");
		assertThat(reports.column("plan.csv", "message").get(0))
			.isEqualTo("The user would get the role '" + CsvRows.id("Role:1:old") + "' back.");
		assertThat(reports.column("plan.csv", "message").get(5)).contains("ROLE_BINDING_READ");
		assertThat(requests()).isNotEmpty().extracting(LoggedRequest::getMethod).containsOnly(RequestMethod.GET);
		assertThat(this.sandbox.bindings()).isEqualTo(before);
	}

	@Test
	void planSumsUpAsAPlanOfItsKind() {
		Path file = file(CsvRows.row("1:a", "1", "1"), "x,y,SPACE,z");
		this.installation.set("note", "because").run(file);
		ReportFiles undo = new ReportFiles(planUndo(new UndoRequest(1L, null, null)).reports().folder());
		assertThat(undo.summary().path("kind").asString()).isEqualTo("undo");
		assertThat(undo.summary().path("run").isNull()).isTrue();
		assertThat(undo.summary().path("outcomes")).isEmpty();
		assertThat(undo.summary().path("rows").asInt()).isOne();
		assertThat(undo.summary().path("note").asString()).isEqualTo("because");
		assertThat(undo.summary().path("options").propertyNames()).containsExactly("delimiter");
		assertThat(undo.summary().path("actions").propertyNames()).containsExactly("DELETE", "RESTORE", "NONE", "GONE",
				"CHANGED_SINCE", "FAIL", "INVALID", "DUPLICATE");
		assertThat(undo.has("report.html")).isTrue();
		ReportFiles revoke = new ReportFiles(planRevoke(file).reports().folder());
		assertThat(revoke.folder()).hasFileName("x-revoke-plan");
		assertThat(revoke.summary().path("kind").asString()).isEqualTo("revoke");
		assertThat(revoke.summary().path("options").propertyNames()).containsExactly("on_invalid", "delimiter");
		assertThat(revoke.summary().path("actions").propertyNames()).containsExactly("DELETE", "GONE", "CHANGED_SINCE",
				"FAIL", "INVALID", "DUPLICATE");
		assertThat(revoke.number("/actions/DELETE")).isOne();
		assertThat(revoke.number("/actions/INVALID")).isOne();
	}

	@Test
	void planRevokeTellsTheActionOfEachRowAndSendsOnlyGets() {
		this.client.create(SandboxClient.binding("1:a", "1", "Space:1"));
		this.client.create(SandboxClient.binding("1:b", "2", "Space:1"));
		Path file = file(CsvRows.row("1:a", "1", "1"), CsvRows.row("1:a", "2", "1"), CsvRows.row("1:a", "3", "1"),
				CsvRows.row("1:a", "2", "1"), CsvRows.row("1:c", "1", "1"), CsvRows.row("1:a", "1", "2"));
		ReportFiles reports = new ReportFiles(planRevoke(file).reports().folder());
		assertThat(reports.column("plan.csv", "action")).containsExactly("DELETE", "CHANGED_SINCE", "GONE", "DUPLICATE",
				"INVALID", "FAIL");
		assertThat(reports.column("plan.csv", "error_code")).containsExactly("", "CHANGED_SINCE", "", "CHANGED_SINCE",
				"CONFLICTING_ROW", "NOT_VISIBLE");
		assertThat(requests()).isNotEmpty().extracting(LoggedRequest::getMethod).containsOnly(RequestMethod.GET);
		assertThat(this.sandbox.bindings()).hasSize(2);
	}

	@Test
	void planUndoWhenRowsAreInDoubtTakesBackWhatTheRunMade() {
		this.client.create(SandboxClient.binding("1:a", "other", "Space:1"));
		this.wire.stubFor(post(urlPathEqualTo(LIST)).willReturn(aResponse().withStatus(500)));
		this.wire.stubFor(get(urlPathEqualTo(LIST)).withQueryParam("user_id", matching(".*"))
			.willReturn(aResponse().withStatus(403).withBody("{}")));
		this.installation.set("max-attempts", "1")
			.run(file(CsvRows.row("1:a", "1", "1"), CsvRows.row("1:a", "2", "1"), CsvRows.row("1:a", "3", "1")));
		this.client.create(SandboxClient.binding("1:a", "1", "Space:1"));
		this.client.create(SandboxClient.binding("1:b", "2", "Space:1"));
		this.wire.resetMappings();
		this.wire.stubFor(any(anyUrl()).willReturn(aResponse().proxiedFrom(this.sandbox.baseUrl().toString())));
		ReportFiles reports = new ReportFiles(planUndo(new UndoRequest(1L, null, null)).reports().folder());
		assertThat(reports.column("plan.csv", "action")).containsExactly("DELETE", "CHANGED_SINCE", "GONE");
	}

	@Test
	void planUndoWhenAnEarlierUndoGotNoAnswerToItsDeleteTakesTheBindingForGone() {
		this.client.create(SandboxClient.binding("1:a", "other", "Space:2"));
		this.installation.set("max-attempts", "1").run(file(CsvRows.row("1:a", "1", "1")));
		this.wire.stubFor(
				delete(anyUrl()).inScenario("lost").willSetStateTo("sent").willReturn(aResponse().withStatus(500)));
		this.wire.stubFor(get(urlPathEqualTo(LIST)).withQueryParam("user_id", matching(".*"))
			.inScenario("lost")
			.whenScenarioStateIs("sent")
			.willReturn(aResponse().withStatus(403).withBody("{}")));
		undo();
		remove("1");
		this.wire.resetMappings();
		this.wire.stubFor(any(anyUrl()).willReturn(aResponse().proxiedFrom(this.sandbox.baseUrl().toString())));
		ReportFiles reports = new ReportFiles(planUndo(new UndoRequest(1L, null, null)).reports().folder());
		assertThat(reports.column("plan.csv", "action")).containsExactly("GONE");
	}

	@Test
	void planWhenThisKeySeesNothingAtAllIsRefused() {
		Path file = file(CsvRows.row("1:a", "1", "1"));
		this.installation.run(file);
		remove("1");
		assertThatExceptionOfType(NothingVisibleException.class)
			.isThrownBy(() -> planUndo(new UndoRequest(1L, null, null)));
		assertThatExceptionOfType(NothingVisibleException.class).isThrownBy(() -> planRevoke(file));
	}

	@Test
	void planUndoOfWhatWasTakenBackWholeSaysThatNothingIsLeft() {
		this.installation.run(file(CsvRows.row("1:a", "1", "1")));
		undo();
		this.client.create(SandboxClient.binding("1:a", "1", "Space:1"));
		Plan plan = planUndo(new UndoRequest(1L, null, null));
		assertThat(new ReportFiles(plan.reports().folder()).column("plan.csv", "action")).containsExactly("NONE");
		assertThat(plan.isChange()).isFalse();
	}

	@Test
	void planUndoOfAnUnfinishedRunDoesNotCloseIt() {
		this.client.create(SandboxClient.binding("1:a", "other", "Space:1"));
		this.installation.set("max-failures", "1").run(file("x,y,SPACE,z", CsvRows.row("1:a", "1", "1")));
		try (Start start = this.installation.start(UndoConfiguration.class)) {
			List<?> runs = start.get(RunLedger.class).all();
			start.get(RemovalPlanner.class).planUndo(new UndoRequest(1L, null, null), (plan) -> PlanAdvice.NONE);
			assertThat(start.get(RunLedger.class).all()).isEqualTo(runs);
		}
	}

	@Test
	void planUndoFromAReportAndOfSomeLinesOnlyHasTheRowsOfBoth() {
		Start.reports(this.installation.run(file(CsvRows.row("1:a", "1", "1"), CsvRows.row("1:a", "2", "1"))));
		Path only = CsvRows.write(this.folder.resolve("only.csv"), "line", List.of("3"));
		Path succeeded = this.folder.resolve("reports/x-1/succeeded.csv");
		Plan plan = planUndo(new UndoRequest(null, InputFile.of(succeeded), InputFile.of(only)));
		ReportFiles reports = new ReportFiles(plan.reports().folder());
		assertThat(reports.folder()).hasFileName("x-undo-plan");
		assertThat(reports.column("plan.csv", "line")).containsExactly("3");
		assertThat(reports.column("plan.csv", "action")).containsExactly("DELETE");
	}

	private void undo() {
		try (Start start = this.installation.start(UndoConfiguration.class)) {
			assertThat(start.get(Undoing.class).undo(new UndoRequest(1L, null, null), (offer) -> {
			}, List.of())).isPresent();
		}
	}

	private Plan planUndo(UndoRequest request) {
		this.wire.resetRequests();
		try (Start start = this.installation.start(UndoConfiguration.class)) {
			return start.get(RemovalPlanner.class).planUndo(request, (plan) -> PlanAdvice.NONE);
		}
	}

	private Plan planRevoke(Path file) {
		this.wire.resetRequests();
		try (Start start = this.installation.start(UndoConfiguration.class)) {
			return start.get(RemovalPlanner.class).planRevoke(InputFile.of(file), (plan) -> PlanAdvice.NONE);
		}
	}

	private Path file(String... rows) {
		return CsvRows.write(this.folder.resolve("x.csv"), rows);
	}

	private void change(String user, String role) {
		assertThat(this.client.patch(binding(user).id(), "{\"role_id\": \"" + role + "\"}").statusCode())
			.isEqualTo(200);
	}

	private void remove(String user) {
		assertThat(this.client.delete(binding(user).id()).statusCode()).isEqualTo(204);
	}

	private SandboxBinding binding(String user) {
		return this.sandbox.bindings()
			.stream()
			.filter((binding) -> binding.userId().equals(CsvRows.id("User:" + user)))
			.findFirst()
			.orElseThrow();
	}

	private List<LoggedRequest> requests() {
		return this.wire.findAll(anyRequestedFor(anyUrl()));
	}

}
