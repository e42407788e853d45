package org.rolebindings.job;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.sandbox.bindings.SandboxBinding;
import org.rolebindings.sandbox.keys.AccessKeys;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.ReportFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests of the rules of "Deciding a row" from the file to the reports, with a key that
 * does not see everything, with one that does, and with lists that lag behind writes.
 */
@Timeout(120)
class RestrictedKeyTests {

	/** What is there before; each space is named after the rights of the key. */
	private static final List<String> BEFORE = List.of(CsvRows.row("1:a", "1", RestrictedSandbox.NO_READ),
			CsvRows.row("1:a", "2", RestrictedSandbox.NO_READ), CsvRows.row("1:a", "1", RestrictedSandbox.NO_DELETE),
			CsvRows.row("1:a", "2", RestrictedSandbox.NO_DELETE), CsvRows.row("1:a", "1", RestrictedSandbox.ALL),
			CsvRows.row("1:a", "2", RestrictedSandbox.ALL));

	private static final List<String> WANTED = List.of(CsvRows.row("1:a", "1", RestrictedSandbox.NO_READ),
			CsvRows.row("2:b", "2", RestrictedSandbox.NO_READ), CsvRows.row("1:a", "1", RestrictedSandbox.NO_DELETE),
			CsvRows.row("2:b", "2", RestrictedSandbox.NO_DELETE), CsvRows.row("1:a", "1", RestrictedSandbox.ALL),
			CsvRows.row("2:b", "2", RestrictedSandbox.ALL), CsvRows.row("1:a", "3", RestrictedSandbox.NO_READ));

	@TempDir
	Path folder;

	@Test
	void runWhenTheKeyDoesNotSeeOrMayNotChangeWhatIsThereSaysSo() throws IOException {
		try (SandboxServer sandbox = RestrictedSandbox.start(this.folder)) {
			RestrictedSandbox.admin(this.folder, sandbox).run(write("before.csv", BEFORE));
			ReportFiles reports = new Installation(this.folder, sandbox.baseUrl()).set("on-conflict", "update")
				.reportsOf(write("wanted.csv", WANTED));
			assertThat(reports.outcomes()).containsExactly(entry(2, "FAILED"), entry(3, "FAILED"),
					entry(4, "UNCHANGED"), entry(5, "FAILED"), entry(6, "UNCHANGED"), entry(7, "UPDATED"),
					entry(8, "CREATED"));
			assertThat(reports.column("failed.csv", "error_code")).containsExactly("CONFLICT_HIDDEN", "CONFLICT_HIDDEN",
					"FORBIDDEN");
			List<String> messages = reports.column("failed.csv", "message");
			assertThat(messages.subList(0, 2))
				.allSatisfy((message) -> assertThat(message).contains("ROLE_BINDING_READ"));
			assertThat(messages.get(2)).contains("ROLE_BINDING_DELETE");
			assertThat(sandbox.bindings()).hasSize(7)
				.filteredOn((binding) -> binding.roleId().equals(CsvRows.id("Role:2:b")))
				.extracting(SandboxBinding::resourceId)
				.containsExactly(CsvRows.id("Space:" + RestrictedSandbox.ALL));
		}
	}

	@Test
	void runWhenTheServerShowsEverythingDecidesEachRow() {
		try (SandboxServer sandbox = SandboxServer.start(0, SandboxProperties.none())) {
			new Installation(this.folder.resolve("admin"), sandbox.baseUrl()).run(write("before.csv", BEFORE));
			ReportFiles reports = new Installation(this.folder, sandbox.baseUrl()).set("on-conflict", "update")
				.reportsOf(write("wanted.csv", WANTED));
			assertThat(reports.outcomes()).containsExactly(entry(2, "UNCHANGED"), entry(3, "UPDATED"),
					entry(4, "UNCHANGED"), entry(5, "UPDATED"), entry(6, "UNCHANGED"), entry(7, "UPDATED"),
					entry(8, "CREATED"));
			assertThat(sandbox.bindings()).hasSize(7);
		}
	}

	@Test
	void runWhenListsLagBehindWritesWaitsUntilTheyShowWhatIsThere() {
		try (SandboxServer sandbox = SandboxServer.start(0, SandboxProperties.none(), AccessKeys.any(),
				Duration.ofSeconds(4))) {
			new Installation(this.folder.resolve("admin"), sandbox.baseUrl()).run(write("before.csv", BEFORE));
			ReportFiles reports = new Installation(this.folder, sandbox.baseUrl())
				.reportsOf(write("wanted.csv", WANTED.subList(2, 7)));
			assertThat(reports.outcomes()).containsExactly(entry(2, "UNCHANGED"), entry(3, "FAILED"),
					entry(4, "UNCHANGED"), entry(5, "FAILED"), entry(6, "CREATED"));
			assertThat(reports.column("failed.csv", "error_code")).containsOnly("ROLE_CONFLICT");
		}
	}

	/** The key must read what it makes, or the row stays hidden if its answer is lost. */
	@Test
	void runWhenAnswersAreLostAndTheKeySeesEverythingCreatesEachRowOnce() {
		try (SandboxServer sandbox = SandboxServer.start(0, new SandboxProperties(Duration.ZERO, null, 0, 0.3),
				AccessKeys.any(), Duration.ofMillis(300))) {
			ReportFiles reports = new Installation(this.folder, sandbox.baseUrl())
				.reportsOf(CsvRows.writeMany(this.folder.resolve("many.csv"), 20));
			assertThat(reports.counts()).containsExactly(entry("CREATED", 20L));
			assertThat(sandbox.bindings()).hasSize(20);
		}
	}

	private Path write(String name, List<String> rows) {
		return CsvRows.write(this.folder.resolve(name), CsvRows.HEADER, rows);
	}

}
