package org.rolebindings.job.post;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.job.Installation;
import org.rolebindings.job.Start;
import org.rolebindings.job.run.ImportResult;
import org.rolebindings.report.summary.RunSummary;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopReason.Kind;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.ReportFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/** Tests for {@link FailureLimit} in an import. */
class FailureLimitTests {

	private final SandboxServer sandbox = SandboxServer.start(0, new SandboxProperties(Duration.ZERO, null, 0, 0));

	@TempDir
	Path folder;

	private Installation installation;

	@BeforeEach
	void prepare() {
		this.installation = new Installation(this.folder, this.sandbox.baseUrl()).set("concurrency", "1");
	}

	@AfterEach
	void stopSandbox() {
		this.sandbox.close();
	}

	@Test
	void runWhenTooManyRowsAreFailedStopsAndStopsAgainUntilItMayGoOn() {
		Path file = file("missing", "x", "missing", "x", "missing", "x", "missing", "x");
		this.installation.set("max-failures", "2");
		ImportResult stopped = this.installation.run(file);
		assertStopped(stopped, "2 rows are FAILED, and --max-failures is 2.");
		RunSummary summary = stopped.reports().summary();
		ReportFiles reports = Start.reports(stopped);
		assertThat(reports.counts()).containsEntry("FAILED", 2L).containsKey("PENDING");
		long posted = this.sandbox.requests();

		ImportResult again = this.installation.run(file);
		assertStopped(again, "2 rows are FAILED, and --max-failures is 2.");
		assertThat(again.reports().summary().run()).isEqualTo(summary.run());
		assertThat(Start.reports(again).counts()).isEqualTo(reports.counts());
		assertThat(this.sandbox.requests()).as("only the one that comes first").isEqualTo(posted + 1);

		this.installation.set("max-failures", "3");
		assertStopped(this.installation.run(file), "3 rows are FAILED, and --max-failures is 3.");
		this.installation.set("max-failures", "100");
		assertThat(this.installation.reportsOf(file).counts()).containsExactly(entry("CREATED", 4L),
				entry("FAILED", 4L));
	}

	@Test
	void runWhenRowsInFlightFailAfterTheStopTellsThemToo() {
		this.installation.set("max-failures", "1").set("concurrency", "8");
		String[] users = new String[100];
		Arrays.fill(users, "missing");
		ImportResult stopped = this.installation.run(file(users));
		long failed = Start.reports(stopped).counts().getOrDefault("FAILED", 0L);
		assertThat(stopped.stopped()).isNotNull()
			.extracting(StopReason::message)
			.isEqualTo(failed + ((failed == 1) ? " row is" : " rows are") + " FAILED, and --max-failures is 1.");
	}

	@Test
	void runWhenTheLastRowIsTheOneTooManyIsComplete() {
		this.installation.set("max-failures", "1");
		ImportResult result = this.installation.run(file("x", "x", "missing"));
		assertThat(result.stopped()).isNull();
		assertThat(Start.reports(result).counts()).containsExactly(entry("CREATED", 2L), entry("FAILED", 1L));
	}

	@Test
	void runDoesNotCountInvalidRows() {
		this.installation.set("max-failures", "1");
		Path file = CsvRows.write(this.folder.resolve("x.csv"), "not,a,row,either", "nor,this,one,too",
				CsvRows.row("1:a", "1", "1"));
		assertThat(this.installation.reportsOf(file).counts()).containsExactly(entry("CREATED", 1L),
				entry("INVALID", 2L));
	}

	private Path file(String... users) {
		String[] rows = IntStream.range(0, users.length)
			.mapToObj((i) -> CsvRows.row("1:a", i + users[i], "1"))
			.toArray(String[]::new);
		return CsvRows.write(this.folder.resolve("x.csv"), rows);
	}

	private static void assertStopped(ImportResult result, String message) {
		assertThat(result.stopped()).isEqualTo(new StopReason(Kind.TOO_MANY_FAILURES, message));
	}

}
