package org.rolebindings.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.job.run.NothingStartedException;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.ReportFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/** Tests of an import with a key that may not do everything. */
class KeyRightsTests {

	@TempDir
	Path folder;

	private SandboxServer sandbox;

	private Installation installation;

	@BeforeEach
	void start() throws IOException {
		this.sandbox = RestrictedSandbox.start(this.folder);
		this.installation = new Installation(this.folder, this.sandbox.baseUrl());
	}

	@AfterEach
	void stop() {
		this.sandbox.close();
	}

	@Test
	void runWhenTheKeyMayCreateInSomeSpacesOnlyCreatesThereAndFailsTheOthers() {
		ReportFiles reports = this.installation.reportsOf(CsvRows.write(file("x.csv"),
				CsvRows.row("1:a", "1", RestrictedSandbox.ALL), CsvRows.row("1:a", "1", RestrictedSandbox.NO_CREATE),
				CsvRows.row("1:a", "1", RestrictedSandbox.NOTHING), CsvRows.row("1:a", "1", RestrictedSandbox.NO_READ),
				CsvRows.row("1:a", "1", RestrictedSandbox.NO_DELETE)));
		assertThat(reports.outcomes()).containsExactly(entry(2, "CREATED"), entry(3, "FAILED"), entry(4, "FAILED"),
				entry(5, "CREATED"), entry(6, "CREATED"));
		assertThat(reports.column("failed.csv", "error_code")).containsExactly("FORBIDDEN", "FORBIDDEN");
		assertThat(reports.column("failed.csv", "http_status")).containsExactly("403", "403");
		assertThat(this.sandbox.bindings()).hasSize(3);
	}

	@Test
	void runWhenTheKeyIsUnknownStartsNothing() {
		Path file = CsvRows.write(file("x.csv"), CsvRows.row("1:a", "1", RestrictedSandbox.ALL));
		assertThatExceptionOfType(NothingStartedException.class)
			.isThrownBy(() -> this.installation.set("test-key", "revoked").run(file))
			.withMessageContaining("401");
		assertThat(this.sandbox.requests()).isEqualTo(1);
	}

	/** The key reads a binding behind more than a page of others that it may not read. */
	@Test
	void runWhenPagesAreEmptyBeforeTheEndFindsTheBindingBehindThem() {
		List<String> hidden = IntStream.range(0, 400).mapToObj((i) -> CsvRows.row("1:a", "1", "hidden" + i)).toList();
		RestrictedSandbox.admin(this.folder, this.sandbox)
			.run(CsvRows.write(file("hidden.csv"), CsvRows.HEADER, hidden));
		String visible = CsvRows.row("1:a", "1", RestrictedSandbox.NO_DELETE);
		RestrictedSandbox.admin(this.folder, this.sandbox).run(CsvRows.write(file("visible.csv"), visible));
		ReportFiles reports = this.installation.reportsOf(CsvRows.write(file("x.csv"), visible));
		assertThat(reports.outcomes()).containsExactly(entry(2, "UNCHANGED"));
		assertThat(this.sandbox.bindings()).hasSize(401);
	}

	private Path file(String name) {
		return this.folder.resolve(name);
	}

}
