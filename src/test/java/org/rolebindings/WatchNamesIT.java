package org.rolebindings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.sandbox.DirectoryFile;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.Program;
import org.rolebindings.testing.ReportFiles;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

/** Tests of {@code watch} with files that have names, as the packaged program. */
class WatchNamesIT {

	private static final String HEADER = "user_email,role_name,resource_type,space_name";

	private static final String USERS = "/v2/users";

	@TempDir
	Path folder;

	private final WireMockServer wire = new WireMockServer(WireMockConfiguration.options().dynamicPort());

	private Path inbox;

	private Program program;

	private SandboxServer sandbox;

	private Program.@Nullable Running watcher;

	@BeforeEach
	void prepare() throws IOException {
		this.inbox = Files.createDirectory(this.folder.resolve("inbox"));
		this.program = new Program(this.folder);
		Path account = Files.writeString(this.folder.resolve("account.json"), """
				{"users": [{"id": "Usr001", "name": "Ann", "email": "ann@new.example"},
				  {"id": "Usr002", "name": "Bob", "email": "bob@new.example"}],
				 "roles": [{"id": "Rol001", "name": "Data analyst", "is_predefined": false},
				  {"id": "Rol002", "name": "Twin", "is_predefined": false},
				  {"id": "Rol003", "name": "Twin", "is_predefined": false}],
				 "organizations": [{"id": "%1$s", "name": "Europe"}],
				 "spaces": [{"id": "Spa001", "name": "prod", "org_id": "%1$s"}]}"""
			.formatted(CsvRows.id("Organization:1")));
		this.sandbox = SandboxServer.start(0, SandboxProperties.none(), DirectoryFile.read(account), Duration.ZERO);
		this.wire.start();
		this.wire.stubFor(any(anyUrl()).willReturn(aResponse().proxiedFrom(this.sandbox.baseUrl().toString())));
	}

	@AfterEach
	void stop() {
		if (this.watcher != null) {
			this.watcher.process().destroyForcibly();
		}
		this.wire.stop();
		this.sandbox.close();
	}

	@Test
	void watchWithAMapImportsWhatIsFoundAndSaysWhatIsNot() throws IOException {
		Path map = Files.writeString(this.folder.resolve("map.csv"),
				"column,from,to\nuser_email,*@old.example,*@new.example\nrole_name,Analyst,Data analyst\n");
		Program.Running running = watch("--map", map.toString());
		drop("x.csv", "ann@old.example,Analyst,SPACE,prod", "none@old.example,Analyst,SPACE,prod",
				"bob@new.example,Twin,SPACE,prod");
		awaitFile("done/x-1.csv");
		ReportFiles report = report("x-1");
		assertThat(report.counts()).containsExactly(entry("CREATED", 1L), entry("INVALID", 2L));
		assertThat(report.column("failed.csv", "error_code")).containsExactly("NAME_NOT_FOUND", "NAME_AMBIGUOUS");
		assertThat(this.sandbox.bindings()).hasSize(1);
		assertThat(terminate(running).code()).isEqualTo(143);
	}

	@Test
	void watchWhenTheMapIsWrongAtTheStartEndsWith2() throws IOException {
		Path map = Files.writeString(this.folder.resolve("map.csv"), "column,from,to\nrole,Analyst,Data analyst\n");
		Program.Result result = watch("--map", map.toString()).result();
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.err()).contains("map.csv").doesNotContain("Watching");
	}

	@Test
	void watchWhenTheMapGoesWrongKeepsTheFilesUntilItIsRight() throws IOException {
		Path map = Files.writeString(this.folder.resolve("map.csv"),
				"column,from,to\nrole_name,Analyst,Data analyst\n");
		String right = Files.readString(map);
		Program.Running running = watch("--map", map.toString());
		Files.writeString(map, "no,map\n");
		drop("x.csv", "ann@new.example,Analyst,SPACE,prod");
		await().until(() -> Files.readString(running.err()).contains("The files wait, and the watcher keeps trying."));
		Files.writeString(map, right);
		awaitFile("done/x-1.csv");
		assertThat(report("x-1").counts()).containsExactly(entry("CREATED", 1L));
		assertThat(terminate(running).code()).isEqualTo(143);
	}

	@Test
	void watchWhenTheKeyMayNotListFilesTheFileAsFailedAtOnceAndGoesOn() throws IOException {
		StubMapping refusal = answerUsers(jsonResponse("{\"title\": \"Forbidden\"}", 403));
		Program.Running running = watch();
		drop("x.csv", "ann@new.example,Data analyst,SPACE,prod");
		awaitFile("failed/x-1.csv");
		this.wire.removeStub(refusal);
		drop("y.csv", "ann@new.example,Data analyst,SPACE,prod");
		awaitFile("done/y-2.csv");
		assertThat(report("y-2").counts()).containsExactly(entry("CREATED", 1L));
		assertThat(terminate(running).errorLines())
			.anyMatch((line) -> line.startsWith("role-bindings: x.csv: There are names to look up")
					&& line.contains("USER_READ"))
			.noneMatch((line) -> line.contains("keeps trying"));
	}

	@Test
	void watchWhenKilledWhileNamesAreLookedUpImportsTheFileOnce() throws IOException {
		StubMapping slow = answerUsers(aResponse().withFixedDelay(60_000));
		Program.Running running = watch();
		drop("x.csv", "ann@new.example,Data analyst,SPACE,prod", "bob@new.example,Data analyst,SPACE,prod");
		await().until(() -> !this.wire.findAll(getRequestedFor(urlPathEqualTo(USERS))).isEmpty());
		running.signal("KILL");
		assertThat(running.result().code()).isEqualTo(137);
		assertThat(names("processing")).hasSize(1);
		this.wire.removeStub(slow);
		running = watch();
		awaitFile("done/x-1.csv");
		assertThat(names("processing")).isEmpty();
		assertThat(report("x-1").counts()).containsExactly(entry("CREATED", 2L));
		this.wire.verify(2, postRequestedFor(anyUrl()));
		assertThat(terminate(running).code()).isEqualTo(143);
	}

	@Test
	void watchWhenNamesMeetAnOutageKeepsTheFileUntilTheServiceIsBack() throws IOException {
		StubMapping outage = answerUsers(aResponse().withFault(Fault.EMPTY_RESPONSE));
		Program.Running running = watch("--max-attempts", "2");
		drop("x.csv", "ann@new.example,Data analyst,SPACE,prod");
		await().until(() -> Files.readString(running.err()).contains("The files wait, and the watcher keeps trying."));
		assertThat(names("processing")).hasSize(1);
		this.wire.removeStub(outage);
		awaitFile("done/x-1.csv");
		assertThat(report("x-1").counts()).containsExactly(entry("CREATED", 1L));
		assertThat(terminate(running).code()).isEqualTo(143);
	}

	private StubMapping answerUsers(ResponseDefinitionBuilder answer) {
		return this.wire.stubFor(get(urlPathEqualTo(USERS)).willReturn(answer));
	}

	private Program.Running watch(String... options) {
		List<String> command = Stream
			.concat(Stream.of("watch", "--settle", "100ms", "--base-url", this.wire.baseUrl()), Stream.of(options))
			.toList();
		Program.Running started = this.program.start(command.toArray(String[]::new));
		this.watcher = started;
		await().until(() -> Files.readString(started.err()).contains("Watching") || !started.process().isAlive());
		return started;
	}

	private static Program.Result terminate(Program.Running running) {
		running.signal("TERM");
		return running.result();
	}

	private void drop(String name, String... rows) throws IOException {
		Path part = CsvRows.write(this.folder.resolve(name + ".part"), HEADER, List.of(rows));
		Files.move(part, this.inbox.resolve(name));
	}

	private void awaitFile(String name) {
		await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(this.inbox.resolve(name)));
	}

	private ReportFiles report(String name) {
		return new ReportFiles(this.folder.resolve("reports").resolve(name));
	}

	private List<String> names(String name) throws IOException {
		try (Stream<Path> files = Files.list(this.inbox.resolve(name))) {
			return files.map((file) -> file.getFileName().toString()).toList();
		}
	}

}
