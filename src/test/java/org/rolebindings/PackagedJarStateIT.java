package org.rolebindings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.Program;
import org.rolebindings.testing.ReportFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

/** Tests of two processes of the packaged program that want the same state. */
class PackagedJarStateIT {

	private static final int ROWS = 20_000;

	@TempDir
	Path folder;

	private Program program;

	private SandboxServer sandbox;

	@BeforeEach
	void prepare() {
		this.program = new Program(this.folder);
		this.sandbox = SandboxServer.start(0, new SandboxProperties(Duration.ofMillis(300), null, 0, 0));
		CsvRows.writeMany(this.folder.resolve("first.csv"), ROWS);
		CsvRows.write(this.folder.resolve("second.csv"), CsvRows.row("1:a", "1", "9"));
	}

	@AfterEach
	void stopSandbox() {
		this.sandbox.close();
	}

	@Test
	void importWhileAnotherOneRunsNamesItOrWaitsForIt() {
		Program.Running first = start("first.csv");
		awaitThat(() -> this.sandbox.requests() > 20);
		String holder = "Another process is using the state in " + this.folder.resolve(".role-bindings") + ": process "
				+ first.process().pid() + " on ";

		Program.Result refused = start("second.csv").result();
		assertThat(refused.code()).isEqualTo(4);
		assertThat(refused.out()).isEmpty();
		assertThat(refused.errorLines()).singleElement()
			.asString()
			.startsWith("role-bindings: " + holder)
			.contains(", at run 1 of first.csv. ");

		Program.Result quiet = start("second.csv", "--wait", "1s", "--quiet").result();
		assertThat(quiet.code()).isEqualTo(4);
		assertThat(quiet.errorLines()).singleElement().asString().startsWith("role-bindings: " + holder);

		Program.Running stopped = startWaiting(holder);
		stopped.signal("TERM");
		assertThat(stopped.result().code()).isEqualTo(143);
		assertThat(stopped.result().errorLines()).hasSize(2)
			.last()
			.isEqualTo("role-bindings: Stopped by a signal before anything was sent.");

		Program.Running waiting = startWaiting(holder);
		first.signal("TERM");
		assertThat(first.result().code()).isEqualTo(143);
		assertThat(waiting.result().code()).isZero();
		assertThat(new ReportFiles(this.folder.resolve("reports/second-2")).counts())
			.containsExactly(entry("CREATED", 1L));
	}

	private Program.Running startWaiting(String holder) {
		Program.Running waiting = start("second.csv", "--wait", "5m");
		awaitThat(() -> Files.readString(waiting.err()).endsWith("(--wait).\n"));
		assertThat(waiting.err()).content()
			.startsWith(holder)
			.endsWith(", at run 1 of first.csv. Waiting for it (--wait).\n");
		return waiting;
	}

	private Program.Running start(String file, String... more) {
		String[] arguments = new String[more.length + 4];
		System.arraycopy(new String[] { "import", file, "--base-url", this.sandbox.baseUrl().toString() }, 0, arguments,
				0, 4);
		System.arraycopy(more, 0, arguments, 4, more.length);
		return this.program.start(arguments);
	}

	private static void awaitThat(Callable<Boolean> condition) {
		await().atMost(Duration.ofMinutes(2))
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.until(condition);
	}

}
