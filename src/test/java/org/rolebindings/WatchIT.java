package org.rolebindings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.Program;
import org.rolebindings.testing.ReportFiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

/** Tests of {@code watch}, as the packaged program. */
class WatchIT {

	private static final int MANY = 2_500;

	@TempDir
	Path folder;

	private Path inbox;

	private Program program;

	private SandboxServer sandbox;

	private Program.@Nullable Running watcher;

	@BeforeEach
	void prepare() throws IOException {
		this.inbox = Files.createDirectory(this.folder.resolve("inbox"));
		this.program = new Program(this.folder);
		this.sandbox = SandboxServer.start(0, new SandboxProperties(Duration.ofMillis(5), null, 0, 0));
	}

	@AfterEach
	void stop() {
		if (this.watcher != null) {
			this.watcher.process().destroyForcibly();
		}
		this.sandbox.close();
	}

	private Program.Running watch(String... options) {
		List<String> command = new ArrayList<>(
				List.of("watch", "--settle", "100ms", "--base-url", this.sandbox.baseUrl().toString()));
		command.addAll(List.of(options));
		Program.Running started = this.program.start(command.toArray(String[]::new));
		this.watcher = started;
		await().until(() -> Files.readString(started.err()).contains("Watching") || !started.process().isAlive());
		return started;
	}

	/** Delivers a file as it should be. */
	private void drop(String name, String... rows) throws IOException {
		Path part = CsvRows.write(this.folder.resolve(name + ".part"), rows);
		Files.move(part, this.inbox.resolve(name));
	}

	private void dropMany(String name) throws IOException {
		Path part = CsvRows.writeMany(this.folder.resolve(name + ".part"), MANY);
		Files.move(part, this.inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
	}

	private Path awaitDone(String name) {
		return awaitFile("done/" + name);
	}

	private Path awaitFile(String name) {
		Path file = this.inbox.resolve(name);
		await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(file));
		return file;
	}

	private ReportFiles report(String folderName) {
		return new ReportFiles(this.folder.resolve("reports").resolve(folderName));
	}

	private List<String> in(String folderName) throws IOException {
		Path place = this.inbox.resolve(folderName);
		if (!Files.exists(place)) {
			return List.of();
		}
		try (Stream<Path> files = Files.list(place)) {
			return files.map((file) -> file.getFileName().toString()).sorted().toList();
		}
	}

	private Program.Result terminate(Program.Running running) {
		running.signal("TERM");
		return running.result();
	}

	@Test
	void watchImportsEachFileFilesItAwayAndEndsWith143() throws IOException {
		Program.Running running = watch();
		drop("good.csv", CsvRows.row("1:a", "1", "1"));
		awaitDone("good-1.csv");
		drop("mixed.csv", CsvRows.row("1:a", "2", "1"), ",,SPACE,");
		awaitDone("mixed-2.csv");
		Files.writeString(this.inbox.resolve("broken.csv"), "no,such,columns\n1,2,3\n");
		await().until(() -> in("failed").size() == 1);
		assertThat(in("failed").get(0)).matches("broken-[0-9a-f]{16}\\.csv");
		Program.Result result = terminate(running);
		assertThat(result.code()).isEqualTo(143);
		assertThat(result.out().lines()).containsExactly(
				"Run 1 of good.csv: COMPLETED, 1 CREATED. Reports: reports/good-1",
				"Run 2 of mixed.csv: COMPLETED, 1 CREATED, 1 INVALID. Reports: reports/mixed-2");
		assertThat(result.err()).contains("broken.csv").doesNotContain("\tat ", Program.KEY);
		assertThat(report("good-1").counts()).containsExactly(entry("CREATED", 1L));
		assertThat(in("processing")).isEmpty();
	}

	@Test
	void watchWhenKilledInTheMiddleOfAFileGoesOnWithItAndImportsItOnce() throws IOException {
		Program.Running running = watch();
		dropMany("x.csv");
		await().until(() -> this.sandbox.requests() > 500);
		running.signal("KILL");
		assertThat(running.result().code()).isEqualTo(137);
		assertThat(in("processing")).singleElement().asString().endsWith("-x.csv");
		Program.Running next = watch();
		awaitDone("x-1.csv");
		assertThat(terminate(next).err()).contains("Going on with run 1");
		assertThat(report("x-1").counts()).containsExactly(entry("CREATED", (long) MANY));
		assertThat(this.sandbox.bindings()).hasSize(MANY);
	}

	@Test
	void watchWhenTerminatedInTheMiddleOfAFileLeavesItInProcessing() throws IOException {
		Program.Running running = watch();
		dropMany("x.csv");
		await().until(() -> this.sandbox.requests() > 500);
		assertThat(terminate(running).code()).isEqualTo(143);
		assertThat(report("x-1").summary().get("status").asString()).isEqualTo("STOPPED");
		assertThat(in("processing")).hasSize(1);
		watch();
		awaitDone("x-1.csv");
		assertThat(report("x-1").counts()).containsExactly(entry("CREATED", (long) MANY));
	}

	@Test
	void watchWhenASecondOneIsStartedEndsThatWithExitCode4() {
		watch();
		Program.Result second = this.program.run("watch", "--base-url", this.sandbox.baseUrl().toString());
		assertThat(second.code()).isEqualTo(4);
		assertThat(second.errorLines()).last().asString().contains("Another process watches the inbox");
	}

	@Test
	void watchWhileNothingIsImportedLeavesTheStateToOthers() throws IOException {
		watch();
		drop("x.csv", CsvRows.row("1:a", "1", "1"));
		awaitDone("x-1.csv");
		Path file = CsvRows.write(this.folder.resolve("nightly.csv"), CsvRows.row("1:a", "2", "1"));
		assertThat(this.program.run("import", file.toString(), "--base-url", this.sandbox.baseUrl().toString()).code())
			.isZero();
		drop("y.csv", CsvRows.row("1:a", "3", "1"));
		awaitDone("y-3.csv");
	}

	@Test
	void watchWhenTheApiIsAwayHasTheFilesWaitInOrderAndTellsItOnce() throws IOException {
		int port = this.sandbox.baseUrl().getPort();
		this.sandbox.close();
		drop("b.csv", CsvRows.row("1:a", "1", "1"));
		Files.setLastModifiedTime(this.inbox.resolve("b.csv"), FileTime.fromMillis(1_000));
		drop("a.csv", CsvRows.row("1:a", "2", "1"));
		Program.Running running = watch("--max-attempts", "1", "--outage-timeout", "1s");
		await().until(() -> Files.readString(running.err()).contains("The files wait"));
		this.sandbox = SandboxServer.start(port, SandboxProperties.none());
		awaitDone("b-1.csv");
		awaitDone("a-2.csv");
		Program.Result result = terminate(running);
		assertThat(result.errorLines().stream().filter((line) -> line.contains("The files wait"))).hasSize(1);
	}

	@Test
	void watchWhenTheDiskIsFullWaitsAndGoesOnOnceItIsNot() throws IOException {
		List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -S -f 600; exec \"$@\"", "sh"));
		command.addAll(
				this.program.command("watch", "--settle", "100ms", "--base-url", this.sandbox.baseUrl().toString()));
		Program.Running running = this.program.startCommand(command);
		this.watcher = running;
		await().until(() -> Files.readString(running.err()).contains("Watching"));
		dropMany("x.csv");
		await().until(() -> Files.readString(running.err()).contains("File too large"));
		Program.Result mended = this.program
			.runCommand(List.of("prlimit", "--pid", String.valueOf(running.process().pid()), "--fsize=unlimited"));
		assertThat(mended.code()).as(mended.err()).isZero();
		awaitDone("x-1.csv");
		Program.Result result = terminate(running);
		assertThat(result.errorLines().stream().filter((line) -> line.contains("File too large"))).hasSize(1);
		assertThat(report("x-1").counts()).containsExactly(entry("CREATED", (long) MANY));
	}

	@Test
	void watchWhenTheReportsCannotBeWrittenWaitsAndGoesOnOnceTheyCan() throws IOException {
		Path reports = Files.writeString(this.folder.resolve("reports"), "in the way");
		Program.Running running = watch();
		drop("x.csv", CsvRows.row("1:a", "1", "1"));
		await().until(() -> Files.readString(running.err()).contains("The reports cannot be written"));
		assertThat(in("failed")).isEmpty();
		Files.delete(reports);
		awaitDone("x-1.csv");
		assertThat(report("x-1").counts()).containsExactly(entry("CREATED", 1L));
	}

	@Test
	void watchWhenARunIsEndedByItsOptionsPutsTheFileAside() throws IOException {
		watch("--max-failures", "1", "--on-invalid", "abort", "--concurrency", "1");
		drop("invalid.csv", CsvRows.row("1:a", "1", "1"), ",,SPACE,");
		awaitFile("failed/invalid-1.csv");
		drop("refused.csv", CsvRows.row("1:a", "9:missing", "1"), CsvRows.row("1:a", "2", "1"),
				CsvRows.row("1:a", "3", "1"));
		awaitFile("failed/refused-2.csv");
		assertThat(report("invalid-1").summary().get("status").asString()).isEqualTo("FAILED");
		assertThat(report("refused-2").counts()).containsEntry("FAILED", 1L);
	}

	@Test
	void watchWhenNamesAreUnusualImportsThemAll() throws IOException {
		this.program.env("LC_ALL", "C.UTF-8");
		Program.Running running = watch("--output", "json");
		List<String> names = List.of("with blanks .csv", "quote'\".csv", "line\nbreak.csv", "Z\u00fcrich.CSV",
				"\u00e4".repeat(125) + ".csv");
		for (int i = 0; i < names.size(); i++) {
			drop("x" + i + ".tmp", CsvRows.row("1:a", "" + i, "1"));
			Files.move(this.inbox.resolve("x" + i + ".tmp"), this.inbox.resolve(names.get(i)));
		}
		await().atMost(Duration.ofMinutes(1)).until(() -> in("done").size() == names.size());
		assertThat(this.sandbox.bindings()).hasSize(names.size());
		assertThat(in("failed")).isEmpty();
		Program.Result result = terminate(running);
		assertThat(result.out().lines().filter((line) -> line.contains("\"run\""))).hasSize(names.size());
	}

	@Test
	void watchWritesItsMetricsAfterEachFileAndItsLogAsJson() throws IOException {
		Program.Running running = watch("--metrics-file", "x.prom", "--log-format", "json");
		Path metrics = this.folder.resolve("x.prom");
		drop("x.csv", CsvRows.row("1:a", "1", "1"));
		awaitDone("x-1.csv");
		assertThat(metrics).content()
			.contains("role_bindings_last_run_exit_code{file=\"x.prom\"} 0.0",
					"role_bindings_last_run_number{file=\"x.prom\"} 1.0");
		drop("y.csv", ",,SPACE,");
		awaitDone("y-2.csv");
		assertThat(metrics).content()
			.contains("role_bindings_last_run_exit_code{file=\"x.prom\"} 1.0",
					"role_bindings_last_success_timestamp_seconds{");
		List<JsonNode> lines = terminate(running).errorLines().stream().map(new JsonMapper()::readTree).toList();
		assertThat(lines).filteredOn((line) -> line.has("error_code")).hasSize(1);
	}

	@Test
	void watchWithASandboxNeedsNothingAndKeepsNothing() throws IOException {
		drop("x.csv", CsvRows.row("1:a", "1", "1"));
		drop("y.csv", CsvRows.row("1:a", "1", "1"));
		Program.Running running = this.program.start("watch", "--sandbox", "--settle", "0s");
		this.watcher = running;
		await().atMost(Duration.ofMinutes(2)).until(() -> in("done").size() == 2);
		Program.Result result = terminate(running);
		assertThat(result.out()).contains("Run 1 ", "Run 2 ", "1 CREATED", "1 UNCHANGED");
		assertThat(this.folder.resolve(".role-bindings")).doesNotExist();
	}

	@Test
	void watchWhenTheKeyIsMissingOrTheInboxIsNoFolderEndsWithExitCode2() throws IOException {
		Program keyless = new Program(this.folder).env("ARIZE_API_KEY", "");
		assertThat(keyless.run("watch").code()).isEqualTo(2);
		Path file = Files.createFile(this.folder.resolve("file"));
		Program.Result result = this.program.run("watch", "--inbox", file.toString());
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.errorLines()).last().asString().contains("--inbox is", "it is a file, not a folder");
	}

}
