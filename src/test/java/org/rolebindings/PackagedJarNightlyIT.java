package org.rolebindings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.Program;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of the packaged program as a scheduler starts it, night after night. */
class PackagedJarNightlyIT {

	@TempDir
	Path folder;

	private Program program;

	private SandboxServer sandbox;

	@BeforeEach
	void prepare() {
		this.program = new Program(this.folder);
		this.sandbox = SandboxServer.start(0, SandboxProperties.none());
		CsvRows.writeMany(this.folder.resolve("nightly.csv"), 250);
	}

	@AfterEach
	void stopSandbox() {
		this.sandbox.close();
	}

	@Test
	void importWhenTheFileIsOlderThanAllowedIsRefusedBeforeAnyRequest() throws IOException {
		Files.setLastModifiedTime(this.folder.resolve("nightly.csv"),
				FileTime.from(Instant.now().minus(27, ChronoUnit.HOURS)));
		Program.Result result = run("--max-age", "26h");
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.errorLines()).singleElement()
			.asString()
			.startsWith("role-bindings: nightly.csv: it was last written 1d 3h ago, at ")
			.contains("--max-age is 1d 2h");
		assertThat(this.sandbox.requests()).isZero();
		assertThat(run("--max-age", "28h").code()).isZero();
	}

	@Test
	void importOfStandardInputWhenTheEnvironmentLimitsTheAgeIsRefused() {
		Program.Result result = this.program.env("ROLE_BINDINGS_MAX_AGE", "26h")
			.stdin(this.folder.resolve("nightly.csv"))
			.run("import", "-", "--sandbox");
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.errorLines()).singleElement().asString().startsWith("role-bindings: --max-age needs a file");
	}

	private Program.Result run(String... more) {
		List<String> arguments = new ArrayList<>(
				List.of("import", "nightly.csv", "--base-url", this.sandbox.baseUrl().toString()));
		arguments.addAll(List.of(more));
		return this.program.run(arguments.toArray(String[]::new));
	}

}
