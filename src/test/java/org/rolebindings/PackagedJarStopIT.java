package org.rolebindings;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.sandbox.bindings.SandboxBinding;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.Program;
import org.rolebindings.testing.ReportFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

/** Tests of signals to the packaged program, each followed by the same command. */
class PackagedJarStopIT {

	private static final int MANY = 40_000;

	private static final int FEW = 2_500;

	@TempDir
	Path folder;

	private Path runFolder;

	private Program program;

	private SandboxServer sandbox;

	@BeforeEach
	void prepare() {
		this.program = new Program(this.folder);
		this.runFolder = this.folder.resolve("reports/x-1");
		this.sandbox = SandboxServer.start(0, new SandboxProperties(Duration.ofMillis(5), null, 0, 0));
	}

	@AfterEach
	void stopSandbox() {
		this.sandbox.close();
	}

	@Test
	void importWhenTerminatedInEachPhaseGoesOnAndEndsLikeAnUnbrokenOne() {
		CsvRows.writeMany(this.folder.resolve("x.csv"), MANY);

		Program.Running staging = start();
		awaitThat(() -> Files.exists(this.runFolder));
		assertStops(staging);
		assertThat(report().number("/rows")).isLessThan(MANY);
		assertThat(report().has("pending.csv")).isFalse();
		assertThat(this.sandbox.bindings()).isEmpty();

		Program.Running posting = start();
		awaitThat(() -> this.sandbox.requests() > 1_000);
		assertStops(posting);
		assertThat(report().number("/rows")).isEqualTo(MANY);
		assertThat(report().counts()).containsEntry("CREATED", (long) this.sandbox.bindings().size())
			.containsEntry("PENDING", (long) MANY - this.sandbox.bindings().size());

		Program.Running reporting = start();
		awaitThat(() -> this.sandbox.bindings().size() == MANY && isReporting());
		assertStops(reporting);
		assertThat(report().counts()).containsExactly(entry("CREATED", (long) MANY));

		assertEndsLikeAnUnbrokenRun(MANY);
		assertThat(report().number("/resumes")).isEqualTo(3);
	}

	@Test
	void importWhenInterruptedAfterAThreadDumpExitsWith130() {
		CsvRows.writeMany(this.folder.resolve("x.csv"), FEW);
		List<String> command = List.of("env", "--default-signal=INT,QUIT", Program.script().toString(), "import",
				"x.csv", "--base-url", this.sandbox.baseUrl().toString());
		Program.Running posting = this.program.startCommand(command);
		awaitThat(() -> this.sandbox.requests() > 100);
		posting.signal("QUIT");
		awaitThat(() -> Files.readString(posting.err()).contains("Full thread dump"));
		posting.signal("INT");
		Program.Result result = posting.result();
		assertThat(result.code()).isEqualTo(130);
		assertThat(result.out()).contains("stopped by a signal.")
			.contains("the same command goes on")
			.doesNotContain("Full thread dump");
		assertEndsLikeAnUnbrokenRun(FEW);
	}

	@Test
	void importWhenKilledTwiceGoesOnAndEndsLikeAnUnbrokenOne() {
		CsvRows.writeMany(this.folder.resolve("x.csv"), FEW);
		for (int requests : List.of(300, 1_100)) {
			Program.Running posting = start();
			awaitThat(() -> this.sandbox.requests() > requests);
			posting.signal("KILL");
			assertThat(posting.result().code()).isEqualTo(137);
		}
		assertThat(this.sandbox.bindings()).hasSizeLessThan(FEW);
		assertEndsLikeAnUnbrokenRun(FEW);
	}

	@Test
	void importWhenTerminatedTwiceEndsAtOnceLikeAProcessThatIsKilled() {
		CsvRows.writeMany(this.folder.resolve("x.csv"), FEW);
		this.sandbox.close();
		this.sandbox = SandboxServer.start(0, new SandboxProperties(Duration.ofSeconds(4), null, 0, 0));
		Program.Running posting = start();
		awaitThat(() -> this.sandbox.requests() > 1);
		posting.signal("TERM");
		awaitThat(() -> {
			posting.process().destroy();
			return !posting.process().isAlive();
		});
		assertThat(posting.result().code()).isEqualTo(143);
		assertThat(posting.result().out()).isEmpty();
		assertThat(report().has("summary.json")).isFalse();
	}

	@Test
	void importWhenTerminatedLeavesNoCopyOfStandardInputAndNoSandboxBehind() throws IOException {
		Path temporary = Files.createDirectory(this.folder.resolve("tmp"));
		Program.Running posting = this.program.jvm("-Djava.io.tmpdir=" + temporary)
			.stdin(CsvRows.writeMany(this.folder.resolve("x.csv"), FEW))
			.start("import", "-", "--sandbox", "--sandbox-latency", "20ms", "--concurrency", "1");
		awaitThat(() -> Files.exists(this.folder.resolve("reports/stdin-1")));
		assertThat(temporary).isNotEmptyDirectory();
		posting.signal("TERM");
		assertThat(posting.result().code()).isEqualTo(143);
		assertThat(temporary).isEmptyDirectory();
	}

	/** The key is read before there is anything to stop. */
	@ParameterizedTest
	@SuppressWarnings("try") // held open, not used
	@ValueSource(strings = { "import x.csv", "watch" })
	void whenTerminatedBeforeTheKeyIsReadSaysThatNothingWasSent(String command) throws Exception {
		CsvRows.writeMany(this.folder.resolve("x.csv"), 1);
		Path key = this.folder.resolve("key");
		assertThat(new ProcessBuilder("mkfifo", key.toString()).start().waitFor()).isZero();
		List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
		arguments.addAll(
				List.of("--base-url", this.sandbox.baseUrl().toString(), "--api-key-file", "key", "--output", "json"));
		// A pipe that is open at both ends, and from which nothing comes
		try (RandomAccessFile held = new RandomAccessFile(key.toFile(), "rw")) {
			Program.Running starting = this.program.start(arguments.toArray(String[]::new));
			awaitThat(() -> hasOpened(starting, key) || !starting.process().isAlive());
			starting.signal("TERM");
			Program.Result result = starting.result();
			assertThat(result.code()).isEqualTo(143);
			assertThat(result.err()).endsWith("role-bindings: Stopped by a signal before anything was sent.\n");
			assertThat(result.out()).contains("\"exit_code\":143");
		}
		assertThat(this.sandbox.requests()).isZero();
	}

	private static boolean hasOpened(Program.Running running, Path file) throws IOException {
		Path descriptors = Path.of("/proc", String.valueOf(running.process().pid()), "fd");
		try (Stream<Path> open = Files.list(descriptors)) {
			return open.anyMatch((descriptor) -> {
				try {
					return Files.readSymbolicLink(descriptor).equals(file.toRealPath());
				}
				catch (IOException ex) {
					return false;
				}
			});
		}
		catch (NoSuchFileException ex) {
			return false;
		}
	}

	private Program.Running start() {
		return this.program.start("import", "x.csv", "--base-url", this.sandbox.baseUrl().toString(), "--concurrency",
				"64");
	}

	private void assertStops(Program.Running running) {
		running.signal("TERM");
		Program.Result result = running.result();
		assertThat(result.code()).isEqualTo(143);
		assertThat(result.out()).contains("stopped by a signal.").contains("the same command goes on");
		assertThat(result.err()).doesNotContain("\tat ");
		assertThat(report().summary().get("status").asString()).isEqualTo("STOPPED");
	}

	/** Each row is CREATED, in the file's order, with the id that the sandbox gave it. */
	private void assertEndsLikeAnUnbrokenRun(int rows) {
		Program.Result result = start().result();
		assertThat(result.code()).isZero();
		// On a busy machine a line of progress may come first
		assertThat(result.errorLines()).anySatisfy((line) -> assertThat(line).startsWith("Going on with run 1,"));
		assertThat(report().counts()).containsExactly(entry("CREATED", (long) rows));
		assertThat(report().has("pending.csv")).isFalse();
		assertThat(report().rows("failed.csv")).isEmpty();
		Map<String, String> idsByUser = this.sandbox.bindings()
			.stream()
			.collect(Collectors.toMap(SandboxBinding::userId, SandboxBinding::id));
		List<Map<String, String>> succeeded = report().rows("succeeded.csv");
		assertThat(succeeded).extracting((row) -> row.get("line") + row.get("outcome") + row.get("binding_id"))
			.isEqualTo(IntStream.rangeClosed(1, rows)
				.mapToObj((i) -> (i + 1) + "CREATED" + idsByUser.get(CsvRows.id("User:" + i)))
				.toList());
		assertThat(idsByUser).hasSize(rows);
	}

	private ReportFiles report() {
		return new ReportFiles(this.runFolder);
	}

	private boolean isReporting() {
		try (DirectoryStream<Path> aside = Files.newDirectoryStream(this.runFolder, ".succeeded.csv.*.tmp")) {
			return aside.iterator().hasNext();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private static void awaitThat(Callable<Boolean> condition) {
		await().atMost(Duration.ofMinutes(2))
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(2))
			.until(condition);
	}

}
