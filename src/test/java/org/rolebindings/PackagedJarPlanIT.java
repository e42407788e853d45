package org.rolebindings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.Program;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of plans that the packaged program makes. */
class PackagedJarPlanIT {

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
	void planSaysWhatTheImportAfterItDoes() throws IOException {
		CsvRows.write(this.folder.resolve("before.csv"), CsvRows.row("1:b", "1", "1"), CsvRows.row("1:a", "9", "1"));
		assertThat(run("import", "before.csv").code()).isZero();
		CsvRows.write(this.folder.resolve("x.csv"), CsvRows.row("1:a", "1", "1"), CsvRows.row("1:a", "2", "1"));

		Program.Result conflict = run("plan", "x.csv", "--exit-code");
		assertThat(conflict.code()).isOne();
		assertThat(conflict.out()).contains("FAIL: ").contains("Next: decide about the users");
		Program.Result update = run("plan", "x.csv", "--exit-code", "--extra", "--on-conflict", "update", "--output",
				"json");
		assertThat(update.code()).isEqualTo(5);
		JsonNode json = new JsonMapper().readTree(update.out());
		assertThat(json.at("/actions/UPDATE").asLong()).isOne();
		assertThat(json.at("/actions/CREATE").asLong()).isOne();
		assertThat(json.at("/exit_code").asInt()).isEqualTo(5);
		assertThat(json.at("/next").asString()).endsWith("--plan reports/x-plan/plan.csv");
		assertThat(this.folder.resolve("reports/x-plan/extra.csv"))
			.hasContent(CsvRows.HEADER + "\n" + CsvRows.row("1:a", "9", "1") + "\n");
		Program.Result dry = run("import", "x.csv", "--dry-run", "--on-conflict", "update", "--output", "markdown");
		assertThat(dry.code()).isZero();
		assertThat(dry.out()).startsWith("## Plan of x.csv");
		assertThat(this.folder.resolve("reports/x-plan/extra.csv")).doesNotExist();
		assertThat(run("plan", "x.csv", "--on-conflict", "update", "--max-updates", "0").code()).isEqualTo(3);
		assertThat(this.sandbox.bindings()).hasSize(2);

		assertThat(run("import", "x.csv", "--on-conflict", "update").code()).isZero();
		assertThat(run("plan", "x.csv", "--exit-code").code()).isZero();
	}

	@Test
	void planNeedsNoStateAndRunsBesideAnImport() throws IOException {
		CsvRows.write(this.folder.resolve("x.csv"), CsvRows.row("1:a", "1", "1"));
		Files.writeString(this.folder.resolve(".role-bindings"), "in the way");
		assertThat(run("plan", "x.csv").code()).isZero();
		assertThat(this.folder.resolve(".role-bindings")).hasContent("in the way");
	}

	@Test
	void importWithAnOptionOfAPlanAsksForADryRun() {
		assertThat(run("import", "x.csv", "--extra").err())
			.isEqualTo("role-bindings: --extra needs --dry-run; an import itself has no plan.\n");
	}

	private Program.Result run(String command, String... arguments) {
		String[] all = new String[arguments.length + 3];
		all[0] = command;
		System.arraycopy(arguments, 0, all, 1, arguments.length);
		all[arguments.length + 1] = "--base-url";
		all[arguments.length + 2] = this.sandbox.baseUrl().toString();
		return this.program.run(all);
	}

}
