package org.rolebindings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.job.GeneratedAccount;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.Program;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of exports by the packaged program. */
class PackagedJarExportIT {

	private static final String NAMES = "user_email,role_name,resource_type,organization_name,space_name,project_name";

	private static final String END = " that this key may read; memberships given outside role bindings are not among "
			+ "them.";

	@TempDir
	Path folder;

	private Program program;

	private SandboxServer sandbox;

	@BeforeEach
	void prepare() {
		this.program = new Program(this.folder);
		this.sandbox = SandboxServer.start(0, SandboxProperties.none());
	}

	@AfterEach
	void stopSandbox() {
		this.sandbox.close();
	}

	@Test
	void exportThatIsImportedAgainChangesNothing() throws IOException {
		CsvRows.write(this.folder.resolve("before.csv"), NAMES,
				List.of("ada.lovelace@example.com,Admin,SPACE,Europe,Production,",
						"alan.turing@example.com,Annotator,PROJECT,America,Research,Summaries"));
		assertThat(run("import", "before.csv").code()).isZero();
		Program.Result exported = run("export", "--columns", "names");
		assertThat(exported.code()).isZero();
		assertThat(exported.out()).isEqualTo(Files.readString(this.folder.resolve("before.csv")));
		assertThat(exported.errorLines()).endsWith("2 bindings on 1 space and 1 project" + END)
			.anySatisfy((line) -> assertThat(line).startsWith("Warning: 2 projects of this account are restricted"));
		Path file = Files.writeString(this.folder.resolve("exported.csv"), exported.out());
		Program.Result imported = this.program.stdin(file).run("import", "-", "--base-url", address());
		assertThat(imported.code()).isZero();
		assertThat(imported.out()).containsPattern("UNCHANGED +2\\b").doesNotContain("CREATED ");
	}

	@Test
	void exportWhenABindingCannotBeNamedEndsWith1() throws IOException {
		CsvRows.write(this.folder.resolve("before.csv"), CsvRows.row("1:a", "1", "1"));
		assertThat(run("import", "before.csv").code()).isZero();
		Program.Result counted = run("export", "--columns", "names");
		assertThat(counted.code()).isOne();
		assertThat(counted.out()).isEqualTo(NAMES + "\n");
		assertThat(counted.err()).contains("Warning: 1 binding cannot be named (1 USER_NOT_LISTED); --unnamed FILE");
		assertThat(counted.errorLines()).endsWith("0 bindings on 0 spaces and 0 projects" + END);
		Program.Result written = run("export", "--columns", "names", "--out", "out.csv", "--quiet");
		assertThat(written.code()).isOne();
		assertThat(written.out() + written.err()).isEmpty();
		assertThat(this.folder.resolve("out-unnamed.csv"))
			.hasContent(CsvRows.HEADER + ",reason\n" + CsvRows.row("1:a", "1", "1") + ",USER_NOT_LISTED\n");
	}

	@Test
	void exportWhenStandardOutputIsFullEndsWith3() {
		List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" > /dev/full", "sh"));
		command.addAll(this.program.command("export", "--base-url", address()));
		Program.Result result = this.program.runCommand(command);
		assertThat(result.code()).isEqualTo(3);
		assertThat(result.err()).contains("Standard output cannot be written").doesNotContain(END);
	}

	@Test
	void exportWhenAnOptionIsWrongEndsWith2AndSendsNothing() {
		assertThat(run("export", "--out", ".").err())
			.isEqualTo("role-bindings: . cannot be written: it is a folder. Nothing was sent. "
					+ "Remove the cause, or name another file.\n");
		assertThat(run("export", "--unnamed", "x.csv").err()).startsWith("role-bindings: --unnamed needs --columns");
		assertThat(run("export", "--resource-type", "user").err())
			.isEqualTo("role-bindings: --resource-type is 'user'; it takes SPACE or PROJECT.\n");
		assertThat(run("export", "--columns", "all").code()).isEqualTo(2);
		assertThat(run("export", "--output", "json").code()).isEqualTo(2);
		assertThat(this.sandbox.requests()).isZero();
		assertThat(run("export", "--user", "ada.lovelace@example.com", "--user", "nobody@example.com").code())
			.isEqualTo(2);
	}

	@Test
	void exportThatIsKilledOrStoppedChangesNoFileAndTheNextOneRemovesWhatWasLeft()
			throws IOException, InterruptedException {
		try (GeneratedAccount account = new GeneratedAccount(5_000, 50)) {
			Path out = Files.writeString(this.folder.resolve("out.csv"), "before");
			String[] export = { "export", "--out", "out.csv", "--base-url", account.baseUrl().toString() };
			for (String signal : List.of("KILL", "TERM")) {
				CountDownLatch reached = new CountDownLatch(1);
				CountDownLatch signalled = new CountDownLatch(1);
				account.onPage = (page) -> {
					if (page % 20 == 0) {
						reached.countDown();
						awaitUninterruptibly(signalled);
					}
				};
				account.pages.set(0);
				Program.Running running = this.program.start(export);
				assertThat(reached.await(1, TimeUnit.MINUTES)).isTrue();
				running.signal(signal);
				signalled.countDown();
				assertThat(running.result().code()).isEqualTo(signal.equals("KILL") ? 137 : 143);
				assertThat(out).hasContent("before");
			}
			account.onPage = (page) -> {
			};
			assertThat(this.program.run(export).code()).isZero();
			assertThat(Files.readAllLines(out)).hasSize(5_001);
			assertThat(names()).filteredOn((name) -> name.endsWith(".tmp")).isEmpty();
		}
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private List<String> names() throws IOException {
		try (Stream<Path> files = Files.list(this.folder)) {
			return files.map((file) -> file.getFileName().toString()).toList();
		}
	}

	private String address() {
		return this.sandbox.baseUrl().toString();
	}

	private Program.Result run(String... arguments) {
		return this.program
			.run(Stream.concat(Stream.of(arguments), Stream.of("--base-url", address())).toArray(String[]::new));
	}

}
