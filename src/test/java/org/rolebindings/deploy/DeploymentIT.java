package org.rolebindings.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

/**
 * Tests of the commands in {@code deploy/}: each is run as its scheduler would run it.
 */
class DeploymentIT {

	@TempDir
	Path folder;

	private Installed installed;

	private Program program;

	private SandboxServer sandbox;

	@BeforeEach
	void install() throws IOException {
		this.installed = Installed.in(this.folder);
		this.sandbox = SandboxServer.start(0, SandboxProperties.none());
		this.program = new Program(this.folder).env("ARIZE_BASE_URL", this.sandbox.baseUrl().toString())
			.env("ARIZE_API_KEY", "");
		CsvRows.writeMany(this.installed.export("bindings.csv"), 120);
	}

	@AfterEach
	void stopSandbox() {
		this.sandbox.close();
	}

	@Test
	void crontabLineImportsAndPrintsNothingWhereEveryRowSucceeds() throws IOException {
		Program.Result result = cron();
		assertThat(result.out() + result.err()).isEmpty();
		assertThat(this.sandbox.bindings()).hasSize(120);
		assertThat(this.installed.data().resolve("reports/bindings-1/summary.json")).exists();
		assertThat(this.installed.data().resolve("last-run.txt")).content().contains("CREATED");
	}

	@Test
	void crontabLinePrintsTheTableWhereARowFails() throws IOException {
		CsvRows.write(this.installed.export("bindings.csv"), CsvRows.row("1:a", "1", "1"), "x,,SPACE,y");
		assertThat(cron().out()).containsPattern("INVALID +1\n").contains("Next: correct ");
	}

	@Test
	void crontabLinePrintsTheErrorWhereTheExportHasDied() throws IOException {
		Files.setLastModifiedTime(this.installed.export("bindings.csv"),
				FileTime.from(Instant.now().minus(27, ChronoUnit.HOURS)));
		Program.Result result = cron();
		assertThat(result.errorLines()).singleElement()
			.asString()
			.contains("bindings.csv: it was last written 1 d 3 h ago");
		assertThat(this.sandbox.requests()).isZero();
	}

	private Program.Result cron() throws IOException {
		List<String> lines = Files.readAllLines(Program.project("deploy/crontab"))
			.stream()
			.filter((line) -> line.matches("[0-9].*"))
			.toList();
		assertThat(lines).singleElement().asString().as("cron takes it for a line break").doesNotContain("%");
		String command = lines.get(0).replaceFirst("^(\\S+ ){5}", "");
		return this.program.runCommand(List.of("/bin/sh", "-c", this.installed.here(command)));
	}

	@Test
	void serviceImportsTheFileThatItsInstanceNames() throws IOException {
		String unit = Files.readString(Program.project("deploy/role-bindings@.service")).replace("\\\n", "");
		Matcher environment = Pattern.compile("^Environment=(\\w+)=(.*)$", Pattern.MULTILINE).matcher(unit);
		while (environment.find()) {
			this.program.env(environment.group(1), environment.group(2));
		}
		Matcher command = Pattern.compile("^ExecStart=(.*)$", Pattern.MULTILINE).matcher(unit);
		assertThat(command.find()).isTrue();
		Program.Result result = this.program
			.runCommand(words(this.installed.here(command.group(1)).replace("%i", "bindings")));
		assertThat(result.code()).isZero();
		JsonNode last = new JsonMapper().readTree(result.errorLines().get(result.errorLines().size() - 1));
		assertThat(last.get("exit_code").asInt()).isZero();
		assertThat(this.sandbox.bindings()).hasSize(120);
	}

	private static List<String> words(String command) {
		return Pattern.compile("\\s+").splitAsStream(command).toList();
	}

	@Test
	void containerRunsWhatTheCronJobTellsItTo() throws IOException {
		List<String> dockerfile = Files.readAllLines(Program.project("deploy/Dockerfile"));
		List<String> entrypoint = dockerfile.stream()
			.filter((line) -> line.startsWith("ENTRYPOINT "))
			.map((line) -> line.substring("ENTRYPOINT ".length()))
			.toList();
		assertThat(entrypoint).as("a list, so that no shell keeps signals to itself").hasSize(1);
		List<String> command = new ArrayList<>();
		new JsonMapper().readTree(entrypoint.get(0)).forEach((word) -> command.add(word.asString()));
		command.addAll(CronJob.read()
			.getSpec()
			.getJobTemplate()
			.getSpec()
			.getTemplate()
			.getSpec()
			.getContainers()
			.get(0)
			.getArgs());
		String here = this.installed.here(String.join(" ", command))
			.replace("/export/", this.folder + "/srv/role-bindings/")
			.replace("/key/", this.folder + "/etc/role-bindings/");
		Program.Result result = this.program.env("ROLE_BINDINGS_LOG_FORMAT", "json")
			.env("JAVA_HOME", System.getProperty("java.home"))
			.runCommand(words(here));
		assertThat(result.code()).as(result.err()).isZero();
		assertThat(this.sandbox.bindings()).hasSize(120);
	}

}
