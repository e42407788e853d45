package org.rolebindings.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.binding.OnConflict;
import org.rolebindings.csv.source.UnreadableFileException;
import org.rolebindings.job.progress.ImportProgress.Phase;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.job.run.ImportResult;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.ledger.sample.SampleLedger;
import org.rolebindings.ledger.sample.TimeSample;
import org.rolebindings.report.summary.RunSummary;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.ReportFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

/** Tests of which run an import goes on with, and which it starts. */
class TakeUpTests {

	private static final int ROWS = 40;

	@TempDir
	Path folder;

	private SandboxServer sandbox;

	private Installation installation;

	private Path file;

	@BeforeEach
	void startSandbox() {
		this.sandbox = SandboxServer.start(0, SandboxProperties.none());
		this.installation = new Installation(this.folder, this.sandbox.baseUrl()).set("concurrency", "1");
		this.file = CsvRows.writeMany(this.folder.resolve("x.csv"), ROWS);
	}

	@AfterEach
	void stopSandbox() {
		this.sandbox.close();
	}

	@Test
	void runWhenStoppedIsTakenUpAndSaysSo() {
		RunSummary stopped = stopAfter(10).reports().summary();
		assertThat(stopped.status()).isEqualTo(RunStatus.STOPPED);
		try (Start start = this.installation.start()) {
			RunSummary summary = start.run(this.file).reports().summary();
			assertThat(summary.run()).isEqualTo(1);
			assertThat(summary.status()).isEqualTo(RunStatus.COMPLETED);
			assertThat(summary.resumes()).isEqualTo(1);
			assertThat(summary.startedAt()).isEqualTo(stopped.startedAt());
			assertThat(start.progress().notes()).singleElement().asString().startsWith("Going on with run 1,");
		}
		assertThat(createdOnce()).isTrue();
	}

	@Test
	void samplesOfARunThatWasTakenUpHaveAllItsRowsAndBothStarts() {
		// So slow that rows are left
		try (SandboxServer slow = SandboxServer.start(0, new SandboxProperties(Duration.ofMillis(10), null, 0, 0))) {
			this.file = CsvRows.writeMany(this.folder.resolve("many.csv"), 300);
			this.installation = new Installation(this.folder, slow.baseUrl()).set("concurrency", "1");
			stopAfter(10);
			try (Start start = this.installation.start()) {
				start.run(this.file);
				List<TimeSample> samples = start.get(SampleLedger.class).of(1);
				assertThat(samples).extracting(TimeSample::start).contains(0, 1).isSorted();
				assertThat(samples.stream().mapToLong(TimeSample::decided).sum()).isEqualTo(300);
				assertThat(samples).isSortedAccordingTo(Comparator.comparingLong(TimeSample::atMillis));
			}
		}
	}

	@Test
	void samplesWhenRowsAreInPlaceAlreadyHaveThemToo() {
		Path many = CsvRows.writeMany(this.folder.resolve("many.csv"), 300);
		try (Start start = this.installation.start()) {
			start.run(many);
			start.run(many);
			assertThat(start.get(SampleLedger.class).of(2).stream().mapToLong(TimeSample::decided).sum())
				.isEqualTo(300);
		}
	}

	@Test
	void runWhenTakenUpWithoutANoteKeepsIt() {
		this.installation.set("note", "TICKET-7");
		assertThat(stopAfter(10).reports().summary().note()).isEqualTo("TICKET-7");
		assertThat(new Installation(this.folder, this.sandbox.baseUrl()).reportsOf(this.file)
			.summary()
			.get("note")
			.asString()).isEqualTo("TICKET-7");
	}

	@Test
	void noteWhenTooLongIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ImportProperties(OnConflict.FAIL, ImportProperties.OnInvalid.SKIP, null, null,
					"\uD83D\uDE00".repeat(501), null, false, false, Duration.ofDays(7), Duration.ofDays(90), null,
					null))
			.withMessage("--note has 501 characters; it takes up to 500.");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void runWhenTheDelimiterWasFoundIsTakenUpWithAndWithoutTheOption(boolean named) throws IOException {
		Files.writeString(this.file, "\uFEFF" + Files.readString(this.file).replace(',', ';'));
		stopAfter(10);
		ReportFiles reports = (named ? this.installation.set("delimiter", ";") : this.installation)
			.reportsOf(this.file);
		assertThat(reports.number("/resumes")).isOne();
		assertThat(reports.counts()).containsExactly(entry("CREATED", (long) ROWS));
		assertThat(Files.readString(reports.folder().resolve("succeeded.csv")))
			.startsWith("\uFEFFrole_id;user_id;resource_type;resource_id;line;outcome;");
	}

	@Test
	void runWhenStoppedFileHasAnotherNameIsTakenUpUnderItsFirst() throws IOException {
		stopAfter(10);
		Path renamed = Files.move(this.file, this.folder.resolve("renamed.csv"));
		ReportFiles reports = this.installation.reportsOf(renamed);
		assertThat(reports.folder().getFileName()).hasToString("x-1");
		assertThat(reports.counts()).containsExactly(entry("CREATED", (long) ROWS));
	}

	@Test
	void runWhenToldToStartAfreshAbandonsTheUnfinishedOne() {
		stopAfter(10);
		try (Start start = this.installation.set("fresh", "true").start()) {
			RunSummary summary = start.run(this.file).reports().summary();
			assertThat(summary.run()).isEqualTo(2);
			assertThat(summary.rows()).isEqualTo(ROWS);
			assertThat(start.get(RunLedger.class).get(1).status()).isEqualTo(RunStatus.ABANDONED);
		}
		assertThat(this.sandbox.bindings()).hasSize(ROWS);
	}

	@Test
	void runWhenUnfinishedOneIsTooOldAbandonsIt() {
		stopAfter(10);
		try (Start start = this.installation.set("resume-within", "0s").start()) {
			assertThat(start.run(this.file).reports().summary().run()).isEqualTo(2);
			assertThat(start.get(RunLedger.class).get(1).status()).isEqualTo(RunStatus.ABANDONED);
		}
	}

	@Test
	void runWhenTheLastOneHasFinishedStartsAnotherThatChangesNothing() {
		this.installation.run(this.file);
		ReportFiles reports = this.installation.reportsOf(this.file);
		assertThat(reports.number("/run")).isEqualTo(2);
		assertThat(reports.counts()).containsExactly(entry("UNCHANGED", (long) ROWS));
		assertThat(reports.folder().getFileName()).hasToString("x-2");
	}

	@Test
	void runWhenDecidingOptionDiffersIsAnother() {
		stopAfter(10);
		assertThat(this.installation.set("on-conflict", "keep").reportsOf(this.file).number("/run")).isEqualTo(2);
		assertThat(this.installation.set("on-invalid", "abort").reportsOf(this.file).number("/run")).isEqualTo(3);
	}

	@Test
	void runWhenContentDiffersIsAnotherAndStandsInTheWayOfTheOldOne() throws IOException {
		stopAfter(10);
		byte[] before = Files.readAllBytes(this.file);
		CsvRows.writeMany(this.file, ROWS + 1);
		assertThat(this.installation.reportsOf(this.file).number("/run")).isEqualTo(2);
		Files.write(this.file, before);
		assertThat(this.installation.reportsOf(this.file).number("/run")).isEqualTo(3);
	}

	@Test
	void runWhenTargetDiffersIsAnotherAndStandsInNobodysWay() {
		stopAfter(10);
		try (SandboxServer other = SandboxServer.start(0, SandboxProperties.none())) {
			String target = this.sandbox.baseUrl().toString();
			assertThat(this.installation.set("base-url", other.baseUrl().toString()).reportsOf(this.file).counts())
				.containsExactly(entry("CREATED", (long) ROWS));
			ReportFiles reports = this.installation.set("base-url", target).reportsOf(this.file);
			assertThat(reports.number("/run")).isEqualTo(1);
			assertThat(reports.counts()).containsExactly(entry("CREATED", (long) ROWS));
		}
	}

	@Test
	void runWhenFileChangesAfterItsInspectionFailsForGood() {
		List<String> rows = IntStream.range(0, ROWS).mapToObj((i) -> CsvRows.row("1:a", "" + i, "1") + ",x").toList();
		CsvRows.write(this.file, CsvRows.HEADER + ",outcome", rows);
		try (Start start = this.installation.start()) {
			start.progress().atNote(this::appendRow);
			assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> start.run(this.file))
				.withMessageContaining("changed while it was read");
			assertThat(start.get(RunLedger.class).get(1).status()).isEqualTo(RunStatus.FAILED);
		}
		ReportFiles failed = ReportFiles.onlyOneIn(this.folder.resolve("reports"));
		assertThat(failed.summary().get("status").asString()).isEqualTo("FAILED");
		assertThat(failed.has("succeeded.csv")).isFalse();
		assertThat(this.sandbox.bindings()).isEmpty();
		assertThat(this.installation.reportsOf(this.file).number("/run")).isEqualTo(2);
	}

	private void appendRow() {
		try {
			Files.writeString(this.file, CsvRows.row("1:a", "late", "1") + ",x\n", StandardCharsets.UTF_8,
					StandardOpenOption.APPEND);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private ImportResult stopAfter(int rows) {
		try (Start start = this.installation.start()) {
			start.progress().at(Phase.POSTING, rows, start::stop);
			return start.run(this.file);
		}
	}

	private boolean createdOnce() {
		ReportFiles reports = ReportFiles.onlyOneIn(this.folder.resolve("reports"));
		return reports.counts().equals(Map.of("CREATED", (long) ROWS)) && this.sandbox.bindings().size() == ROWS;
	}

}
