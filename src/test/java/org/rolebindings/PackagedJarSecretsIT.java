package org.rolebindings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.Program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests that the packaged program shows the key to nobody. */
class PackagedJarSecretsIT {

	@TempDir
	Path folder;

	private Program program;

	private SandboxServer sandbox;

	private Path file;

	@BeforeEach
	void prepare() {
		this.program = new Program(this.folder);
		this.sandbox = SandboxServer.start(0, new SandboxProperties(Duration.ofMillis(20), null, 0.1, 0.1));
		this.file = CsvRows.writeMany(this.folder.resolve("x.csv"), 300);
	}

	@AfterEach
	void stopSandbox() {
		this.sandbox.close();
	}

	@Test
	void importAtTheLowestLogLevelDoesNotLogTheKey() {
		Program.Result result = this.program.env("LOGGING_LEVEL_ROOT", "TRACE")
			.env("LOGGING_LEVEL_ORG_APACHE_HC", "TRACE")
			.run("import", this.file.toString(), "--base-url", this.sandbox.baseUrl().toString(), "--verbose");
		assertThat(result.code()).as(result.out()).isZero();
		assertThat(result.err()).contains("DEBUG", "POST /v2/role-bindings").doesNotContain("TRACE", Program.KEY);
		assertThat(result.out()).doesNotContain(Program.KEY);
	}

	@Test
	void importWhileItRunsHasTheKeyInNoArgumentNoPropertyAndNoThreadsName() throws IOException {
		Path key = Files.writeString(this.folder.resolve("key"), Program.KEY);
		Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
		Program.Running running = this.program.start("import", this.file.toString(), "--base-url",
				this.sandbox.baseUrl().toString(), "--api-key-file", key.toString(), "--concurrency", "2");
		await().atMost(Duration.ofMinutes(1)).until(() -> this.sandbox.requests() > 10);
		String pid = String.valueOf(running.process().pid());
		String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
		for (String question : List.of("VM.system_properties", "VM.command_line", "Thread.print")) {
			Program.Result answer = this.program.runCommand(List.of(jcmd, pid, question));
			assertThat(answer.code()).as(answer.err()).isZero();
			assertThat(answer.out()).isNotEmpty().doesNotContain(Program.KEY);
		}
		running.signal("TERM");
		assertThat(running.result().err()).doesNotContain("Warning");
	}

	@Test
	void importWhenOthersCanReadTheKeyFileWarns() throws IOException {
		Path key = Files.writeString(this.folder.resolve("key"), Program.KEY);
		Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
		Program.Result result = this.program.run("import", this.file.toString(), "--base-url",
				this.sandbox.baseUrl().toString(), "--api-key-file", key.toString());
		assertThat(result.code()).isZero();
		assertThat(result.errorLines()).filteredOn((line) -> line.startsWith("Warning: other users"))
			.singleElement()
			.asString()
			.contains(key.toString(), "chmod 600");
	}

	@ParameterizedTest
	@ValueSource(strings = { "good\r\nX-Evil: yes", "good\nbad", "good bad" })
	void importWhenTheKeyWouldBeMoreThanAHeaderRefusesIt(String key) throws IOException {
		Path path = Files.write(this.folder.resolve("key"), key.getBytes(StandardCharsets.UTF_8));
		Program.Result result = this.program.run("import", this.file.toString(), "--base-url",
				this.sandbox.baseUrl().toString(), "--api-key-file", path.toString());
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.err()).contains("copy it again").doesNotContain("good").doesNotContain("\tat ");
		assertThat(this.sandbox.requests()).isZero();
	}

}
