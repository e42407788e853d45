package org.rolebindings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.report.FolderContents;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.Program;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests of what the packaged program tells about runs, which takes no key. */
class PackagedJarRunsIT {

	private static final int ROWS = 2_000;

	@TempDir
	Path folder;

	private Program program;

	private SandboxServer sandbox;

	@BeforeEach
	void prepare() throws IOException {
		this.program = new Program(this.folder);
		this.sandbox = SandboxServer.start(0, new SandboxProperties(Duration.ofMillis(100), null, 0, 0));
		CsvRows.write(this.folder.resolve("small.csv"), CsvRows.row("1:a", "1", "9"));
		CsvRows.writeMany(this.folder.resolve("large.csv"), ROWS);
	}

	@AfterEach
	void stopSandbox() {
		this.sandbox.close();
	}

	@Test
	void runsTellsWhatEndedAndWhatGoesOn() throws IOException {
		Program withoutKey = new Program(this.folder.resolve("other")).env("ARIZE_API_KEY", "");
		Program.Result nothing = withoutKey.run("runs", "--state", state());
		assertThat(nothing.code()).isEqualTo(2);
		assertThat(nothing.err()).startsWith("role-bindings: There is no state in " + state());
		assertThat(this.folder.resolve(".role-bindings")).doesNotExist();

		assertThat(start("small.csv", "--note", "TICKET-7").result().code()).isZero();
		Program.Running large = start("large.csv", "--concurrency", "1", "--state", state());
		await().until(() -> this.sandbox.requests() > 10);
		Program.Result refused = withoutKey.run("runs", "--state", state(), "--output", "json");
		assertThat(refused.code()).isEqualTo(4);
		assertThat(refused.out()).contains("\"exit_code\":4").contains("at run 2 of large.csv");
		Program.Running waiting = withoutKey.start("runs", "--state", state(), "--wait", "3m");
		await().until(() -> Files.readString(waiting.err()).endsWith("(--wait).\n"));
		large.signal("KILL");

		assertThat(waiting.result().code()).isZero();
		long sent = this.sandbox.requests();
		assertThat(waiting.result().out().lines()).satisfiesExactly(
				(line) -> assertThat(line).isEqualTo("Run 2: import of large.csv to " + address()),
				(line) -> assertThat(line).startsWith("  STOPPED, started 20"),
				(line) -> assertThat(line).contains("CREATED ", ", PENDING "),
				(line) -> assertThat(line).startsWith("  Next: ")
					.contains(" import " + this.folder.resolve("large.csv") + " ",
							"--concurrency 1 --state " + state()),
				(line) -> assertThat(line).isEqualTo("Run 1: import of small.csv to " + address()),
				(line) -> assertThat(line).startsWith("  COMPLETED, started 20"),
				(line) -> assertThat(line).isEqualTo("  CREATED 1"),
				(line) -> assertThat(line).isEqualTo("  Note: TICKET-7"));

		JsonNode last = json(withoutKey.run("runs", "show", "last", "--state", state(), "--output", "json"));
		assertThat(last.get("run").asInt()).isEqualTo(2);
		assertThat(last.get("status").asString()).isEqualTo("STOPPED");
		assertThat(last.get("rows").asInt()).isEqualTo(ROWS);
		assertThat(last.get("ended_at").isNull()).isTrue();
		assertThat(last.get("next").asString()).contains(" import ");
		assertThat(withoutKey.run("runs", "show", "1", "--state", state()).out()).contains("note      TICKET-7",
				"  CREATED      ", "Reports: reports/small-1, which is not there");

		Path reports = this.folder.resolve("reports");
		Map<String, String> before = FolderContents.of(reports.resolve("small-1"));
		assertThat(FileSystemUtils.deleteRecursively(reports)).isTrue();
		Program.Result again = withoutKey.run("report", "1", "--state", state(), "--reports", reports.toString());
		assertThat(again.code()).isZero();
		assertThat(again.out()).isEqualTo("Reports: " + reports.resolve("small-1") + "\n");
		assertThat(FolderContents.of(reports.resolve("small-1"))).isEqualTo(before);
		assertThat(this.sandbox.requests()).isEqualTo(sent);
	}

	@Test
	void importWhenTheNextUpdateIsOneTooManyStopsAndGoesOnWithTheHigherLimitThatItNames() {
		CsvRows.write(this.folder.resolve("former.csv"), rows("1:a"));
		CsvRows.write(this.folder.resolve("wanted.csv"), rows("2:b"));
		assertThat(start("former.csv").result().code()).isZero();

		Program.Result stopped = start("wanted.csv", "--on-conflict", "update", "--max-updates", "2", "--note", "T")
			.result();
		assertThat(stopped.code()).isEqualTo(3);
		assertThat(stopped.out().lines())
			.contains("Run 2 of wanted.csv to " + address()
					+ ": stopped. The next update would be one too many: --max-updates is 2.")
			.last()
			.asString()
			.startsWith("Next: see in succeeded.csv what was UPDATED; with a higher --max-updates the run goes on "
					+ "from there: ")
			.endsWith(" --on-conflict update --max-updates 4");
		JsonNode shown = json(this.program.run("runs", "show", "last", "--output", "json"));
		assertThat(shown.get("outcomes").get("UPDATED").asInt()).isEqualTo(2);
		assertThat(shown.get("next").asString()).endsWith(" --on-conflict update --max-updates 4");

		Program.Result again = start("wanted.csv", "--on-conflict", "update", "--max-updates", "2").result();
		assertThat(again.code()).isEqualTo(3);
		Program.Result higher = start("wanted.csv", "--on-conflict", "update", "--max-updates", "4").result();
		assertThat(higher.code()).isZero();
		assertThat(higher.out()).contains("Run 2 of wanted.csv", "  UPDATED                           3\n");
		JsonNode completed = json(this.program.run("runs", "show", "2", "--output", "json"));
		assertThat(completed.get("note").asString()).isEqualTo("T");
		assertThat(completed.get("next").isNull()).isTrue();
	}

	private static String[] rows(String role) {
		return new String[] { CsvRows.row(role, "1", "9"), CsvRows.row(role, "2", "9"), CsvRows.row(role, "3", "9") };
	}

	private static JsonNode json(Program.Result result) {
		assertThat(result.code()).isZero();
		assertThat(result.err()).isEmpty();
		return new JsonMapper().readTree(result.out());
	}

	private Program.Running start(String file, String... more) {
		String[] arguments = new String[more.length + 4];
		System.arraycopy(new String[] { "import", file, "--base-url", address() }, 0, arguments, 0, 4);
		System.arraycopy(more, 0, arguments, 4, more.length);
		return this.program.start(arguments);
	}

	private String address() {
		return this.sandbox.baseUrl().toString();
	}

	private String state() {
		return this.folder.resolve(".role-bindings").toString();
	}

}
