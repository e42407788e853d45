package org.rolebindings;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.Program;
import org.rolebindings.testing.ReportFiles;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.unauthorized;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests of the packaged program as a person and a script see it. */
class PackagedJarIT {

	private static final String SAMPLE = Program.project("samples/bindings.csv").toString();

	private static final String MISTAKES = Program.project("samples/bindings-with-mistakes.csv").toString();

	private static final String STACK_TRACE = "\tat ";

	@TempDir
	Path folder;

	private Program program;

	@BeforeEach
	void prepare() {
		this.program = new Program(this.folder);
	}

	@Test
	void importWhenEveryRowSucceedsPrintsTheTableAndExitsWith0() {
		Path loaded = this.folder.resolve("loaded");
		Program.Result result = Program.ofJar(this.folder)
			.jvm("-Xlog:class+load:file=" + loaded)
			.run("import", SAMPLE, "--sandbox");
		assertThat(result.code()).isZero();
		assertThat(result.out()).containsPattern("CREATED +11\n")
			.containsPattern("DUPLICATE +1\n")
			.contains("Reports: reports/bindings-1");
		assertThat(result.err()).matches("Importing bindings\\.csv to http://127\\.0\\.0\\.1:\\d+: 12 rows\\.\n");
		assertThat(this.folder.resolve(".role-bindings")).doesNotExist();
		assertThat(loaded).content()
			.contains(" org.h2.Driver ")
			.doesNotContain(" org.postgresql.", " org.springframework.integration.", " org.springframework.jms.",
					" org.apache.activemq.", " io.netty.", " io.github.bucket4j.", " reactor.");
		assertThat(loaded).content()
			.doesNotContainPattern(
					" org\\.rolebindings\\.job\\.remote\\.(?!(manager\\.ManagerConfiguration|RemoteProperties) )")
			.doesNotContainPattern(" com\\.sun\\.org\\.apache\\.xerces\\.");
	}

	@Test
	void importWhenRowsFailExitsWith1AndJsonIsAllThatIsOnStandardOutput() {
		Program.Result result = this.program.run("import", MISTAKES, "--sandbox", "--output", "json");
		assertThat(result.code()).isEqualTo(1);
		ObjectNode printed = (ObjectNode) new JsonMapper().readTree(result.out());
		assertThat(printed.at("/outcomes/INVALID").asInt()).isEqualTo(8);
		assertThat(result.out()).startsWith("{\n").endsWith("\n}\n");
		assertThat(result.errorLines()).hasSize(11)
			.first()
			.asString()
			.startsWith("Importing bindings-with-mistakes.csv to http://127.");
		assertThat(result.errorLines()).filteredOn((line) -> line.startsWith("line ")).hasSize(10);
		Path folder = ReportFiles.onlyOneIn(this.folder.resolve("reports")).folder();
		assertThat(printed.remove("exit_code").asInt()).isEqualTo(1);
		assertThat(printed.remove("reports").asString()).isEqualTo("reports/" + folder.getFileName());
		assertThat(printed.remove("next").asString())
			.contains("import reports/" + folder.getFileName() + "/failed.csv");
		assertThat(new JsonMapper().readTree(folder.resolve("summary.json").toFile())).isEqualTo(printed);
	}

	@Test
	void importWhenToldToAbortAtMistakesPostsNothingAndExitsWith2() {
		try (SandboxServer sandbox = SandboxServer.start(0, SandboxProperties.none())) {
			Program.Result result = this.program.run("import", MISTAKES, "--on-invalid", "abort", "--base-url",
					sandbox.baseUrl().toString());
			assertThat(result.code()).isEqualTo(2);
			assertThat(sandbox.bindings()).isEmpty();
			assertThat(ReportFiles.onlyOneIn(this.folder.resolve("reports")).rows("pending.csv")).hasSize(5);
		}
	}

	@Test
	void importWhenKeyIsDeadSaysSoAndExitsWith3() {
		WireMockServer server = new WireMockServer(WireMockConfiguration.wireMockConfig().dynamicPort());
		server.start();
		try {
			server.stubFor(any(anyUrl()).willReturn(unauthorized()));
			Program.Result result = this.program.run("import", SAMPLE, "--base-url", server.baseUrl());
			assertThat(result.code()).isEqualTo(3);
			assertThat(result.out()).isEmpty();
			assertThat(result.errorLines()).singleElement().asString().contains("does not accept the key (401)");
			assertThat(this.folder.resolve("reports")).doesNotExist();
		}
		finally {
			server.stop();
		}
	}

	@Test
	void importWhenAnotherProcessHoldsTheStateExitsWith4() {
		try (SandboxServer slow = SandboxServer.start(0, new SandboxProperties(Duration.ofMinutes(1), null, 0, 0))) {
			Program.Running first = this.program.start("import", SAMPLE, "--base-url", slow.baseUrl().toString());
			try {
				await().atMost(Duration.ofMinutes(1)).until(() -> slow.requests() > 0);
				Program.Result second = this.program.run("import", SAMPLE, "--base-url", slow.baseUrl().toString());
				assertThat(second.code()).isEqualTo(4);
				assertThat(second.out()).isEmpty();
				assertThat(second.errorLines()).singleElement().asString().contains("Another process");
			}
			finally {
				first.process().destroyForcibly();
			}
		}
	}

	@Test
	void importWhenFileIsStandardInputReadsIt() {
		Program.Result result = this.program.stdin(Path.of(SAMPLE)).run("import", "-", "--sandbox");
		assertThat(result.code()).isZero();
		assertThat(result.out()).contains("Run 1 of stdin ").contains("Reports: reports/stdin-1");
	}

	@Test
	void importWhenStandardInputIsEmptyIsRefused() {
		Program.Result result = this.program.run("import", "-", "--sandbox");
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.errorLines()).singleElement().asString().startsWith("role-bindings: stdin: ");
	}

	@Test
	void importOfFailedRowsTakesTheFileAsItIs() {
		Program.Result first = this.program.run("import", MISTAKES, "--sandbox");
		assertThat(first.code()).as(first.err()).isEqualTo(1);
		Program.Result result = this.program.run("import", "reports/bindings-with-mistakes-1/failed.csv", "--sandbox");
		assertThat(result.code()).as(result.err()).isEqualTo(1);
		assertThat(result.out()).contains("Run 1 of failed.csv").containsPattern("rows +11\n");
	}

	@Test
	void importTellsTheKeyToNobodyAndKeepsWhatItWritesPrivate() throws IOException {
		try (SandboxServer sandbox = SandboxServer.start(0, new SandboxProperties(Duration.ZERO, null, 0.1, 0.1))) {
			Program.Result result = this.program.env("LOGGING_LEVEL_ROOT", "TRACE")
				.env("HTTPS_PROXY", "http://me:proxy-password@127.0.0.1:9")
				.run("import", MISTAKES, "--verbose", "--base-url", sandbox.baseUrl().toString());
			assertThat(result.code()).isEqualTo(1);
			assertThat(result.err()).contains("DEBUG").doesNotContain(STACK_TRACE + "org.rolebindings");
		}
		List<Path> all = everythingBelow(this.folder);
		assertThat(all).filteredOn(Files::isRegularFile).hasSizeGreaterThan(5).allSatisfy((file) -> {
			String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
			assertThat(bytes.contains(Program.KEY)).as("%s has the key", file).isFalse();
			assertThat(bytes.contains("proxy-password")).as("%s has the password", file).isFalse();
		});
		assertThat(all).filteredOn((path) -> path.toString().contains("reports") || path.toString().contains(".role-"))
			.hasSizeGreaterThan(5)
			.allSatisfy((path) -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
				.isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
	}

	private static List<Path> everythingBelow(Path folder) throws IOException {
		try (Stream<Path> paths = Files.walk(folder)) {
			return paths.filter((path) -> !path.equals(folder)).toList();
		}
	}

	@Test
	void importWhenDurationInTheEnvironmentIsABareNumberIsRefused() {
		Program.Result result = this.program.env("ROLE_BINDINGS_TIMEOUT", "30").run("import", SAMPLE, "--sandbox");
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.errorLines()).singleElement()
			.asString()
			.startsWith("role-bindings: --timeout is '30'")
			.contains("ROLE_BINDINGS_TIMEOUT", "it takes a number with ms, s, m, h or d");
	}

	/** Variables that a build server or another Spring program may have set. */
	@Test
	void importWhenQuietHasNothingOnStandardErrorAndNoBannerOnStandardOutput() throws IOException {
		Files.writeString(this.folder.resolve("application.yml"),
				"debug: true\nspring: {main: {banner-mode: console}}\nlogging.level.root: TRACE\n");
		Map.of("DEBUG", "true", "TRACE", "1", "SPRING_MAIN_WEB_APPLICATION_TYPE", "servlet", "SPRING_MAIN_BANNER_MODE",
				"console", "LOGGING_LEVEL_ROOT", "TRACE", "SPRING_APPLICATION_JSON", "{", "SPRING_CONFIG_IMPORT",
				"file:nosuch.yml", "SPRING_PROFILES_ACTIVE", "a b", "SERVER_PORT", "x")
			.forEach(this.program::env);
		Program.Result result = this.program.run("import", MISTAKES, "--sandbox", "--quiet");
		assertThat(result.code()).isEqualTo(1);
		assertThat(result.err()).isEmpty();
		assertThat(result.out()).startsWith("\nRun 1 of ");
	}

	@Test
	void importWhenThereIsNoKeySaysHowToGiveOneAndExitsWith2() {
		Program.Result result = this.program.env("ARIZE_API_KEY", "").run("import", SAMPLE);
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.errorLines()).singleElement()
			.asString()
			.contains("ARIZE_API_KEY", "--api-key-file", "--sandbox");
	}

	@Test
	void validateTellsTheMistakesAndExitsWith1AndKeepsNoState() {
		Program.Result result = this.program.run("validate", MISTAKES);
		assertThat(result.code()).isEqualTo(1);
		assertThat(result.out()).contains("8 of them invalid")
			.contains("Reports: reports/bindings-with-mistakes-validate");
		assertThat(result.errorLines()).hasSize(8);
		assertThat(this.folder.resolve(".role-bindings")).doesNotExist();
	}

	@Test
	void sandboxServesAnotherProcess() {
		Program.Running sandbox = this.program.start("sandbox", "--port", "0");
		try {
			Pattern address = Pattern.compile("listens on (http://127\\.0\\.0\\.1:\\d+);");
			await().atMost(Duration.ofMinutes(1)).until(() -> address.matcher(Files.readString(sandbox.out())).find());
			Matcher matcher = address.matcher(read(sandbox.out()));
			assertThat(matcher.find()).isTrue();
			URI target = URI.create(matcher.group(1));
			Program.Result first = this.program.run("import", SAMPLE, "--base-url", target.toString());
			assertThat(first.code()).isZero();
			assertThat(first.out()).containsPattern("CREATED +11\n");
			Program.Result second = this.program.run("import", SAMPLE, "--base-url", target.toString());
			assertThat(second.out()).containsPattern("UNCHANGED +11\n").contains("Run 2 of ");
			sandbox.signal("TERM");
			assertThat(sandbox.result().code()).isEqualTo(143);
		}
		finally {
			sandbox.process().destroyForcibly();
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	@Test
	void importOfManyRowsFitsInto96Megabytes() {
		CsvRows.writeMany(this.folder.resolve("many.csv"), 40_000);
		Program.Result result = this.program.jvm("-Xmx96m")
			.run("import", "many.csv", "--sandbox", "--concurrency", "32");
		assertThat(result.err()).doesNotContain(STACK_TRACE);
		assertThat(result.code()).isZero();
		assertThat(result.out()).containsPattern("CREATED +40,000\n");
	}

	@Test
	void validateOfAMillionRowsFitsInto128Megabytes() {
		CsvRows.writeMany(this.folder.resolve("many.csv"), 1_000_000);
		Program.Result result = this.program.jvm("-Xmx128m").run("validate", "many.csv", "--no-progress");
		assertThat(result.err()).isEmpty();
		assertThat(result.code()).isZero();
		assertThat(result.out()).containsPattern("VALID +1,000,000\n");
	}

}
