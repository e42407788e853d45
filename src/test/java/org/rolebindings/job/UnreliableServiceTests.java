package org.rolebindings.job;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.sandbox.bindings.SandboxBinding;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.ReportFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/** Tests of an import into a sandbox that fails and loses answers. */
class UnreliableServiceTests {

	private static final int ROWS = 6;

	@TempDir
	Path folder;

	@Test
	void runWhenAnswersGetLostCreatesEachRowOnce() {
		try (SandboxServer sandbox = SandboxServer.start(0, new SandboxProperties(Duration.ZERO, null, 0.2, 0.3))) {
			Path file = CsvRows.writeMany(this.folder.resolve("x.csv"), ROWS);
			ReportFiles reports = new Installation(this.folder, sandbox.baseUrl()).set("max-attempts", "100")
				.reportsOf(file);
			assertThat(reports.counts()).containsExactly(entry("CREATED", (long) ROWS));
			assertThat(sandbox.bindings()).hasSize(ROWS)
				.extracting(SandboxBinding::id)
				.containsExactlyInAnyOrderElementsOf(reports.column("succeeded.csv", "binding_id"));
			assertThat(reports.number("/requests/total")).isEqualTo(sandbox.requests());
		}
	}

}
