package org.rolebindings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.testing.Program;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of what the packaged program answers by itself, before it starts anything. */
class PackagedJarUsageIT {

	private static final String SPRING = "org.springframework.boot.SpringApplication ";

	@TempDir
	Path folder;

	private Program program;

	private Path loaded;

	@BeforeEach
	void logWhatIsLoaded() {
		this.loaded = this.folder.resolve("classes.log");
		// A JVM with an AOT cache loads what is in there before the program begins
		this.program = Program.ofJar(this.folder).jvm("-Xlog:class+load:file=" + this.loaded);
	}

	@ParameterizedTest
	@ValueSource(strings = { "--help", "import --help", "validate -h", "help sandbox", "help" })
	void helpGoesToStandardOutputAndStartsNothing(String arguments) {
		Program.Result result = this.program.run(arguments.split(" "));
		assertThat(result.code()).isZero();
		assertThat(result.out()).startsWith("Usage: role-bindings").contains("--help");
		assertThat(result.err()).isEmpty();
		assertNothingIsStarted();
	}

	@Test
	void versionIsTheBuildsOwn() {
		Program.Result result = this.program.run("--version");
		assertThat(result.code()).isZero();
		assertThat(result.out()).matches("role-binding-import \\d+\\.\\d+\\.\\d+ \\(.*commit.*, Java \\d.*\\)\n");
		assertNothingIsStarted();
	}

	@Test
	void unknownValueIsAFewLinesAndStartsNothing() {
		usageErrorIsAFewLinesAndStartsNothing("import x.csv --on-conflict replace --sandbox",
				"one of fail, keep, update.");
	}

	@ParameterizedTest
	@Tag("long")
	@CsvSource(delimiter = '|',
			textBlock = """
					import                                                         | needs the name of a file
					import x.csv --concurrency 0 --sandbox                         | --concurrency is 0; it takes 1 to 512.
					import x.csv --timeout 30 --sandbox                            | --timeout is '30'; it takes a number with
					import x.csv --wait 8d --sandbox                               | --wait is 8d; it takes 0s to 7d.
					import x.csv --max-age 26 --sandbox                            | --max-age is '26'; it takes a number with
					import x.csv --max-age 0s --sandbox                            | --max-age is 0s; it takes 1s or more.
					import - --max-age 26h --sandbox                               | --max-age needs a file
					validate x.csv --max-age 26h                                   | --max-age
					watch --plan plan.csv --sandbox                                | There is no option '--plan' of watch
					import x.csv --log-format xml --sandbox                        | --log-format is 'xml'; it takes one of text, json.
					import x.csv --on-conflict replace --sandbox                   | one of fail, keep, update.
					import x.csv --base-url http://api.arize.com                   | plain http
					import x.csv --base-url https://a.example --region eu-west-1a  | --base-url and --region exclude
					import x.csv --sandbox --base-url https://a.example            | --sandbox and --base-url exclude
					""")
	void usageErrorIsAFewLinesAndStartsNothing(String arguments, String reason) {
		Program.Result result = this.program.run(arguments.split(" "));
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.out()).isEmpty();
		assertThat(result.errorLines()).hasSizeBetween(1, 3)
			.first()
			.asString()
			.startsWith("role-bindings: ")
			.contains(reason);
		assertNothingIsStarted();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			import x.csv --log-format json --nope               | There is no option '--nope'
			import x.csv --log-format=json --concurrency 0      | --concurrency is 0; it takes 1 to 512.
			imprt --log-format json                             | Did you mean import?
			""")
	void usageErrorWhenJsonIsAskedForIsOneObject(String arguments, String reason) {
		Program.Result result = this.program.run(arguments.split(" "));
		assertThat(result.code()).isEqualTo(2);
		JsonNode line = new JsonMapper().readTree(result.errorLines().get(0));
		assertThat(result.errorLines()).hasSize(1);
		assertThat(line.get("level").asString()).isEqualTo("ERROR");
		assertThat(line.get("message").asString()).contains(reason);
		assertNothingIsStarted();
	}

	@Test
	void usageErrorWhenTheResultIsToBeJsonIsAnObjectOnStandardOutputWithoutTheKey() {
		Program.Result result = this.program.run("import", "x.csv", "--output", "json", "--token", Program.KEY);
		assertThat(result.code()).isEqualTo(2);
		JsonNode object = new JsonMapper().readTree(result.out());
		assertThat(object.get("exit_code").asInt()).isEqualTo(2);
		assertThat(object.get("message").asString()).startsWith("There is no option '--token' of import.");
		assertThat(result.out() + result.err()).doesNotContain(Program.KEY);
		assertNothingIsStarted();
	}

	@ParameterizedTest
	@CsvSource({ "ARIZE_SSL_CA_CERT, nosuch.pem, --ca-cert is nosuch.pem",
			"HTTPS_PROXY, socks5://proxy.example:1080, HTTPS_PROXY is socks5" })
	void settingThatIsFoundUnusableLaterIsOneLine(String variable, String value, String reason) throws IOException {
		Files.writeString(this.folder.resolve("some.csv"),
				"role_id,user_id,resource_type,resource_id\nRol001,Usr001,SPACE,Spa001\n");
		Program.Result result = this.program.env(variable, value).run("import", "some.csv");
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.errorLines()).singleElement().asString().startsWith("role-bindings: " + reason);
	}

	@Test
	void sandboxWhenThePortIsInUseSaysWhatToDo() {
		try (SandboxServer other = SandboxServer.start(0, SandboxProperties.none())) {
			String port = String.valueOf(other.baseUrl().getPort());
			Program.Result result = this.program.run("sandbox", "--port", port);
			assertThat(result.code()).isEqualTo(2);
			assertThat(result.errorLines()).containsExactly("role-bindings: --port: Port " + port
					+ " on the loopback address is already in use. Name another one, or 0 for any free one.");
		}
	}

	@Test
	void sandboxWhenTheDirectoryIsWrongNamesTheEntryOnOneLine() throws IOException {
		Files.writeString(this.folder.resolve("directory.json"), "{\"users\": [{\"id\": \"Ann\"}]}");
		Program.Result result = this.program.run("sandbox", "--directory", "directory.json");
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.errorLines())
			.containsExactly("role-bindings: --directory is directory.json: users[0]: id is 'Ann', which is no id.");
	}

	@Test
	void sandboxWhenItIsGivenKeysAndADirectoryRefusesBoth() {
		Program.Result result = this.program.run("sandbox", "--directory", "directory.json", "--keys", "keys.json");
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.errorLines()).singleElement()
			.asString()
			.startsWith("role-bindings: --keys and --directory do not go together; ");
	}

	private void assertNothingIsStarted() {
		assertThat(this.loaded).content().contains("org.rolebindings.cli.RoleBindings ").doesNotContain(SPRING);
		assertThat(this.folder.resolve(".role-bindings")).doesNotExist();
		assertThat(this.folder.resolve("reports")).doesNotExist();
	}

}
