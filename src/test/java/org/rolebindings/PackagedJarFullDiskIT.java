package org.rolebindings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

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

/**
 * Tests of the packaged program where nothing more can be written: no file may become
 * longer than a limit, or something is in the way. It is to say so, and to go on as if
 * nothing had been once that is put right.
 */
class PackagedJarFullDiskIT {

	private static final int ROWS = 8_000;

	@TempDir
	Path folder;

	private Program program;

	private SandboxServer sandbox;

	@BeforeEach
	void prepare() {
		this.program = new Program(this.folder);
		this.sandbox = SandboxServer.start(0, new SandboxProperties(Duration.ofMillis(2), null, 0, 0));
		CsvRows.writeMany(this.folder.resolve("x.csv"), ROWS);
	}

	@AfterEach
	void stopSandbox() {
		this.sandbox.close();
	}

	/**
	 * In blocks of 512 bytes: while staging, and when many rows are in place.
	 * {@code FullDiskIT} tries many more sizes.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 600, 4400 })
	void importWhenTheDatabaseCannotGrowGoesOnOnceItCan(int blocks) throws IOException {
		Program.Result result = startLimited(blocks).result();
		assertThat(result.code()).isEqualTo(3);
		assertThat(result.out()).isEmpty();
		assertThat(result.errorLines()).last()
			.asString()
			.isEqualTo("role-bindings: The run broke off: The database does not work in "
					+ this.folder.resolve(".role-bindings")
					+ ": File too large. Remove the cause; the same command goes on from there.");
		assertThat(result.err()).doesNotContain("\tat ", "Exception");
		if (blocks == 600 || blocks == 4400) {
			assertThat(this.sandbox.bindings().isEmpty()).isEqualTo(blocks == 600);
		}
		assertEndsLikeAnUnbrokenRun();
	}

	@Test
	void importWhenTheDatabaseCannotBeMadeHasSentNothing() {
		Program.Result result = startLimited(60).result();
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.errorLines())
			.containsExactly("role-bindings: The state in " + this.folder.resolve(".role-bindings")
					+ " cannot be opened: File too large; remove the cause, or use another --state folder.");
		assertThat(this.sandbox.bindings()).isEmpty();
		assertThat(start().result().code()).isZero();
	}

	@Test
	void importWhenTheReportsCannotBeWrittenGoesOnOnceTheyCan() throws IOException {
		Path reports = this.folder.resolve("reports");
		Program.Running running = start();
		awaitThat(() -> this.sandbox.requests() > 100);
		Files.move(reports, this.folder.resolve("away"));
		Files.writeString(reports, "in the way");
		Program.Result result = running.result();
		assertThat(result.code()).isEqualTo(3);
		assertThat(result.errorLines()).last()
			.asString()
			.startsWith("role-bindings: The run broke off: The reports cannot be written: ")
			.endsWith("give the same command again. It goes on from there.");
		assertThat(result.err()).doesNotContain("\tat ");
		Files.delete(reports);
		assertEndsLikeAnUnbrokenRun();
	}

	@Test
	void importWhenTheReportsFolderIsRemovedMakesItAgain() throws IOException {
		Program.Running running = start();
		awaitThat(() -> this.sandbox.requests() > 100);
		Files.move(this.folder.resolve("reports"), this.folder.resolve("away"));
		assertThat(running.result().code()).isZero();
		assertThat(report().counts()).containsExactly(entry("CREATED", (long) ROWS));
	}

	@ParameterizedTest
	@ValueSource(strings = { "import x.csv --sandbox", "import - --sandbox", "validate x.csv" })
	void commandWhenThereIsNoPlaceForTemporaryFilesSaysSo(String command) {
		Program.Result result = this.program.jvm("-Djava.io.tmpdir=" + this.folder.resolve("nosuch"))
			.run(command.split(" "));
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.errorLines()).filteredOn((line) -> !line.startsWith("WARNING: java.io.tmpdir"))
			.as("but for the JVM's own line")
			.singleElement()
			.asString()
			.startsWith("role-bindings: The folder for temporary files, " + this.folder.resolve("nosuch")
					+ ", cannot be written to: ")
			.endsWith("; remove the cause, or name another one: JAVA_OPTS=-Djava.io.tmpdir=DIR.");
	}

	private Program.Running start() {
		return this.program.start("import", "x.csv", "--base-url", this.sandbox.baseUrl().toString());
	}

	private Program.Running startLimited(int blocks) {
		List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -f " + blocks + "; exec \"$@\"", "sh"));
		Collections.addAll(command,
				this.program
					.command("import", "x.csv", "--base-url", this.sandbox.baseUrl().toString(), "--no-progress")
					.toArray(String[]::new));
		return this.program.startCommand(command);
	}

	private void assertEndsLikeAnUnbrokenRun() throws IOException {
		Program.Result result = start().result();
		assertThat(result.err()).doesNotContain("\tat ");
		assertThat(result.code()).isZero();
		assertThat(report().counts()).containsExactly(entry("CREATED", (long) ROWS));
		Map<String, String> idsByUser = this.sandbox.bindings()
			.stream()
			.collect(Collectors.toMap(SandboxBinding::userId, SandboxBinding::id));
		List<Map<String, String>> succeeded = report().rows("succeeded.csv");
		for (int i = 1; i <= ROWS; i++) {
			assertThat(succeeded.get(i - 1)).containsEntry("line", String.valueOf(i + 1))
				.containsEntry("binding_id", idsByUser.get(CsvRows.id("User:" + i)));
		}
		assertThat(idsByUser).hasSize(ROWS);
		assertThat(succeeded).hasSize(ROWS);
	}

	private ReportFiles report() {
		return new ReportFiles(this.folder.resolve("reports/x-1"));
	}

	private static void awaitThat(Callable<Boolean> condition) {
		await().atMost(Duration.ofMinutes(2))
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.until(condition);
	}

}
