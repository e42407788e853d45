package org.rolebindings.job;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.csv.CsvOptions;
import org.rolebindings.csv.source.FileChangedException;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnreadableFileException;
import org.rolebindings.job.names.DirectoryRefusedException;
import org.rolebindings.job.names.FileNames;
import org.rolebindings.job.names.KeptAnswers;
import org.rolebindings.job.plan.Plan;
import org.rolebindings.job.progress.ImportProgress.Phase;
import org.rolebindings.job.run.ImportResult;
import org.rolebindings.job.run.RunBrokenOffException;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.sandbox.DirectoryFile;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.stop.StopReason;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.ReportFiles;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;

/** Tests of files with names instead of ids, from the file to the reports. */
class NamesTests {

	private static final String HEADER = "note,user_email,role_name,resource_type,organization_name,space_name,project_name";

	private static final String EMOJI = "\uD83D\uDE00";

	private static final String USERS = "/v2/users";

	private static final String ROLES = "/v2/roles";

	@TempDir
	Path folder;

	private SandboxServer sandbox;

	private WireMockServer wire;

	private Installation installation;

	private Path file;

	@BeforeEach
	void start() throws IOException {
		Path directory = this.folder.resolve("directory.json");
		Files.writeString(directory, """
				{"organizations": [{"id": "%s", "name": "Europe"}, {"id": "%s", "name": "America"}],
				 "users": [{"id": "Usr001", "name": "Ann", "email": "Ann@x.com"},
				  {"id": "Usr002", "name": "Joann", "email": "joann@x.com"}, %s],
				 "roles": [{"id": "Rol001", "name": "Editor", "is_predefined": false},
				  {"id": "Rol002", "name": "Admin", "is_predefined": true},
				  {"id": "Rol003", "name": "Admin", "is_predefined": false},
				  {"id": "Rol004", "name": "\\"a\\", b\\n%s", "is_predefined": false}],
				 "spaces": [{"id": "Spa001", "name": "prod", "org_id": "%s"},
				  {"id": "Spa002", "name": "prod", "org_id": "%s"},
				  {"id": "Spa003", "name": "prod-eu", "org_id": "%s"}],
				 "projects": [{"id": "Mod001", "name": "Chat", "space_id": "Spa001"},
				  {"id": "Mod002", "name": "Chat", "space_id": "Spa003"}]}""".formatted(id("1"), id("2"), users(),
				EMOJI, id("1"), id("2"), id("1")));
		this.sandbox = SandboxServer.start(0, SandboxProperties.none(), DirectoryFile.read(directory), Duration.ZERO);
		this.wire = new WireMockServer(WireMockConfiguration.options().dynamicPort());
		this.wire.start();
		this.wire.stubFor(any(anyUrl()).willReturn(aResponse().proxiedFrom(this.sandbox.baseUrl().toString())));
		this.installation = new Installation(this.folder, URI.create(this.wire.baseUrl()));
		this.file = this.folder.resolve("x.csv");
	}

	private static String id(String number) {
		return CsvRows.id("Organization:" + number + ":o");
	}

	private static String users() {
		return IntStream.range(100, 1_000)
			.mapToObj((i) -> "{\"id\": \"Usr%d\", \"name\": \"u\", \"email\": \"u%d@x.com\"}".formatted(i, i))
			.collect(Collectors.joining(","));
	}

	@AfterEach
	void stop() {
		this.wire.stop();
		this.sandbox.close();
	}

	@Test
	void runPutsRowsWithNamesInPlaceAndReportsTheirIds() {
		write("a,ann@X.com,Editor,SPACE,Europe,prod,ignored", "b, ANN@x.com ,Editor,PROJECT,,prod-eu,Chat",
				"\"c,\nd\",joann@x.com,\"\"\"a\"\", b\n" + EMOJI + "\",space,America,prod,",
				"e,Ann@x.com,Editor,SPACE,Europe,prod,");
		ReportFiles reports = this.installation.reportsOf(this.file);
		assertThat(reports.outcomes()).containsExactly(entry(2, "CREATED"), entry(3, "CREATED"), entry(4, "CREATED"),
				entry(7, "DUPLICATE"));
		assertThat(header(reports, "succeeded.csv"))
			.isEqualTo(HEADER + ",role_id,user_id,resource_id,line,outcome,binding_id,previous_role_id,attempts");
		assertThat(reports.column("succeeded.csv", "note")).containsExactly("a", "b", "c,\nd", "e");
		assertThat(reports.column("succeeded.csv", "role_id")).containsExactly("Rol001", "Rol001", "Rol004", "Rol001");
		assertThat(reports.column("succeeded.csv", "user_id")).containsExactly("Usr001", "Usr001", "Usr002", "Usr001");
		assertThat(reports.column("succeeded.csv", "resource_id")).containsExactly("Spa001", "Mod002", "Spa002",
				"Spa001");
		assertThat(this.sandbox.bindings()).hasSize(3);
		assertThat(kept()).isEmpty();
	}

	@Test
	void runWhenNamesAreUnknownRejectsTheirRowsAndTakesTheReportAgain() throws IOException {
		write("a,anne@x.com,Editor,SPACE,Europe,prod,", "b,ann@x.com,Admin,SPACE,Europe,prod,",
				"c,ann@x.com,Editor,SPACE,,prod,", "d,ann@x.com,Editor,PROJECT,,prod-eu,",
				"e,ann@x.com,Editor,PROJECT,,prod-eu,Chat");
		ReportFiles reports = this.installation.reportsOf(this.file);
		assertThat(reports.column("failed.csv", "error_code")).containsExactly("NAME_NOT_FOUND", "NAME_AMBIGUOUS",
				"NAME_AMBIGUOUS", "MISSING_VALUE");
		assertThat(reports.column("failed.csv", "message").get(0)).contains("'anne@x.com'", "Did you mean 'Ann@x.com'");
		assertThat(reports.column("failed.csv", "message").get(1)).contains("'Admin', predefined (Rol002)",
				"'Admin', custom (Rol003)");
		assertThat(reports.column("failed.csv", "message").get(2)).contains("'Europe / prod' (Spa001)",
				"'America / prod' (Spa002)");
		assertThat(reports.column("failed.csv", "role_id")).containsExactly("Rol001", "", "Rol001", "");
		assertThat(reports.counts()).containsExactly(entry("CREATED", 1L), entry("INVALID", 4L));
		this.wire.verify(1, postRequestedFor(anyUrl()));
		byte[] first = Files.readAllBytes(reports.folder().resolve("failed.csv"));

		Path again = this.folder.resolve("again.csv");
		Files.writeString(again, new String(first, StandardCharsets.UTF_8).replace("a,anne@", "a,ann@")
			.replace("SPACE,,prod", "SPACE,America,prod"));
		ReportFiles second = this.installation.reportsOf(again);
		assertThat(second.counts()).containsExactly(entry("CREATED", 2L), entry("INVALID", 2L));
		assertThat(header(second, "failed.csv")).isEqualTo(header(reports, "failed.csv"));
		assertThat(second.column("failed.csv", "note")).containsExactly("b", "d");
	}

	@Test
	void runWhenIdsAreThereTakesThemAndAsksForNoName() {
		CsvRows.write(this.file, "role_name,role_id,user_id,resource_type,resource_id,space_name",
				List.of("no such role,Rol001,Usr001,SPACE,Spa001,no such space", "Editor,,Usr002,SPACE,Spa001,"));
		ReportFiles reports = this.installation.reportsOf(this.file);
		assertThat(reports.counts()).containsExactly(entry("CREATED", 2L));
		assertThat(header(reports, "succeeded.csv"))
			.startsWith("role_name,role_id,user_id,resource_type,resource_id,space_name,line,");
		assertThat(reports.column("succeeded.csv", "role_id")).containsExactly("Rol001", "Rol001");
		assertThat(lists()).extracting(LoggedRequest::getUrl).containsExactly(ROLES + "?limit=100");
	}

	@Test
	void runWhenInvalidRowsAbortItPostsNothing() {
		write("a,ann@x.com,Editor,SPACE,Europe,prod,", "b,none@x.com,Editor,SPACE,Europe,prod,");
		ReportFiles reports = this.installation.set("on-invalid", "abort").reportsOf(this.file);
		assertThat(reports.counts()).containsExactly(entry("INVALID", 1L), entry("PENDING", 1L));
		assertThat(reports.column("pending.csv", "note")).containsExactly("a");
		this.wire.verify(0, postRequestedFor(anyUrl()));
	}

	@Test
	void runWhenAListIsForbiddenEndsForGood() {
		this.wire.stubFor(get(urlPathEqualTo(USERS)).willReturn(problem(403)));
		write("a,ann@x.com,Editor,SPACE,Europe,prod,");
		try (Start start = this.installation.start()) {
			assertThatExceptionOfType(DirectoryRefusedException.class).isThrownBy(() -> start.run(this.file))
				.withMessageContaining("USER_READ");
			assertThat(start.get(RunLedger.class).get(1).status()).isEqualTo(RunStatus.FAILED);
		}
		this.wire.verify(0, postRequestedFor(anyUrl()));
		assertThatExceptionOfType(DirectoryRefusedException.class).isThrownBy(() -> this.installation.plan(this.file));
	}

	@ParameterizedTest
	@ValueSource(ints = { 500, 404 })
	void runWhenAListCannotBeReadStopsAndLaterAsksOnlyForTheRest(int status) {
		StubMapping broken = this.wire.stubFor(get(urlPathEqualTo("/v2/spaces")).willReturn(problem(status)));
		write("a,ann@x.com,Editor,SPACE,Europe,prod,");
		this.installation.set("max-attempts", "1");
		ImportResult stopped = this.installation.run(this.file);
		assertThat(stopped.stopped()).satisfies((reason) -> {
			assertThat(reason.kind()).isEqualTo(StopReason.Kind.OUTAGE);
			assertThat(reason.message()).contains("names in the file cannot be looked up", "" + status);
		});
		assertThat(stopped.reports().summary().status()).isEqualTo(RunStatus.STOPPED);
		assertThat(kept()).containsExactly("names-1");
		this.wire.removeStub(broken);
		this.wire.resetRequests();
		ReportFiles reports = this.installation.reportsOf(this.file);
		assertThat(reports.counts()).containsExactly(entry("CREATED", 1L));
		assertThat(reports.number("/run")).isOne();
		assertThat(lists()).extracting(LoggedRequest::getUrl).singleElement().asString().startsWith("/v2/spaces");
		assertThat(kept()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void runWhenBrokenOffWhileRowsAreStagedAsksForNoNameAgain(boolean crash) {
		writeMany();
		if (crash) {
			try (Start start = this.installation.start()) {
				start.progress().at(Phase.READING, 700, start::crash);
				assertThatExceptionOfType(RunBrokenOffException.class).isThrownBy(() -> start.run(this.file));
			}
		}
		else {
			stopWhileRowsAreStaged();
		}
		assertThat(kept()).containsExactly("names-1");
		assertThat(lists()).hasSizeGreaterThan(10);
		this.wire.resetRequests();
		ReportFiles reports = this.installation.reportsOf(this.file);
		assertThat(lists()).isEmpty();
		assertThat(reports.counts()).containsExactly(entry("CREATED", 30L), entry("DUPLICATE", 870L));
		assertThat(kept()).isEmpty();
	}

	@Test
	void runRemovesTheAnswersOfRunsThatNeverGoOn() {
		writeMany();
		Path other = this.folder.resolve("y.csv");
		CsvRows.write(other, HEADER, List.of("a,ann@x.com,Editor,SPACE,Europe,prod,"));
		stopWhileRowsAreStaged();
		assertThat(kept()).containsExactly("names-1");
		this.installation.set("on-conflict", "keep");
		stopWhileRowsAreStaged();
		assertThat(kept()).containsExactly("names-2");
		this.installation.run(other);
		assertThat(kept()).isEmpty();
	}

	@Test
	void runWhenTheFileChangesBehindTheLookUpSaysSo() {
		writeMany();
		try (Start start = this.installation.start()) {
			start.progress()
				.at(Phase.READING, 1,
						() -> CsvRows.write(this.file, HEADER,
								IntStream.range(0, 900)
									.mapToObj((i) -> "a,other" + i + "@x.com,Editor,SPACE,Europe,prod,")
									.toList()));
			assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> start.run(this.file))
				.withMessageContaining("changed while it was read");
		}
		this.wire.verify(0, postRequestedFor(anyUrl()));
	}

	/** The form of a name is enough for {@code validate}, but never for an import. */
	@Test
	void namesThatWereNotLookedUpHaveNoIds() throws IOException {
		Path plain = CsvRows.write(this.folder.resolve("plain.csv"), CsvRows.row("1:a", "1", "1"));
		try (Start start = this.installation.start()) {
			FileNames names = start.get(FileNames.class);
			assertThatIllegalStateException().isThrownBy(() -> names.role("Admin"));
			names.lookUp(InputFile.of(plain), new CsvOptions(null, false), this.folder.resolve("names"),
					KeptAnswers.NONE);
			assertThatExceptionOfType(FileChangedException.class).isThrownBy(() -> names.user("ada@example.com"));
		}
	}

	@Test
	void progressSaysThatNamesAreLookedUp() {
		write("a,ann@x.com,Editor,SPACE,Europe,prod,");
		try (Start start = this.installation.start()) {
			ReportFiles reports = Start.reports(start.run(this.file));
			assertThat(reports.counts()).containsExactly(entry("CREATED", 1L));
			assertThat(start.progress().phases()).startsWith(Phase.READING, Phase.NAMING, Phase.READING);
		}
	}

	@Test
	void runClaimedTakesNames() {
		write("a,ann@x.com,Editor,SPACE,Europe,prod,");
		try (Start start = this.installation.start()) {
			ReportFiles reports = Start.reports(start.runClaimed(this.file, "c1"));
			assertThat(reports.counts()).containsExactly(entry("CREATED", 1L));
			write("a,joann@x.com,Editor,SPACE,Europe,prod,", "b,none@x.com,Editor,SPACE,Europe,prod,");
			reports = Start.reports(start.runClaimed(this.file, "c2"));
			assertThat(reports.counts()).containsExactly(entry("CREATED", 1L), entry("INVALID", 1L));
		}
		assertThat(kept()).isEmpty();
	}

	@Test
	void planTellsTheActionsOfRowsWithNames() {
		write("a,ann@x.com,Editor,SPACE,Europe,prod,", "b,none@x.com,Editor,SPACE,Europe,prod,",
				"c,ann@x.com,Editor,SPACE,Europe,prod,");
		ReportFiles plan = plan();
		assertThat(header(plan, "plan.csv")).isEqualTo(
				HEADER + ",role_id,user_id,resource_id,line,action,current_role_id,binding_id,error_code,message");
		assertThat(plan.column("plan.csv", "action")).containsExactly("CREATE", "INVALID", "DUPLICATE");
		assertThat(plan.column("plan.csv", "user_id")).containsExactly("Usr001", "", "Usr001");
		this.wire.verify(0, postRequestedFor(anyUrl()));
	}

	@Test
	void runWhenNamesMeanOtherIdsThanInThePlanFailsTheirRows() {
		write("a,ann@x.com,Editor,SPACE,Europe,prod,", "b,joann@x.com,Viewer,SPACE,Europe,prod,",
				"c,u100@x.com,Owner,SPACE,Europe,prod,", "d,u101@x.com,Reader,SPACE,Europe,prod,",
				"e,u102@x.com,New,SPACE,Europe,prod,");
		assertThat(applyAfterRolesChanged()).containsExactly(entry(2, "CREATED"), entry(3, "FAILED"),
				entry(4, "FAILED"), entry(5, "FAILED"), entry(6, "INVALID"));
	}

	@Test
	void runWhenSomeNamesMeanOtherIdsThanInThePlanFailsTheirRowsOfAMixedFile() {
		CsvRows.write(this.file, "role_id,role_name,user_id,resource_type,resource_id",
				List.of("Rol001,,Usr001,SPACE,Spa001", ",Viewer,Usr002,SPACE,Spa001", ",Owner,Usr100,SPACE,Spa001",
						",Reader,Usr101,SPACE,Spa001", ",New,Usr102,SPACE,Spa001"));
		assertThat(applyAfterRolesChanged()).containsExactly(entry(2, "CREATED"), entry(3, "FAILED"),
				entry(4, "FAILED"), entry(5, "FAILED"), entry(6, "INVALID"));
	}

	/** Viewer means another role now, Owner none, and Reader one. */
	private Map<Integer, String> applyAfterRolesChanged() {
		stubRoles("Editor", "Rol001", "Viewer", "Rol002", "Owner", "Rol003");
		Path plan = plan().folder().resolve("plan.csv");
		stubRoles("Editor", "Rol001", "Viewer", "Rol003", "Reader", "Rol002");
		ReportFiles reports = this.installation.set("plan", plan.toString()).reportsOf(this.file);
		assertThat(reports.column("failed.csv", "error_code")).containsExactly("CHANGED_SINCE_PLAN",
				"CHANGED_SINCE_PLAN", "CHANGED_SINCE_PLAN", "NAME_NOT_FOUND");
		assertThat(reports.column("failed.csv", "message").subList(0, 3)).containsExactly(
				"When the row was planned, its names meant the role_id 'Rol002'; now they mean the role_id 'Rol003'. "
						+ "Make a new plan.",
				"When the row was planned, its names meant the role_id 'Rol003'; now they mean no role_id that this key "
						+ "sees. Make a new plan.",
				"When the row was planned, its names meant no role_id that this key sees; now they mean the role_id "
						+ "'Rol002'. Make a new plan.");
		this.wire.verify(1, postRequestedFor(anyUrl()));
		return reports.outcomes();
	}

	private void stubRoles(String... namesAndIds) {
		List<String> roles = new ArrayList<>();
		for (int i = 0; i < namesAndIds.length; i += 2) {
			roles.add("{\"id\": \"%s\", \"name\": \"%s\", \"is_predefined\": false}".formatted(namesAndIds[i + 1],
					namesAndIds[i]));
		}
		this.wire.stubFor(get(urlPathEqualTo(ROLES)).willReturn(
				okJson("{\"roles\": [" + String.join(",", roles) + "], \"pagination\": {\"has_more\": false}}")));
	}

	private void write(String... rows) {
		CsvRows.write(this.file, HEADER, List.of(rows));
	}

	/** Several blocks of rows, of thirty users. */
	private void writeMany() {
		CsvRows.write(this.file, HEADER,
				IntStream.range(0, 900)
					.mapToObj((i) -> "a,u" + (100 + i % 30) + "@x.com,Editor,SPACE,Europe,prod,")
					.toList());
	}

	private void stopWhileRowsAreStaged() {
		try (Start start = this.installation.start()) {
			start.progress().at(Phase.READING, 700, start::stop);
			assertThat(start.run(this.file).stopped()).isNotNull();
		}
	}

	private ReportFiles plan() {
		Plan plan = this.installation.plan(this.file);
		return new ReportFiles(plan.reports().folder());
	}

	private static String header(ReportFiles reports, String name) {
		try (var lines = Files.lines(reports.folder().resolve(name))) {
			return lines.findFirst().orElseThrow();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private List<LoggedRequest> lists() {
		return this.wire.findAll(anyRequestedFor(urlPathMatching("/v2/(users|roles|organizations|spaces|projects)")));
	}

	/** The files of answers in the state. */
	private List<String> kept() {
		try (var files = Files.list(this.folder.resolve("state"))) {
			return files.map((path) -> path.getFileName().toString()).filter((it) -> it.startsWith("names")).toList();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private static ResponseDefinitionBuilder problem(int status) {
		return aResponse().withStatus(status)
			.withHeader("Content-Type", "application/problem+json")
			.withBody("{\"title\": \"No\", \"status\": " + status + "}");
	}

}
