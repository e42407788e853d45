package org.rolebindings;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLockTarget;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.testing.Checkout;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.Program;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of what the first start has prepared, and of the starts after it. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = PreparedStartIT.ARCHIVE, mode = ResourceAccessMode.READ, target = ResourceLockTarget.CHILDREN)
class PreparedStartIT {

	/** The archive of the checkout that the tests share. */
	static final String ARCHIVE = "archive";

	private static final Path JDK = Path.of(System.getProperty("java.home"));

	private static final String FROM_ARCHIVE = "org.rolebindings.cli.settings.Options source: shared objects file";

	private static final String PREPARED = "org\\.rolebindings\\.cli\\.settings\\.Options source: "
			+ "(shared objects file|file:.*/target/start/)";

	@TempDir
	static Path shared;

	private static Checkout checkout;

	@TempDir
	Path folder;

	@BeforeAll
	static void startTwiceAtOnce() throws IOException {
		executable(tools().resolve("nice"), "shift 2\nexec \"$@\"\n");
		checkout = Checkout.in(shared.resolve("checkout"));
		Path link = Files.createSymbolicLink(shared.resolve("rb"), checkout.script());
		Path user = Files.createDirectory(shared.resolve("user"));
		Program program = program(user);
		Program.Running one = program.startCommand(List.of(link.toString(), "--version"));
		Program.Running other = program.startCommand(List.of(link.toString(), "--version"));
		assertVersion(one.result());
		assertVersion(other.result());
		checkout.awaitPrepared(1);
		try (Stream<Path> left = Files.list(user)) {
			assertThat(left).containsExactly(user.resolve("logs"));
		}
		assertThat(checkout.prepared("-java")).hasSize(1);
		assertThat(checkout.prepared(".tries")).isEmpty();
	}

	@Test
	void startWhenPreparedTakesItsClassesFromTheArchive() throws IOException {
		assertThat(loadedBy(checkout, "--version")).contains(FROM_ARCHIVE);
	}

	@Test
	void startWhenPreparedLeavesTheSecondCompilerMoreTime() {
		Program.Result result = program(this.folder).env("JAVA_OPTS", "-XX:+PrintFlagsFinal")
			.runCommand(List.of(checkout.script().toString(), "--version"));
		assertThat(result.err()).containsPattern("Tier4InvocationThreshold += 15000 ")
			.containsPattern("Tier3InvocationThreshold += 200 ");
	}

	/** What is prepared was tried with the JVM that starts without being asked for. */
	@Test
	void startWhenTheUserAsksForAnotherJvmHasNoOptionsOfThePreparedOne() {
		Program.Result result = program(this.folder).env("JAVA_OPTS", "-XXaltjvm=server -XX:+PrintFlagsFinal")
			.runCommand(List.of(checkout.script().toString(), "--version"));
		assertThat(result.err()).containsPattern("Tier4InvocationThreshold += 5000 ");
	}

	@Test
	void importWhenPreparedTakesWhatItNeedsFromTheArchive() throws IOException {
		CsvRows.write(this.folder.resolve("x.csv"), CsvRows.row("1:a", "1", "1"));
		assertThat(loadedBy(checkout, "import", "x.csv", "--sandbox")).contains(FROM_ARCHIVE)
			.contains("org.h2.engine.Database source: shared objects file")
			.contains("org.apache.hc.client5.http.impl.classic.CloseableHttpClient source: shared objects file")
			.contains("org.springframework.batch.core.job.AbstractJob source: shared objects file");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-Xshare:off", "-XX:+UseParallelGC", "-XX:+UseSerialGC", "-XX:-UseCompressedOops",
			"-Xmx64m -Dx=y", "-XX:+UseZGC" })
	void startWhenTheUserHasOptionsOfTheJvmSaysNothingMore(String options) {
		assertVersion(program(this.folder).env("JAVA_OPTS", options)
			.runCommand(List.of(checkout.script().toString(), "--version")));
	}

	@Test
	@ResourceLock(ARCHIVE)
	void startWhenTheArchiveIsDamagedSaysNothing() throws IOException {
		Path archive = checkout.prepared("classes").get(0);
		Path kept = Files.copy(archive, this.folder.resolve("kept"));
		try {
			try (FileChannel channel = FileChannel.open(Files.copy(kept, this.folder.resolve("damaged")),
					StandardOpenOption.WRITE)) {
				channel.truncate(channel.size() / 2);
			}
			Files.move(this.folder.resolve("damaged"), archive, StandardCopyOption.REPLACE_EXISTING);
			assertVersion(program(this.folder).runCommand(List.of(checkout.script().toString(), "--version")));
		}
		finally {
			Files.move(kept, archive, StandardCopyOption.REPLACE_EXISTING);
		}
	}

	/**
	 * Another jar than the one that is prepared, and a preparation that was killed. The
	 * JVM of JDK 17 puts nothing into an archive from a folder with a blank in its name.
	 */
	@Test
	@Tag("long")
	void startWhenTheJarIsAnotherRunsThatOneAndHasItPreparedEvenAfterAKill() throws IOException {
		Checkout mine = Checkout.in(this.folder.resolve("my checkout"));
		Path earlier = Files.createDirectories(mine.start().resolve("1-1/earlier"));
		Program program = program(this.folder);
		assertVersion(program.runCommand(List.of("bash", "-c",
				"exec 8>lock 200>&8; flock -n 200 && exec \"$0\" --version", mine.script().toString())));
		assertThat(program.runCommand(List.of("flock", "-n", "lock", "true")).code())
			.as("what a caller's lock is held by after the end")
			.isZero();
		Checkout.await(() -> !mine.prepared("pid").isEmpty());
		Path pid = mine.prepared("pid").get(0);
		Checkout.await(() -> !text(pid).isBlank());
		// Its JVM outlives it, and goes on writing
		Checkout.await(() -> !mine.prepared("extract.log").isEmpty());
		ProcessHandle preparing = ProcessHandle.of(Long.parseLong(text(pid).strip())).orElseThrow();
		assertThat(preparing.destroyForcibly()).isTrue();
		preparing.onExit().join();
		assertThat(mine.prepared("ready")).isEmpty();
		assertVersion(program.runCommand(List.of(mine.script().toString(), "--version")));
		mine.awaitPrepared(1);
		assertThat(mine.prepared("tmp")).isEmpty();
		assertThat(earlier).doesNotExist();
		assertThat(loadedBy(mine, "--version")).containsPattern(PREPARED);
		Files.setLastModifiedTime(mine.jar(), FileTime.fromMillis(1_000_000_000_000L));
		Files.writeString(mine.start().resolve("1-1"), "");
		assertThat(loadedBy(mine, "--version")).doesNotContainPattern(PREPARED);
		Checkout.await(() -> Files.notExists(mine.start().resolve("1-1")));
		mine.awaitPrepared(1);
	}

	@Test
	void startWhenTheJdkIsAnotherDoesNotUseWhatIsPrepared() throws IOException {
		Program program = program(this.folder).env("JAVA_HOME", jdk("").toString());
		Path log = this.folder.resolve("classes.log");
		assertVersion(program.env("JAVA_OPTS", "-Xlog:class+load:file=" + log)
			.runCommand(List.of(checkout.script().toString(), "--version")));
		assertThat(log).content().contains("org.rolebindings.cli.settings.Options ").doesNotContain(FROM_ARCHIVE);
		// What only calls a JDK may call another one the next time
		Checkout.await(() -> checkout.prepared(".given-up").size() == 1 && checkout.prepared(".making").isEmpty());
	}

	/** A JVM that does not know an option does not start. */
	@Test
	@Tag("long")
	void startWhenTheJvmHasNoSecondCompilerUsesTheArchiveWithoutOptionsForThat() throws IOException {
		Checkout mine = Checkout.in(this.folder.resolve("checkout"));
		Path jdk = jdk("""
				case " $* " in
				  *Tier4*) echo "Unrecognized VM option" >&2; exit 1 ;;
				  *' -XshowSettings:properties '*)
				    echo "    java.home = ${0%%/bin/java}"
				    echo "    java.specification.version = %d"
				    exit 0 ;;
				esac
				""".formatted(Runtime.version().feature()));
		Program program = program(this.folder).env("JAVA_HOME", jdk.toString());
		assertVersion(program.runCommand(List.of(mine.script().toString(), "--version")));
		mine.awaitPrepared(1);
		Path log = this.folder.resolve("classes.log");
		assertVersion(program.env("JAVA_OPTS", "-Xlog:class+load:file=" + log)
			.runCommand(List.of(mine.script().toString(), "--version")));
		assertThat(log).content().contains(FROM_ARCHIVE);
	}

	@Test
	void startWhenPreparingKeepsFailingIsGivenUp() throws IOException {
		Checkout mine = Checkout.in(this.folder.resolve("checkout"));
		Files.writeString(mine.jar(), "no jar");
		for (int i = 1; i <= 4; i++) {
			program(this.folder).runCommand(List.of(mine.script().toString(), "--version"));
			int tries = i;
			Checkout.await(() -> mine.prepared(".making").isEmpty() && tries(mine) == tries);
		}
		assertThat(mine.prepared(".given-up")).hasSize(1);
		program(this.folder).runCommand(List.of(mine.script().toString(), "--version"));
		assertThat(tries(mine)).isEqualTo(4);
	}

	/** Where root may write everything, a file in a folder's place is what is left. */
	@Test
	void startWhenNothingCanBeWrittenRunsTheJar() throws IOException {
		Checkout mine = Checkout.in(this.folder.resolve("checkout"));
		Files.writeString(mine.start(), "in the way");
		assertVersion(program(this.folder).runCommand(List.of(mine.script().toString(), "--version")));
		assertThat(mine.start()).hasContent("in the way");
	}

	/** Makes one whose java does this first, and then what that of the real one does. */
	private Path jdk(String script) throws IOException {
		Path jdk = this.folder.resolve("jdk");
		executable(jdk.resolve("bin/java"), script + "exec '" + JDK + "/bin/java' \"$@\"\n");
		return jdk;
	}

	private static void executable(Path file, String script) throws IOException {
		Files.createDirectories(file.getParent());
		Files.writeString(file, "#!/bin/sh\n" + script);
		assertThat(file.toFile().setExecutable(true)).isTrue();
	}

	private String loadedBy(Checkout started, String... arguments) throws IOException {
		Path log = this.folder.resolve("classes.log");
		Files.deleteIfExists(log);
		Program.Result result = program(this.folder).env("JAVA_OPTS", "-Xlog:class+load:file=" + log)
			.runCommand(Stream.concat(Stream.of(started.script().toString()), Stream.of(arguments)).toList());
		assertThat(result.code()).as(result.err()).isZero();
		return Files.readString(log);
	}

	/**
	 * A preparation with the lowest priority does not end beside tests that keep all
	 * processors busy.
	 */
	private static Program program(Path folder) {
		return new Program(folder).env("JAVA_HOME", JDK.toString())
			.env("PATH", tools() + File.pathSeparator + System.getenv("PATH"));
	}

	private static Path tools() {
		return shared.resolve("tools");
	}

	private static void assertVersion(Program.Result result) {
		assertThat(result.err()).isEmpty();
		assertThat(result.out()).matches("role-binding-import \\d+\\.\\d+\\.\\d+ \\(.*commit.*, Java \\d.*\\)\n");
		assertThat(result.code()).isZero();
	}

	private static long tries(Checkout started) {
		return started.prepared(".tries").stream().mapToLong((file) -> text(file).lines().count()).sum();
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			return "";
		}
	}

}
