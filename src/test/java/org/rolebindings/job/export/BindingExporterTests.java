package org.rolebindings.job.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.job.GeneratedAccount;
import org.rolebindings.job.Installation;
import org.rolebindings.job.Start;
import org.rolebindings.job.names.UnknownNameException;
import org.rolebindings.job.plan.AccountUnlistableException;
import org.rolebindings.job.progress.ImportProgress.Phase;
import org.rolebindings.job.run.NothingStartedException;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.ReportFiles;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/** Tests of exports, with sandboxes whose requests are seen. */
class BindingExporterTests {

	private static final String NAMES = "user_email,role_name,resource_type,organization_name,space_name,project_name";

	private static final String BINDINGS = "/v2/role-bindings";

	@TempDir
	Path folder;

	private final WireMockServer wire = new WireMockServer(WireMockConfiguration.options().dynamicPort());

	private final AccountFile account = AccountFile.usual("a");

	private SandboxServer sandbox;

	private Installation installation;

	@BeforeEach
	void start() {
		this.sandbox = SandboxServer.start(0, SandboxProperties.none());
		this.wire.start();
		this.installation = new Installation(this.folder, URI.create(this.wire.baseUrl()));
	}

	@AfterEach
	void stop() {
		this.wire.stop();
		this.sandbox.close();
	}

	@Test
	void exportHasEachBindingInTheOrderOfItsBytesAndSendsOnlyGets() {
		serve(this.account.binding("2", "1", "Space", "1")
			.binding("1", "2", "Model", "3")
			.binding("1", "1", "Space", "2")
			.binding("1", "1", "Model", "1"));
		assertThat(lines(export())).containsExactly(CsvRows.HEADER, this.account.row("1", "1", "Model", "1"),
				this.account.row("1", "1", "Space", "2"), this.account.row("1", "2", "Model", "3"),
				this.account.row("2", "1", "Space", "1"));
		assertThat(requests("/.*")).extracting(LoggedRequest::getMethod).containsOnly(RequestMethod.GET);
	}

	@Test
	void exportCountsWhatIsInIt() {
		serve(this.account.binding("2", "1", "Space", "1")
			.binding("1", "2", "Space", "1")
			.binding("1", "1", "Model", "1")
			.restriction("1"));
		ExportResult result = result();
		assertThat(List.of(result.bindings(), result.spaces(), result.projects())).containsExactly(3L, 1L, 1L);
		assertThat(result.isComplete()).isTrue();
		assertThat(result.restricted()).containsExactly(this.account.id("Model", "1"));
	}

	@Test
	void exportWithoutBindingsIsAHeader() {
		serve(this.account);
		assertThat(export()).isEqualTo(CsvRows.HEADER + "\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ids", "names", "both" })
	void exportIsTheSameAgainAndImportingItChangesNothing(String columns) throws IOException {
		serve(this.account);
		this.installation.set("columns", columns);
		importNames("ann@x.com,Admin,space,Europe,prod,",
				"ann@x.com,\"Reader, of \"\"all\"\"\",project,America,prod,Chat",
				"joann@x.com,Admin,project,America,prod,=Search", "joann@x.com,Admin,space,America,test,");
		String exported = export();
		assertThat(lines(exported)).hasSize(5);
		assertThat(export()).isEqualTo(exported);
		Path file = Files.writeString(this.folder.resolve("exported.csv"), exported);
		ReportFiles reports = this.installation.reportsOf(file);
		assertThat(reports.column("succeeded.csv", "outcome")).hasSize(4).containsOnly("UNCHANGED");
		assertThat(export()).isEqualTo(exported);
	}

	@Test
	void exportWithNamesImportsIntoAnAccountWithOtherIds() throws IOException {
		serve(this.account.binding("2", "1", "Space", "1")
			.binding("1", "2", "Model", "2")
			.binding("1", "1", "Model", "3")
			.binding("1", "1", "Space", "3"));
		this.installation.set("columns", "names");
		String exported = export();
		assertThat(lines(exported)).containsExactly(NAMES, "ann@x.com,\"Reader, of \"\"all\"\"\",SPACE,Europe,prod,",
				"ann@x.com,Admin,PROJECT,America,prod,=Search", "ann@x.com,Admin,SPACE,America,test,",
				"joann@x.com,Admin,PROJECT,America,prod,Chat");
		Path file = Files.writeString(this.folder.resolve("exported.csv"), exported);
		this.sandbox.close();
		this.sandbox = AccountFile.usual("other").serve(this.folder);
		Installation other = new Installation(this.folder, this.sandbox.baseUrl()).set("columns", "names");
		assertThat(other.reportsOf(file).column("succeeded.csv", "outcome")).hasSize(4).containsOnly("CREATED");
		assertThat(export(other)).isEqualTo(exported);
	}

	@Test
	void exportWithNamesPutsAsideWhatAnImportWouldNotFind() throws IOException {
		serve(this.account.user("3", "Ann@X.com")
			.user("4", "good@x.com")
			.user("5", " blank@x.com")
			.role("3", "Twin")
			.role("4", "Twin")
			.organization("3", "Twins")
			.space("4", "same", "3")
			.space("5", "same", "3")
			.space("6", "", "3")
			.project("4", "P", "3")
			.project("5", "P", "3")
			.binding("1", "bot", "Space", "1")
			.binding("1", "1", "Space", "1")
			.binding("1", "5", "Space", "1")
			.binding("deleted", "4", "Space", "1")
			.binding("3", "4", "Space", "2")
			.binding("1", "4", "Space", "hidden")
			.binding("1", "4", "Space", "4")
			.binding("1", "4", "Space", "6")
			.binding("1", "4", "Model", "hidden")
			.binding("1", "4", "Model", "4")
			.binding("1", "4", "Model", "1"));
		Path out = this.folder.resolve("out.CSV");
		this.installation.set("out", out.toString()).set("columns", "names");
		ExportResult result = result();
		assertThat(out).hasContent(NAMES + "\ngood@x.com,Admin,PROJECT,Europe,prod,Chat\n");
		assertThat(result.unnamedFile()).isEqualTo(this.folder.resolve("out-unnamed.csv").toRealPath());
		assertThat(Files.readAllLines(this.folder.resolve("out-unnamed.csv"))).startsWith(CsvRows.HEADER + ",reason")
			.contains(this.account.row("1", "bot", "Space", "1") + ",USER_NOT_LISTED",
					this.account.row("1", "1", "Space", "1") + ",USER_AMBIGUOUS",
					this.account.row("1", "5", "Space", "1") + ",USER_NOT_LISTED",
					this.account.row("deleted", "4", "Space", "1") + ",ROLE_NOT_LISTED",
					this.account.row("3", "4", "Space", "2") + ",ROLE_AMBIGUOUS",
					this.account.row("1", "4", "Space", "hidden") + ",SPACE_NOT_LISTED",
					this.account.row("1", "4", "Space", "4") + ",SPACE_AMBIGUOUS",
					this.account.row("1", "4", "Space", "6") + ",SPACE_NOT_LISTED",
					this.account.row("1", "4", "Model", "hidden") + ",PROJECT_NOT_LISTED",
					this.account.row("1", "4", "Model", "4") + ",PROJECT_AMBIGUOUS")
			.hasSize(11);
		assertThat(result.unnamed()).containsOnly(entry(UnnamedReason.USER_NOT_LISTED, 2L),
				entry(UnnamedReason.USER_AMBIGUOUS, 1L), entry(UnnamedReason.ROLE_NOT_LISTED, 1L),
				entry(UnnamedReason.ROLE_AMBIGUOUS, 1L), entry(UnnamedReason.SPACE_NOT_LISTED, 2L),
				entry(UnnamedReason.SPACE_AMBIGUOUS, 1L), entry(UnnamedReason.PROJECT_NOT_LISTED, 1L),
				entry(UnnamedReason.PROJECT_AMBIGUOUS, 1L));
		assertThat(result.bindings()).isOne();
		assertThat(result.isComplete()).isFalse();
	}

	@Test
	void exportWithBothKeepsABindingWithoutNames() {
		serve(this.account.binding("1", "1", "Space", "1").binding("1", "bot", "Space", "1"));
		this.installation.set("columns", "both");
		assertThat(lines(export())).containsExactly(
				CsvRows.HEADER + ",user_email,role_name,organization_name,space_name,project_name",
				this.account.row("1", "1", "Space", "1") + ",ann@x.com,Admin,Europe,prod,",
				this.account.row("1", "bot", "Space", "1") + ",,,,,");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			value = { "resource-type;space;0 3", "resource-type;Project;1 2", "resource-type;SPACE+PROJECT;0 1 2 3",
					"user;ANN@x.com;0 1", "user;{User:2};2 3", "user;ann@x.com+{User:2}+{User:2};0 1 2 3",
					"role;Admin;0 2", "role;{Role:2};1 3", "role;Admin+{Role:2};0 1 2 3", "space;test;3",
					"space;{Space:2};1 2", "space;test+{Space:1};0 3" })
	void exportWithAFilterHasOnlyWhatFits(String option, String value, String expected) {
		List<String> rows = List.of(this.account.row("1", "1", "Space", "1"), this.account.row("2", "1", "Model", "2"),
				this.account.row("1", "2", "Model", "3"), this.account.row("2", "2", "Space", "3"));
		serve(this.account.binding("1", "1", "Space", "1")
			.binding("2", "1", "Model", "2")
			.binding("1", "2", "Model", "3")
			.binding("2", "2", "Space", "3"));
		this.installation.set(option, withIds(value));
		assertThat(lines(export()).stream().skip(1)).containsExactlyInAnyOrder(Arrays.stream(expected.split(" "))
			.map((index) -> rows.get(Integer.parseInt(index)))
			.toArray(String[]::new));
	}

	@Test
	void exportOfAUserAsksForItsBindingsOnly() {
		serve(this.account.binding("1", "1", "Space", "1"));
		this.installation.set("user", this.account.id("User", "1"));
		assertThat(lines(export())).hasSize(2);
		assertThat(requests(BINDINGS).stream().skip(1))
			.allMatch((request) -> request.queryParameter("user_id").isPresent())
			.hasSize(2);
	}

	@Test
	void exportOfASpaceWarnsOfItsRestrictedProjectsOnly() {
		serve(this.account.restriction("1").restriction("2"));
		this.installation.set("space", this.account.id("Space", "2"));
		assertThat(result().restricted()).containsExactly(this.account.id("Model", "2"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = {
			"role;Admni;--role is 'Admni'; there is no such role in this account, or this key may not see it. Did you mean 'Admin'?",
			"user;nobody@x.com;--user is 'nobody@x.com'; there is no such user",
			"space;prod;--space is 'prod', and several have that name: 'Europe / prod' (",
			"user;{Role:1};the id of a Role; it takes the id or the email of a User.",
			"space;{Model:1};the id of a Model; it takes the id or the name of a Space." }, quoteCharacter = '`')
	void exportWhenAFilterMeansNothingOrSeveralThingsSaysSo(String option, String value, String message) {
		serve(this.account.binding("1", "1", "Space", "1"));
		this.installation.set(option, withIds(value));
		assertThatExceptionOfType(UnknownNameException.class).isThrownBy(this::export).withMessageContaining(message);
	}

	@Test
	void exportWhenAServerWithoutTheListOfRestrictionsAnswersWithAForeignPageTriesFewTimes() {
		serve(this.account.binding("1", "1", "Space", "1"));
		this.wire.stubFor(get(urlPathEqualTo("/v2/resource-restrictions"))
			.willReturn(aResponse().withStatus(404).withHeader("Content-Type", "text/html").withBody("<html></html>")));
		assertThat(result().isComplete()).isTrue();
		assertThat(requests("/v2/resource-restrictions")).hasSize(3);
	}

	@Test
	void exportWhenPagesRepeatARestrictionCountsItOnce() {
		serve(this.account);
		String restriction = "{\"resource_id\": \"%s\"}".formatted(this.account.id("Model", "1"));
		this.wire.stubFor(get(urlPathEqualTo("/v2/resource-restrictions"))
			.willReturn(json(200, "{\"resource_restrictions\": [%1$s, %1$s], \"pagination\": {\"has_more\": false}}"
				.formatted(restriction))));
		assertThat(result().restricted()).containsExactly(this.account.id("Model", "1"));
	}

	@Test
	void exportWithNamesWhenTheServerIgnoresTheOrganizationDoesNotGuessIt() {
		serve(this.account.binding("1", "1", "Space", "1").binding("1", "1", "Space", "3"));
		this.wire.stubFor(get(urlPathEqualTo("/v2/spaces")).willReturn(json(200,
				"{\"spaces\": [{\"id\": \"%s\", \"name\": \"prod\"}, {\"id\": \"%s\", \"name\": \"test\"}], "
					.formatted(this.account.id("Space", "1"), this.account.id("Space", "3"))
						+ "\"pagination\": {\"has_more\": false}}")));
		this.installation.set("columns", "names");
		assertThat(result().unnamed()).containsExactly(entry(UnnamedReason.SPACE_AMBIGUOUS, 2L));
	}

	@Test
	void exportOfAUserWhoIsNotInTheAccountSaysSo() {
		serve(this.account);
		this.wire.stubFor(
				get(urlPathEqualTo(BINDINGS)).withQueryParam("user_id", matching(".*")).willReturn(json(404, "{}")));
		this.installation.set("user", this.account.id("User", "1"));
		assertThatExceptionOfType(UnknownNameException.class).isThrownBy(this::export)
			.withMessageContaining("there is no such user in this account");
	}

	@Test
	void exportWhenPagesRepeatABindingHasItsLatestStateOnce() {
		this.installation.set("resource-type", "SPACE");
		stubPage(null, "next", listed("b1", "1", "1"), listed("b2", "1", "2"));
		stubPage("next", null, listed("b2", "1", "2"), listed("b1", "2", "1"), listed("b3", "1", "3"));
		assertThat(lines(export())).containsExactly(CsvRows.HEADER, CsvRows.row("1", "2", "1"),
				CsvRows.row("1", "3", "1"), CsvRows.row("2", "1", "1"));
	}

	@Test
	void exportHasBindingsForWhichNoRowCanAsk() {
		this.installation.set("resource-type", "SPACE");
		stubPage(null, null, listed("b1", "1", "1").replace(CsvRows.id("User:1"), "odd, id"));
		assertThat(lines(export())).containsExactly(CsvRows.HEADER,
				CsvRows.id("Role:1") + ",\"odd, id\",SPACE," + CsvRows.id("Space:1"));
	}

	@Test
	void exportWhenTheServerLeavesIdsOutCountsTheBindings() {
		this.installation.set("resource-type", "SPACE");
		stubPage(null, null, listed("b1", "1", "1").replace("role_id", "other"), listed("b2", "1", "2"),
				listed("b3", "1", "3").replace("user_id", "other"),
				listed("b4", "1", "4").replace("resource_id", "other"),
				listed("b5", "1", "5").replace("resource_type", "other"), "7", "null");
		ExportResult result = result();
		assertThat(result.incomplete()).isEqualTo(6);
		assertThat(result.bindings()).isOne();
		assertThat(result.isComplete()).isFalse();
	}

	@Test
	void exportWhenThePagesDoNotFollowOneAnotherChangesNoFile() throws IOException {
		this.installation.set("resource-type", "SPACE");
		stubPage(null, "next", listed("b1", "1", "1"));
		stubPage("next", "next", listed("b2", "1", "2"));
		Path out = Files.writeString(this.folder.resolve("out.csv"), "before");
		this.installation.set("out", out.toString());
		assertThatExceptionOfType(AccountUnlistableException.class).isThrownBy(this::export)
			.withMessageContaining("the pages of the listing do not follow one another")
			.matches((failure) -> !failure.isForbidden());
		assertThat(out).hasContent("before");
		assertThat(files()).containsExactly("out.csv", "state");
	}

	@ParameterizedTest
	@CsvSource({ "role-bindings, ROLE_BINDING_READ", "users, USER_READ", "roles, ROLE_READ",
			"organizations, ORGANIZATION_READ", "spaces, SPACE_READ", "projects, PROJECT_READ" })
	void exportWhenTheKeyMayNotListNamesTheRight(String list, String right) {
		serve(this.account.binding("1", "1", "Model", "1"));
		this.installation.set("columns", "names");
		this.wire.stubFor(get(urlPathEqualTo("/v2/" + list)).willReturn(json(403, "{}")));
		assertThatExceptionOfType(AccountUnlistableException.class).isThrownBy(this::export)
			.withMessageContaining("The key needs " + right)
			.matches(AccountUnlistableException::isForbidden);
		assertThat(requests(BINDINGS)).as("before the bindings are listed").hasSizeLessThanOrEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(ints = { 403, 404, 400 })
	void exportWhenRestrictionsCannotBeListedGoesOn(int status) {
		serve(this.account.binding("1", "1", "Space", "1"));
		this.wire.stubFor(get(urlPathEqualTo("/v2/resource-restrictions")).willReturn(json(status, "{}")));
		ExportResult result = result();
		assertThat(result.restricted()).isEmpty();
		assertThat(result.isComplete()).isTrue();
	}

	@Test
	void exportWhenItIsThrottledWaits() {
		serve(this.account.binding("1", "1", "Space", "1"));
		this.wire.stubFor(get(urlPathEqualTo(BINDINGS)).withQueryParam("limit", equalTo("100"))
			.inScenario("limit")
			.whenScenarioStateIs("Started")
			.willSetStateTo("free")
			.willReturn(json(429, "{}").withHeader("Retry-After", "1")));
		assertThat(lines(export())).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "LISTING", "REPORTING" })
	void exportWhenItIsStoppedChangesNoFile(Phase phase) throws IOException {
		IntStream.range(0, 300).forEach((i) -> this.account.binding("1", "u" + i, "Space", "1"));
		serve(this.account);
		Path out = Files.writeString(this.folder.resolve("out.csv"), "before");
		this.installation.set("out", out.toString());
		try (Start start = this.installation.start()) {
			start.progress().at(phase, 120, start::stop);
			assertThatExceptionOfType(NothingStartedException.class)
				.isThrownBy(() -> export(start, new ByteArrayOutputStream()));
		}
		assertThat(out).hasContent("before");
		assertThat(files()).containsExactly("accounta.json", "out.csv", "state");
	}

	@Test
	void exportOfManyBindingsSortsThemOnDisk() throws IOException {
		int size = Integer.getInteger("export.bindings", 30_000);
		try (GeneratedAccount many = new GeneratedAccount(size, 50)) {
			Path out = this.folder.resolve("out.csv");
			Installation large = new Installation(this.folder, many.baseUrl()).set("out", out.toString());
			try (Start start = large.start()) {
				ExportResult result = export(start, new ByteArrayOutputStream());
				assertThat(List.of(result.bindings(), result.spaces())).containsOnly((long) size);
			}
			try (Stream<String> lines = Files.lines(out)) {
				assertThat(lines.skip(1).count()).isEqualTo(size);
			}
		}
	}

	private void serve(AccountFile file) {
		this.sandbox.close();
		this.sandbox = file.serve(this.folder);
		this.wire.stubFor(
				any(anyUrl()).atPriority(10).willReturn(aResponse().proxiedFrom(this.sandbox.baseUrl().toString())));
	}

	private String withIds(String value) {
		String text = value.replace("+", "\n");
		for (String kind : List.of("User", "Role", "Space", "Model")) {
			for (String number : List.of("1", "2")) {
				text = text.replace("{" + kind + ":" + number + "}", this.account.id(kind, number));
			}
		}
		return text;
	}

	private void importNames(String... rows) {
		Path file = CsvRows.write(this.folder.resolve("before.csv"), NAMES, List.of(rows));
		assertThat(this.installation.reportsOf(file).column("succeeded.csv", "outcome")).containsOnly("CREATED");
	}

	private static String listed(String id, String role, String user) {
		return """
				{"id": "%s", "role_id": "%s", "user_id": "%s", "resource_type": "SPACE", "resource_id": "%s",
				"created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z"}""".formatted(id,
				CsvRows.id("Role:" + role), CsvRows.id("User:" + user), CsvRows.id("Space:1"));
	}

	private void stubPage(@Nullable String cursor, @Nullable String next, String... bindings) {
		String pagination = (next != null) ? "{\"has_more\": true, \"next_cursor\": \"" + next + "\"}"
				: "{\"has_more\": false}";
		String body = "{\"role_bindings\": [" + String.join(",", bindings) + "], \"pagination\": " + pagination + "}";
		this.wire.stubFor(get(urlPathEqualTo(BINDINGS))
			.withQueryParams((cursor != null) ? Map.of("cursor", equalTo(cursor)) : Map.of())
			.atPriority((cursor != null) ? 1 : 2)
			.willReturn(json(200, body)));
		this.wire.stubFor(get(urlPathEqualTo("/v2/resource-restrictions")).willReturn(json(403, "{}")));
	}

	private static com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder json(int status, String body) {
		return aResponse().withStatus(status).withHeader("Content-Type", "application/json").withBody(body);
	}

	private List<LoggedRequest> requests(String path) {
		return this.wire.findAll(anyRequestedFor(anyUrl()))
			.stream()
			.filter((request) -> request.getUrl().split("\\?", 2)[0].matches(path))
			.toList();
	}

	private List<String> files() throws IOException {
		try (Stream<Path> files = Files.list(this.folder)) {
			return files.map((file) -> file.getFileName().toString()).sorted().toList();
		}
	}

	private static List<String> lines(String text) {
		assertThat(text).endsWith("\n");
		return text.lines().toList();
	}

	private String export() {
		return export(this.installation);
	}

	private static String export(Installation installation) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (Start start = installation.start()) {
			ExportResult unused = export(start, out);
		}
		return out.toString(StandardCharsets.UTF_8);
	}

	private ExportResult result() {
		try (Start start = this.installation.start()) {
			return export(start, new ByteArrayOutputStream());
		}
	}

	private static ExportResult export(Start start, ByteArrayOutputStream out) {
		try (ExportOutput output = ExportOutput.open(start.get(ExportProperties.class), new PrintStream(out))) {
			return start.get(BindingExporter.class).export(output);
		}
	}

}
