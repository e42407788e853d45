package org.rolebindings.job.plan;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.job.Installation;
import org.rolebindings.job.Start;
import org.rolebindings.job.run.NothingStartedException;
import org.rolebindings.report.summary.PlanAction;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.sandbox.bindings.SandboxBinding;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.ReportFiles;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests of plans against a sandbox that sees every request. */
class FilePlannerTests {

	private static final String LIST = "/v2/role-bindings";

	@TempDir
	Path folder;

	private SandboxServer sandbox;

	private WireMockServer wire;

	private Installation installation;

	@BeforeEach
	void start() {
		this.sandbox = SandboxServer.start(0, SandboxProperties.none());
		this.wire = new WireMockServer(WireMockConfiguration.options().dynamicPort());
		this.wire.start();
		this.wire.stubFor(any(anyUrl()).willReturn(aResponse().proxiedFrom(this.sandbox.baseUrl().toString())));
		this.installation = new Installation(this.folder, URI.create(this.wire.baseUrl()));
	}

	@AfterEach
	void stop() {
		this.wire.stop();
		this.sandbox.close();
	}

	@ParameterizedTest
	@CsvSource({ "fail, FAIL, ROLE_CONFLICT", "keep, KEEP, ''", "update, UPDATE, ''" })
	void planTellsTheActionOfEachRowAndSendsOnlyGets(String onConflict, String action, String code) {
		place(CsvRows.row("1:a", "1", "1"), CsvRows.row("1:b", "2", "1"));
		List<SandboxBinding> before = this.sandbox.bindings();
		this.installation.set("on-conflict", onConflict);
		Path file = file(CsvRows.row("1:a", "1", "1"), CsvRows.row("1:a", "2", "1"), CsvRows.row("1:a", "3", "1"),
				CsvRows.row("1:a", "2", "1"), CsvRows.row("1:c", "3", "1"), "x,y,SPACE,z");
		Plan plan = this.installation.plan(file);
		ReportFiles reports = new ReportFiles(plan.reports().folder());
		assertThat(reports.column("plan.csv", "action")).containsExactly("NONE", action, "CREATE", "DUPLICATE",
				"INVALID", "INVALID");
		assertThat(reports.column("plan.csv", "line")).containsExactly("2", "3", "4", "5", "6", "7");
		assertThat(reports.column("plan.csv", "error_code")).containsExactly("", code, "", code, "CONFLICTING_ROW",
				"MALFORMED_ID");
		assertThat(reports.column("plan.csv", "binding_id")).containsExactly(id("1"), id("2"), "", id("2"), "", "");
		assertThat(reports.column("plan.csv", "current_role_id")).containsExactly(CsvRows.id("Role:1:a"),
				CsvRows.id("Role:1:b"), "", CsvRows.id("Role:1:b"), "", "");
		assertThat(reports.number("/actions/" + action)).isOne();
		assertThat(reports.summary().path("kind").asString()).isEqualTo("plan");
		assertThat(reports.summary().path("run").isNull()).isTrue();
		assertThat(reports.summary().path("outcomes")).isEmpty();
		assertThat(plan.first().get(PlanAction.CREATE)).hasSize(1);
		assertThat(requests()).isNotEmpty().extracting(LoggedRequest::getMethod).containsOnly(RequestMethod.GET);
		assertThat(this.sandbox.bindings()).isEqualTo(before);
	}

	@Test
	void planWhenListingTheAccountTakesMoreAsksForTheUsers() {
		place(CsvRows.writeMany(this.folder.resolve("many.csv"), 400));
		this.wire.resetRequests();
		Plan plan = this.installation.plan(file(CsvRows.row("1:a", "new1", "1"), CsvRows.row("1:a", "new2", "1")));
		assertThat(plan.rows(PlanAction.CREATE)).isEqualTo(2);
		assertThat(listed("user_id")).as("one for each user").hasSize(2);
		assertThat(requests()).as("the first, two pages in vain, and the users").hasSize(1 + 2 + 2);
	}

	/** The sandbox lists the user 399 among the first 300. */
	@Test
	void planWhenItGivesUpListingTheAccountAsksOnlyForUsersThatItHasNotFound() {
		place(CsvRows.writeMany(this.folder.resolve("many.csv"), 400));
		this.wire.resetRequests();
		Plan plan = this.installation.plan(file(CsvRows.row("1:aa", "399", "1:aa"), CsvRows.row("1:a", "new1", "1"),
				CsvRows.row("1:a", "new2", "1")));
		assertThat(new ReportFiles(plan.reports().folder()).column("plan.csv", "action")).containsExactly("NONE",
				"CREATE", "CREATE");
		assertThat(listed("user_id")).extracting((request) -> request.queryParameter("user_id").firstValue())
			.containsExactlyInAnyOrder(CsvRows.id("User:new1"), CsvRows.id("User:new2"));
	}

	@Test
	void planWhenAListedBindingHasNoIdOrRoleSaysThatTheRowFailsAsInTheImport() {
		list("", CsvRows.id("Role:1:a"), "1");
		this.installation.set("on-conflict", "update");
		Path file = file(CsvRows.row("1:a", "1", "1"), CsvRows.row("1:a", "1", "1"));
		Plan plan = this.installation.plan(file);
		ReportFiles reports = new ReportFiles(plan.reports().folder());
		assertThat(reports.column("plan.csv", "action")).containsExactly("FAIL", "DUPLICATE");
		assertThat(reports.column("plan.csv", "error_code")).containsOnly("UNEXPECTED_RESPONSE");
		assertThat(reports.column("plan.csv", "binding_id")).containsOnly("");
		assertThat(reports.column("plan.csv", "current_role_id")).containsOnly("");
		assertThat(reports.column("plan.csv", "message")).first()
			.asString()
			.contains("without its id or role")
			.isEqualTo(failedMessage(file));
	}

	@Test
	void planWhenAListedRoleIsNoIdSeesTheBinding() {
		list("b1", "a role of tomorrow", "1");
		this.installation.set("on-conflict", "update");
		ReportFiles reports = new ReportFiles(
				this.installation.plan(file(CsvRows.row("1:a", "1", "1"))).reports().folder());
		assertThat(reports.column("plan.csv", "action")).containsExactly("UPDATE");
		assertThat(reports.column("plan.csv", "current_role_id")).containsExactly("a role of tomorrow");
	}

	@Test
	void planWhenTheAccountHasNoSuchUserSaysThatNothingIsThere() {
		place(CsvRows.writeMany(this.folder.resolve("many.csv"), 200));
		this.wire.stubFor(get(urlPathEqualTo(LIST)).withQueryParam("user_id", matching(".*"))
			.willReturn(aResponse().withStatus(404).withHeader("Content-Type", "application/json").withBody("{}")));
		assertThat(this.installation.plan(file(CsvRows.row("1:a", "nobody", "1"))).rows(PlanAction.CREATE)).isOne();
	}

	@Test
	void planWhenTheKeyMayNotListNamesTheRight() {
		this.wire.stubFor(get(urlPathEqualTo(LIST))
			.willReturn(aResponse().withStatus(403).withHeader("Content-Type", "application/json").withBody("{}")));
		assertThatExceptionOfType(AccountUnlistableException.class)
			.isThrownBy(() -> this.installation.plan(file(CsvRows.row("1:a", "1", "1"))))
			.withMessageContaining("ROLE_BINDING_READ")
			.matches(AccountUnlistableException::isForbidden);
		assertThat(this.folder.resolve("reports")).doesNotExist();
	}

	@Test
	void planWhenAPageKeepsFailingIsNotMade() {
		this.installation.set("max-attempts", "1");
		this.wire.stubFor(get(urlPathEqualTo(LIST)).withQueryParam("resource_type", matching("SPACE"))
			.withQueryParam("limit", matching("100"))
			.willReturn(aResponse().withStatus(500).withHeader("Content-Type", "application/json").withBody("{}")));
		assertThatExceptionOfType(AccountUnlistableException.class)
			.isThrownBy(() -> this.installation.plan(file(CsvRows.row("1:a", "1", "1"))))
			.matches((failure) -> !failure.isForbidden());
	}

	@Test
	void planWhenItIsStoppedWritesNothing() {
		try (Start start = this.installation.start()) {
			start.stop();
			Path file = file(CsvRows.row("1:a", "1", "1"));
			assertThatExceptionOfType(NothingStartedException.class).isThrownBy(() -> start.plan(file));
		}
		assertThat(this.folder.resolve("reports")).doesNotExist();
	}

	@Test
	void planWithExtraListsWhomTheFileDoesNotHave() {
		place(CsvRows.row("1:z", "9", "1"), CsvRows.row("1:b", "2", "1"), CsvRows.row("1:a", "8", "1"),
				CsvRows.row("1:a", "8", "2"));
		this.installation.set("extra", "true");
		Plan plan = this.installation.plan(file(CsvRows.row("1:a", "2", "1"), CsvRows.row("1:a", "3", "1")));
		assertThat(plan.extra()).isEqualTo(2);
		assertThat(extra()).hasContent(CsvRows.HEADER + "\n"
				+ String.join("\n", sorted(CsvRows.row("1:z", "9", "1"), CsvRows.row("1:a", "8", "1"))) + "\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "x,y,SPACE,z", "a,b" })
	void planWithExtraAndAnInvalidRowRemovesTheOldExtra(String invalid) {
		this.installation.set("extra", "true");
		assertThat(this.installation.plan(file(CsvRows.row("1:a", "2", "1"))).extra()).isZero();
		assertThat(extra()).hasContent(CsvRows.HEADER + "\n");
		try (Start start = this.installation.start()) {
			assertThat(start.plan(file(CsvRows.row("1:a", "2", "1"), invalid)).extra()).isNull();
			assertThat(start.progress().notes()).anyMatch((note) -> note.startsWith("There is no extra.csv"));
		}
		assertThat(extra()).doesNotExist();
	}

	@Test
	void planWithExtraAndAContradictionStillWritesExtra() {
		this.installation.set("extra", "true");
		assertThat(this.installation.plan(file(CsvRows.row("1:a", "2", "1"), CsvRows.row("1:b", "2", "1"))).extra())
			.isZero();
	}

	@ParameterizedTest
	@CsvSource({ "1, true", "2, false" })
	void planWhenThereAreMoreUpdatesThanAllowedSaysThatAnImportStops(String most, boolean stops) {
		place(CsvRows.row("1:b", "1", "1"), CsvRows.row("1:b", "2", "1"));
		this.installation.set("on-conflict", "update").set("max-updates", most);
		Plan plan = this.installation.plan(file(CsvRows.row("1:a", "1", "1"), CsvRows.row("1:a", "2", "1")));
		assertThat(plan.stop() != null).isEqualTo(stops);
	}

	@ParameterizedTest
	@CsvSource({ "1, true", "2, false" })
	void planWhenAnImportReachesMaxFailuresBeforeItsEndSaysSo(String most, boolean stops) {
		place(CsvRows.row("1:b", "1", "1"), CsvRows.row("1:b", "2", "1"));
		this.installation.set("max-failures", most);
		Plan plan = this.installation.plan(file(CsvRows.row("1:a", "1", "1"), CsvRows.row("1:a", "2", "1")));
		assertThat(plan.stop() != null).isEqualTo(stops);
	}

	@Test
	void planWhenTheFileHasAColumnOfThePlanLeavesItOut() throws IOException {
		Path file = CsvRows.write(this.folder.resolve("x.csv"), CsvRows.HEADER + ",action,team",
				List.of(CsvRows.row("1:a", "1", "1") + ",give,red"));
		Plan plan = this.installation.plan(file);
		assertThat(Files.readAllLines(plan.reports().folder().resolve("plan.csv"))).first()
			.isEqualTo(CsvRows.HEADER + ",team,line,action,current_role_id,binding_id,error_code,message");
		assertThat(new ReportFiles(plan.reports().folder()).rows("plan.csv")).singleElement()
			.satisfies((row) -> assertThat(row).containsAllEntriesOf(Map.of("team", "red", "action", "CREATE")));
	}

	private String id(String user) {
		return this.sandbox.bindings()
			.stream()
			.filter((binding) -> binding.userId().equals(CsvRows.id("User:" + user)))
			.findFirst()
			.orElseThrow()
			.id();
	}

	/** Has every listing consist of one binding. */
	private void list(String id, String role, String user) {
		this.wire.stubFor(get(urlPathEqualTo(LIST)).willReturn(okJson("""
				{"role_bindings": [{"id": "%s", "role_id": "%s", "user_id": "%s", "resource_type": "SPACE",
				"resource_id": "%s"}], "pagination": {"has_more": false}}""".formatted(id, role,
				CsvRows.id("User:" + user), CsvRows.id("Space:1")))));
	}

	private String failedMessage(Path file) {
		this.wire.stubFor(post(urlPathEqualTo(LIST)).willReturn(aResponse().withStatus(409)));
		return this.installation.reportsOf(file).column("failed.csv", "message").get(0);
	}

	private Path extra() {
		return this.folder.resolve("reports/x-plan/extra.csv");
	}

	private Path file(String... rows) {
		return CsvRows.write(this.folder.resolve("x.csv"), rows);
	}

	private void place(String... rows) {
		place(CsvRows.write(this.folder.resolve("before.csv"), rows));
	}

	private void place(Path file) {
		Path other = this.folder.resolve("other");
		new Installation(other, this.sandbox.baseUrl()).run(file);
	}

	private static List<String> sorted(String... rows) {
		return Arrays.stream(rows).sorted().toList();
	}

	private List<LoggedRequest> requests() {
		return this.wire.findAll(anyRequestedFor(anyUrl()));
	}

	private List<LoggedRequest> listed(String parameter) {
		return requests().stream().filter((request) -> request.getQueryParams().containsKey(parameter)).toList();
	}

}
