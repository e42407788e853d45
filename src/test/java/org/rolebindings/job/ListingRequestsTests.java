package org.rolebindings.job;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.ReportFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests of how many requests an import takes where some of its rows are in place already.
 */
class ListingRequestsTests {

	@TempDir
	Path folder;

	private SandboxServer sandbox;

	private Installation installation;

	@BeforeEach
	void prepare() {
		this.sandbox = SandboxServer.start(0, SandboxProperties.none());
		this.installation = new Installation(this.folder, this.sandbox.baseUrl());
	}

	@AfterEach
	void stopSandbox() {
		this.sandbox.close();
	}

	@Test
	void runWhenEveryRowIsInPlaceReadsThePagesAndNothingElse() {
		Path file = CsvRows.writeMany(this.folder.resolve("nightly.csv"), 5_000);
		this.installation.run(file);
		assertThat(this.sandbox.requests()).as("the first, a page, and the rows").isEqualTo(2 + 5_000);
		ReportFiles again = this.installation.reportsOf(file);
		assertThat(again.counts()).containsExactly(entry("UNCHANGED", 5_000L));
		assertThat(again.number("/requests/total")).isEqualTo(1 + 50);
	}

}
