package org.rolebindings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.testing.Program;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests of the release bundle: it is unpacked elsewhere, where nobody may write, and runs
 * as a user without a name, with no Java and almost no other program to be found.
 * {@code -Prelease} runs them.
 */
class BundleIT {

	private static final boolean ROOT = System.getProperty("user.name").equals("root");

	private static final String USER = "12345";

	private static final Pattern FROM_CACHE = Pattern.compile("source: shared objects file");

	private static final Pattern LOADED = Pattern.compile(" source: ");

	@TempDir
	static Path shared;

	private static Path bundle;

	@TempDir
	Path folder;

	@BeforeAll
	static void unpack() throws IOException {
		openToAll(shared);
		Path place = Files.createDirectory(shared.resolve("another place"));
		assertThat(new Program(shared).runCommand(List.of("tar", "-xzf", built().toString(), "-C", place.toString())))
			.satisfies((result) -> assertThat(result.code()).as(result.err()).isZero());
		try (Stream<Path> unpacked = Files.list(place)) {
			bundle = unpacked.toList().get(0);
		}
		Path tools = Files.createDirectory(shared.resolve("tools"));
		for (String tool : List.of("sh", "readlink", "dirname")) {
			Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
		}
		assertThat(new Program(shared).runCommand(List.of("chmod", "-R", "a-w", bundle.toString())).code()).isZero();
	}

	private static Path built() throws IOException {
		try (Stream<Path> files = Files.list(Program.project("target"))) {
			List<Path> bundles = files.filter((file) -> file.toString().endsWith(".tar.gz")).toList();
			assertThat(bundles).as("what mvn -Prelease package makes").hasSize(1);
			return bundles.get(0);
		}
	}

	@BeforeEach
	void openFolder() {
		openToAll(this.folder);
	}

	@Test
	void importWithTheSandboxTakesItsClassesFromTheCache() {
		assumeThat(bundle.resolve("runtime/release")).as("an earlier runtime has no cache")
			.content()
			.containsPattern("JAVA_VERSION=\"(2[5-9]|[3-9])");
		Program.Result result = run("-Xlog:class+load:file=classes.log:none:filecount=0", "import",
				bundle.resolve("samples/bindings.csv").toString(), "--sandbox");
		assertThat(result.code()).as(result.err()).isZero();
		assertThat(result.out()).containsPattern("CREATED +11\n").contains("reports/bindings-1");
		assertThat(this.folder.resolve("reports/bindings-1/report.html")).exists();
		assertThat(this.folder.resolve("classes.log")).content()
			.contains("org.rolebindings.cli.settings.Options source: shared objects file")
			.contains("org.h2.engine.Database source: shared objects file")
			.contains("org.apache.hc.client5.http.impl.classic.CloseableHttpClient source: shared objects file")
			.contains("org.springframework.batch.core.job.AbstractJob source: shared objects file")
			.satisfies(
					(log) -> assertThat(count(FROM_CACHE, log)).as("classes from the cache, of %d", count(LOADED, log))
						.isGreaterThan(count(LOADED, log) * 9 / 10))
			// Its thread would hold up the exit
			.doesNotContain("sun.nio.ch.EPollPoller");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-XX:+UseSerialGC", "-XX:+UseParallelGC", "-XX:+UseZGC", "-Xshare:off", "-Xmx64m" })
	void startWhenTheUserHasOptionsOfTheJvmSaysNothingMore(String options) {
		Program.Result result = run(options, "--version");
		assertThat(result.err()).isEmpty();
		assertThat(result.out()).matches("role-binding-import \\d+\\.\\d+\\.\\d+( .*)?\n");
		assertThat(result.code()).isZero();
	}

	/** The JVM does not start with two archives. */
	@Test
	void startWhenTheUserNamesAnotherArchiveLeavesItToThat() {
		assertThat(run("-XX:SharedArchiveFile=none.jsa", "--version").code()).isZero();
	}

	@Test
	void startWhenTheJvmDoesNotTakeAnOptionEndsAsAfterBadUsage() {
		Program.Result result = run("-Xmx1x", "--version");
		assertThat(result.err()).startsWith("role-bindings: the JVM does not start; check JAVA_OPTS")
			.contains("Invalid maximum heap size: -Xmx1x");
		assertThat(result.code()).isEqualTo(2);
	}

	@Test
	void startThroughALinkRunsIt() throws IOException {
		Path link = Files.createSymbolicLink(this.folder.resolve("rb"), bundle.resolve("bin/role-bindings"));
		assertThat(runCommand("", List.of(link.toString(), "--version")).out()).startsWith("role-binding-import ");
	}

	@Test
	void bundleHasAManualPageOfEachCommand() throws IOException {
		List<String> commands = run("", "--help").out()
			.lines()
			.dropWhile((line) -> !line.equals("Commands:"))
			.filter((line) -> line.matches("  [a-z]+ .*"))
			.map((line) -> line.strip().replaceFirst(" .*", ""))
			.toList();
		assertThat(commands).contains("import", "undo", "watch");
		assertThat(names("share/man/man1")).contains("role-bindings.1")
			.containsAll(commands.stream().map((command) -> "role-bindings-" + command + ".1").toList());
	}

	@Test
	void completionIsOneThatBashTakes() {
		Path completion = bundle.resolve("share/bash-completion/completions/role-bindings");
		Program.Result result = new Program(this.folder).runCommand(List.of("bash", "--norc", "-c",
				"source \"$0\"; COMP_WORDS=(role-bindings imp); COMP_CWORD=1; _complete_role-bindings; echo \"${COMPREPLY[@]}\"",
				completion.toString()));
		assertThat(result.out()).as(result.err()).isEqualTo("import\n");
		assertThat(bundle.resolve("share/zsh/site-functions/_role-bindings")).content()
			.startsWith("#compdef role-bindings\n");
	}

	@Test
	void bundleSaysWhatIsInItAndUnderWhichLicence() throws IOException {
		assertThat(bundle.resolve("LICENSE")).content().contains("Apache License");
		assertThat(bundle.resolve("README.md")).exists();
		String list = Files.readString(bundle.resolve("licenses/THIRD-PARTY.txt"));
		List<String> named = new ArrayList<>();
		for (JsonNode component : new JsonMapper().readTree(bundle.resolve("sbom.cdx.json").toFile())
			.get("components")) {
			named.add(component.get("name").asString() + "-" + component.get("version").asString() + ".jar");
			assertThat(list).contains(":" + component.get("name").asString() + ":");
		}
		assertThat(named).containsAll(names("lib/lib"));
		assertThat(names("licenses")).anyMatch((name) -> name.startsWith("spring-core-"));
		assertThat(bundle.resolve("runtime/legal/java.base/LICENSE")).exists();
	}

	/**
	 * Two builds are the same only if nothing in them has the time or the user of the
	 * build.
	 */
	@Test
	void bundleHasNoTimeAndNoUserOfItsBuild() throws IOException {
		Program.Result listed = new Program(this.folder)
			.runCommand(List.of("tar", "--utc", "--full-time", "-tvzf", built().toString()));
		assertThat(listed.out().lines()).isNotEmpty()
			.allMatch((line) -> line.matches("[-dl][-rwx]{9} 0/0 +\\d+ 2\\d{3}-\\d\\d-\\d\\d 00:00:00 .*"));
	}

	private static int count(Pattern pattern, String text) {
		return (int) pattern.matcher(text).results().count();
	}

	private static List<String> names(String folder) throws IOException {
		try (Stream<Path> files = Files.list(bundle.resolve(folder))) {
			return files.map((file) -> file.getFileName().toString()).toList();
		}
	}

	private Program.Result run(String options, String... arguments) {
		List<String> command = new ArrayList<>(List.of(bundle.resolve("bin/role-bindings").toString()));
		command.addAll(List.of(arguments));
		return runCommand(options, command);
	}

	private Program.Result runCommand(String options, List<String> program) {
		List<String> command = new ArrayList<>();
		if (ROOT) {
			command.addAll(List.of("setpriv", "--reuid", USER, "--regid", USER, "--clear-groups"));
		}
		command.addAll(List.of("env", "-i", "PATH=" + shared.resolve("tools"), "JAVA_OPTS=" + options));
		command.addAll(program);
		return new Program(this.folder).runCommand(command);
	}

	private static void openToAll(Path folder) {
		try {
			Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
