package org.rolebindings.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rolebindings.job.progress.ImportProgress.Phase;
import org.rolebindings.job.run.ImportResult;
import org.rolebindings.job.run.RunBrokenOffException;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.sandbox.bindings.SandboxBinding;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.ReportFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests that an import which was broken off, and then repeated, ends as one that was not.
 */
class InterruptionTests {

	/** More than two chunks and two blocks, and no multiple of either. */
	private static final int VALID_ROWS = 2_345;

	private static Ending unbroken;

	@TempDir
	Path folder;

	private SandboxServer sandbox;

	private Installation installation;

	private Path file;

	/** What the reports say, but for what differs from run to run by its nature. */
	private record Ending(Map<String, Long> counts, List<Map<String, String>> succeeded,
			List<Map<String, String>> failed) {

		static Ending of(ReportFiles reports) {
			return new Ending(reports.counts(), withoutChance(reports, "succeeded.csv"),
					withoutChance(reports, "failed.csv"));
		}

		private static List<Map<String, String>> withoutChance(ReportFiles reports, String name) {
			return reports.rows(name).stream().map((row) -> {
				Map<String, String> kept = new TreeMap<>(row);
				kept.keySet().removeAll(List.of("attempts", "binding_id", "request_id"));
				return kept;
			}).collect(Collectors.toList());
		}

	}

	@BeforeAll
	static void runUnbroken(@TempDir Path folder) {
		try (SandboxServer sandbox = SandboxServer.start(0, SandboxProperties.none())) {
			Path file = CsvRows.write(folder.resolve("x.csv"), rows());
			unbroken = Ending.of(new Installation(folder, sandbox.baseUrl()).reportsOf(file));
		}
	}

	@BeforeEach
	void prepare() {
		this.sandbox = SandboxServer.start(0, SandboxProperties.none());
		this.installation = new Installation(this.folder, this.sandbox.baseUrl());
		this.file = CsvRows.write(this.folder.resolve("x.csv"), rows());
	}

	/** Rows of all kinds, one repeating another across chunks. */
	private static String[] rows() {
		List<String> rows = new ArrayList<>();
		for (int i = 0; i < VALID_ROWS; i++) {
			rows.add(CsvRows.row("1:a", (i % 50 == 7) ? "missing" + i : "" + i, "1"));
			if (i % 100 == 3) {
				rows.add("not,an,id,here");
			}
		}
		rows.add(CsvRows.row("1:a", "5", "1"));
		rows.add(CsvRows.row("1:b", "6", "1"));
		return rows.toArray(String[]::new);
	}

	@AfterEach
	void stopSandbox() {
		this.sandbox.close();
	}

	@ParameterizedTest
	@CsvSource({ "READING, 1", "READING, 1500", "READING, 2371", "POSTING, 0", "POSTING, 1", "POSTING, 1200",
			"POSTING, 2345", "REPORTING, 0" })
	void runWhenStoppedAndRepeatedEndsLikeAnUnbrokenOne(Phase phase, long rows) {
		try (Start start = this.installation.start()) {
			start.progress().at(phase, rows, start::stop);
			ImportResult stopped = start.run(this.file);
			assertThat(stopped.reports().summary().status()).isEqualTo(RunStatus.STOPPED);
			assertThat(stopped.stopped()).isNotNull();
			assertSumIsRight(Start.reports(stopped));
		}
		assertEndsLikeAnUnbrokenRun();
	}

	@Test
	void runWhenStoppedWhileStagingLeavesOnlyTheSummary() {
		try (Start start = this.installation.start()) {
			start.progress().at(Phase.READING, 1500, start::stop);
			ReportFiles reports = Start.reports(start.run(this.file));
			assertThat(reports.has("summary.json")).isTrue();
			assertThat(reports.has("succeeded.csv")).isFalse();
			assertThat(reports.has("pending.csv")).isFalse();
		}
		assertThat(this.sandbox.bindings()).isEmpty();
	}

	@Test
	void runWhenStoppedInTheSearchForRepeatsLeavesOnlyTheSummaryAndNothingPosted() {
		try (Start start = this.installation.start()) {
			start.progress().at(Phase.READING, VALID_ROWS + 26, start::stop);
			ReportFiles reports = Start.reports(start.run(this.file));
			assertThat(reports.number("/rows")).isEqualTo(VALID_ROWS + 26);
			assertThat(reports.has("succeeded.csv")).isFalse();
		}
		assertThat(this.sandbox.bindings()).isEmpty();
	}

	@Test
	void runWhenStoppedWhilePostingHasTheOthersInPending() {
		// Far more than can be drawn by then, however slow this thread and fast the
		// senders
		CsvRows.writeMany(this.file, 8_000);
		try (Start start = this.installation.start()) {
			start.progress().at(Phase.POSTING, 1200, start::stop);
			ReportFiles reports = Start.reports(start.run(this.file));
			Map<String, Long> counts = reports.counts();
			assertThat(counts.get("PENDING")).isPositive();
			assertThat(reports.rows("pending.csv")).hasSize(counts.getOrDefault("PENDING", 0L).intValue());
			assertThat(counts).containsEntry("CREATED", (long) this.sandbox.bindings().size());
		}
		assertThat(this.installation.reportsOf(this.file).has("pending.csv")).isFalse();
	}

	@Test
	void runWhenStoppedTwiceAndRepeatedEndsLikeAnUnbrokenOne() {
		for (long rows : List.of(400L, 0L)) {
			try (Start start = this.installation.start()) {
				start.progress().at(Phase.POSTING, rows, start::stop);
				start.run(this.file);
			}
		}
		assertEndsLikeAnUnbrokenRun();
	}

	@ParameterizedTest
	@CsvSource({ "READING, 10", "READING, 1500", "POSTING, 0", "POSTING, 700", "POSTING, 2344", "REPORTING, 0" })
	void runWhenDatabaseDiesAndImportIsRepeatedLosesNothing(Phase phase, long rows) {
		crashAt(phase, rows);
		assertEndsLikeAnUnbrokenRun();
	}

	@Test
	void runWhenDatabaseDiesTwiceBeforeTheFirstCommitLosesNothing() {
		crashAt(Phase.READING, 10);
		crashAt(Phase.READING, 20);
		assertEndsLikeAnUnbrokenRun();
	}

	@Test
	void runWhenDatabaseDiesTwiceWhilePostingLosesNothing() {
		crashAt(Phase.POSTING, 300);
		crashAt(Phase.POSTING, 2);
		assertEndsLikeAnUnbrokenRun();
	}

	@Test
	void runWhenDatabaseDiesAndImportIsToldToStartAfreshKnowsWhatItMade() {
		crashAt(Phase.POSTING, 700);
		long made = this.sandbox.bindings().size();
		ReportFiles reports = this.installation.set("fresh", "true").reportsOf(this.file);
		assertThat(made).isPositive();
		assertThat(reports.number("/run")).isEqualTo(2);
		assertThat(reports.number("/outcomes/CREATED") + reports.number("/outcomes/UNCHANGED"))
			.isEqualTo(this.sandbox.bindings().size());
		assertThat(reports.number("/outcomes/CREATED")).isGreaterThan(this.sandbox.bindings().size() - made);
	}

	/** Threads and memory that the machine does not give, and a jar that was replaced. */
	static List<Arguments> shortages() {
		LinkageError lost = new NoClassDefFoundError("org/rolebindings/X");
		lost.initCause(new ClassNotFoundException("org.rolebindings.X"));
		return List.of(arguments(Phase.READING, 1500, new OutOfMemoryError("Java heap space")),
				arguments(Phase.POSTING, 700, new OutOfMemoryError("unable to create native thread")),
				arguments(Phase.POSTING, 700, lost), arguments(Phase.REPORTING, 0, new ClassFormatError("X")));
	}

	@ParameterizedTest
	@MethodSource("shortages")
	void runWhenTheMachineGivesTooLittleIsStoppedAndGoesOnLater(Phase phase, long rows, Error shortage) {
		try (Start start = this.installation.start()) {
			start.progress().at(phase, rows, () -> {
				throw shortage;
			});
			assertThatExceptionOfType(RunBrokenOffException.class).isThrownBy(() -> start.run(this.file))
				.withStackTraceContaining(shortage.toString());
		}
		assertThat(new ReportFiles(this.folder.resolve("reports/x-1")).summary().get("status").asString())
			.isEqualTo("STOPPED");
		assertEndsLikeAnUnbrokenRun();
	}

	@Test
	void runWhenReportsCannotBeWrittenSaysSoAndGoesOnOnceTheyCan() throws IOException {
		Path place = this.folder.resolve("reports/x-1");
		try (Start start = this.installation.start()) {
			start.progress().at(Phase.REPORTING, 0, () -> putFileInPlaceOf(place));
			assertThatExceptionOfType(RunBrokenOffException.class).isThrownBy(() -> start.run(this.file))
				.withMessageContaining("The reports cannot be written: " + place)
				.withMessageContaining("give the same command again. It goes on from there");
		}
		Files.delete(place);
		assertEndsLikeAnUnbrokenRun();
	}

	private static void putFileInPlaceOf(Path folder) {
		try {
			Files.delete(folder);
			Files.createFile(folder);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private void crashAt(Phase phase, long rows) {
		try (Start start = this.installation.start()) {
			start.progress().at(phase, rows, start::crash);
			assertThatExceptionOfType(RunBrokenOffException.class).isThrownBy(() -> start.run(this.file));
		}
	}

	private void assertEndsLikeAnUnbrokenRun() {
		ImportResult result = this.installation.run(this.file);
		ReportFiles reports = Start.reports(result);
		assertThat(result.reports().summary().status()).isEqualTo(RunStatus.COMPLETED);
		assertThat(result.reports().summary().run()).isEqualTo(1);
		assertSumIsRight(reports);
		assertThat(Ending.of(reports)).isEqualTo(unbroken);
		assertBindingIdsAreTheSandboxsOwn(reports);
	}

	private void assertBindingIdsAreTheSandboxsOwn(ReportFiles reports) {
		Map<String, String> idsByUser = this.sandbox.bindings()
			.stream()
			.collect(Collectors.toMap(SandboxBinding::userId, SandboxBinding::id));
		List<Map<String, String>> rows = reports.rows("succeeded.csv");
		assertThat(rows)
			.allSatisfy((row) -> assertThat(row.get("binding_id")).isEqualTo(idsByUser.get(row.get("user_id"))));
		assertThat(rows.stream().map((row) -> row.get("user_id")).distinct()).hasSameSizeAs(idsByUser.keySet());
	}

	private static void assertSumIsRight(ReportFiles reports) {
		long sum = reports.counts().values().stream().mapToLong(Long::longValue).sum();
		assertThat(reports.number("/rows")).isEqualTo(sum);
	}

}
