package org.rolebindings.job;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.binding.Outcome;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.run.ImportResult;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.report.summary.RunSummary;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.sandbox.bindings.SandboxBinding;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.ReportFiles;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/** Tests of what becomes of each row, from the file to the reports. */
class ImportOutcomesTests {

	private static final Path SAMPLES = Path.of("samples");

	@TempDir
	Path folder;

	private SandboxServer sandbox;

	private Installation installation;

	@BeforeEach
	void startSandbox() {
		this.sandbox = SandboxServer.start(0, SandboxProperties.none());
		this.installation = new Installation(this.folder, this.sandbox.baseUrl());
	}

	@AfterEach
	void stopSandbox() {
		this.sandbox.close();
	}

	@Test
	void runWhenFileIsTheSampleWithNamesFindsThem() {
		ReportFiles reports = this.installation.reportsOf(SAMPLES.resolve("bindings-with-names.csv"));
		assertThat(reports.counts()).containsExactly(entry("CREATED", 4L));
	}

	@Test
	void runWhenFileIsTheSampleCreatesEveryBindingOnce() {
		ImportResult result = this.installation.run(SAMPLES.resolve("bindings.csv"));
		RunSummary summary = result.reports().summary();
		assertThat(result.stopped()).isNull();
		assertThat(summary.status()).isEqualTo(RunStatus.COMPLETED);
		assertThat(summary.rows()).isEqualTo(12);
		assertThat(summary.outcomes()).containsEntry(Outcome.CREATED, 11L).containsEntry(Outcome.DUPLICATE, 1L);
		assertThat(summary.requests().total()).isEqualTo(12);
		ReportFiles reports = Start.reports(result);
		assertThat(reports.outcomes()).hasSize(12).containsEntry(12, "DUPLICATE");
		assertThat(reports.column("succeeded.csv", "binding_id").stream().distinct())
			.containsExactlyElementsOf(this.sandbox.bindings()
				.stream()
				.map(SandboxBinding::id)
				.sorted((a, b) -> Integer.compare(position(reports, a), position(reports, b)))
				.toList());
		assertThat(reports.rows("failed.csv")).isEmpty();
		assertThat(reports.has("pending.csv")).isFalse();
	}

	private static int position(ReportFiles reports, String bindingId) {
		return reports.column("succeeded.csv", "binding_id").indexOf(bindingId);
	}

	@Test
	void runWhenRowsHaveMistakesTellsEachAndImportsTheOthers() {
		try (Start start = this.installation.start()) {
			ReportFiles reports = Start.reports(start.run(SAMPLES.resolve("bindings-with-mistakes.csv")));
			assertThat(reports.counts()).containsExactlyInAnyOrderEntriesOf(
					Map.of("CREATED", 1L, "DUPLICATE", 2L, "INVALID", 8L, "FAILED", 2L));
			assertThat(reports.column("failed.csv", "error_code")).containsExactly("MISSING_VALUE", "COLUMN_COUNT",
					"VALUE_TOO_LONG", "UNKNOWN_RESOURCE_TYPE", "MALFORMED_ID", "RESOURCE_TYPE_MISMATCH",
					"ID_KIND_MISMATCH", "CONFLICTING_ROW", "NOT_FOUND", "FORBIDDEN", "NOT_FOUND");
			assertThat(reports.column("failed.csv", "message")).noneMatch(String::isBlank);
			assertThat(start.progress().failures()).hasSize(10);
			assertThat(this.sandbox.bindings()).hasSize(1);
		}
	}

	@Test
	void runWhenBindingIsThereIsUnchangedAndSendsNoChange() {
		this.installation.run(CsvRows.write(file("before.csv"), CsvRows.row("1:a", "1", "1")));
		ReportFiles reports = this.installation
			.reportsOf(CsvRows.write(file("now.csv"), CsvRows.row("1:a", "1", "1"), CsvRows.row("1:a", "2", "1")));
		assertThat(reports.outcomes()).containsExactly(entry(2, "UNCHANGED"), entry(3, "CREATED"));
		assertThat(this.sandbox.bindings()).hasSize(2)
			.allSatisfy((binding) -> assertThat(binding.updatedAt()).isEqualTo(binding.createdAt()));
	}

	@Test
	void runWhenUserHasAnotherRoleDoesAsOnConflictSays() {
		this.installation
			.run(CsvRows.write(file("before.csv"), CsvRows.row("1:old", "1", "1"), CsvRows.row("1:new", "2", "1")));
		Path file = CsvRows.write(file("now.csv"), CsvRows.row("1:new", "1", "1"), CsvRows.row("1:new", "2", "1"));

		ReportFiles failing = this.installation.reportsOf(file);
		assertThat(failing.outcomes()).containsExactly(entry(2, "FAILED"), entry(3, "UNCHANGED"));
		assertThat(failing.column("failed.csv", "error_code")).containsExactly("ROLE_CONFLICT");
		assertThat(failing.column("failed.csv", "current_role_id")).containsExactly(CsvRows.id("Role:1:old"));
		assertThat(failing.column("failed.csv", "binding_id")).containsExactlyElementsOf(this.sandbox.bindings()
			.stream()
			.filter((binding) -> binding.roleId().equals(CsvRows.id("Role:1:old")))
			.map(SandboxBinding::id)
			.toList());

		ReportFiles keeping = this.installation.set("on-conflict", "keep").reportsOf(file);
		assertThat(keeping.outcomes()).containsExactly(entry(2, "KEPT"), entry(3, "UNCHANGED"));
		assertThat(keeping.column("succeeded.csv", "previous_role_id")).containsExactly(CsvRows.id("Role:1:old"), "");

		ReportFiles updating = this.installation.set("on-conflict", "update").reportsOf(file);
		assertThat(updating.outcomes()).containsExactly(entry(2, "UPDATED"), entry(3, "UNCHANGED"));
		assertThat(updating.column("succeeded.csv", "previous_role_id")).containsExactly(CsvRows.id("Role:1:old"), "");
		assertThat(this.sandbox.bindings()).extracting(SandboxBinding::roleId).containsOnly(CsvRows.id("Role:1:new"));
	}

	@Test
	void runWhenRowIsInvalidAndToldToAbortPostsNothingAndReportsTheRestAsPending() {
		Path file = CsvRows.write(file("x.csv"), CsvRows.row("1:a", "1", "1"), "x,y,SPACE,z",
				CsvRows.row("1:a", "2", "1"));
		ImportResult result = this.installation.set("on-invalid", "abort").run(file);
		ReportFiles reports = Start.reports(result);
		assertThat(result.reports().summary().status()).isEqualTo(RunStatus.FAILED);
		assertThat(result.stopped()).isNull();
		assertThat(reports.outcomes()).containsExactly(entry(3, "INVALID"));
		assertThat(reports.column("pending.csv", "line")).containsExactly("2", "4");
		assertThat(this.sandbox.bindings()).isEmpty();
		assertThat(this.sandbox.requests()).isEqualTo(1);
	}

	@Test
	void runWhenContradictionIsTheOnlyMistakeAndToldToAbortPostsNothing() {
		Path file = CsvRows.write(file("x.csv"), CsvRows.row("1:a", "1", "1"), CsvRows.row("1:b", "1", "1"));
		ImportResult result = this.installation.set("on-invalid", "abort").run(file);
		assertThat(result.reports().summary().status()).isEqualTo(RunStatus.FAILED);
		assertThat(this.sandbox.bindings()).isEmpty();
	}

	@Test
	void runWhenNoRowIsInvalidAndToldToAbortImports() {
		Path file = CsvRows.write(file("x.csv"), CsvRows.row("1:a", "1", "1"));
		assertThat(this.installation.set("on-invalid", "abort").reportsOf(file).counts())
			.containsExactly(entry("CREATED", 1L));
	}

	@Test
	void runWhenLinesRepeatHoweverSpelledSendsTheFirstOnly() {
		String first = CsvRows.row("1:a", "1", "1");
		String padded = "Um9sZToxOmE=,VXNlcjox,space,U3BhY2U6MQ==";
		ReportFiles reports = this.installation
			.reportsOf(CsvRows.write(file("x.csv"), first, padded, CsvRows.row("1:b", "1", "1"), first));
		assertThat(reports.outcomes()).containsExactly(entry(2, "CREATED"), entry(3, "DUPLICATE"), entry(4, "INVALID"),
				entry(5, "DUPLICATE"));
		assertThat(reports.column("failed.csv", "error_code")).containsExactly("CONFLICTING_ROW");
		assertThat(reports.column("failed.csv", "message").get(0)).startsWith("Line 2 ");
		assertThat(reports.rows("succeeded.csv").get(1)).containsEntry("resource_type", "space")
			.containsEntry("binding_id", this.sandbox.bindings().get(0).id())
			.containsEntry("attempts", "0");
		assertThat(this.sandbox.requests()).isEqualTo(2);
	}

	@Test
	void runWhenRepeatedLineFailsTheRepetitionFailsLikeIt() {
		String missing = CsvRows.row("1:a", "missing", "1");
		ReportFiles reports = this.installation.reportsOf(CsvRows.write(file("x.csv"), missing, missing));
		assertThat(reports.outcomes()).containsExactly(entry(2, "FAILED"), entry(3, "DUPLICATE"));
		assertThat(reports.column("failed.csv", "error_code")).containsExactly("NOT_FOUND", "NOT_FOUND");
		assertThat(reports.column("failed.csv", "http_status")).containsExactly("404", "404");
		assertThat(reports.number("/errors/NOT_FOUND")).isEqualTo(1);
	}

	@Test
	void runWhenRepeatedLineIsInvalidTheLaterOneStands() {
		String invalid = "Um9sZToxOmE,VXNlcjox,SPACE,TW9kZWw6MQ";
		ReportFiles reports = this.installation
			.reportsOf(CsvRows.write(file("x.csv"), invalid, invalid, CsvRows.row("1:a", "1", "1")));
		assertThat(reports.outcomes()).containsExactly(entry(2, "INVALID"), entry(3, "INVALID"), entry(4, "CREATED"));
	}

	@Test
	void runWhenFailedRowsAreImportedAsTheyAreDropsTheAddedColumnsWithoutAWord() {
		Path first = CsvRows.write(file("x.csv"), CsvRows.HEADER + ",comment",
				List.of(CsvRows.row("1:a", "missing", "1") + ",mine", CsvRows.row("1:a", "2", "1") + ",too"));
		Path failed = this.installation.reportsOf(first).folder().resolve("failed.csv");
		try (Start start = this.installation.start()) {
			ReportFiles reports = Start.reports(start.run(failed));
			assertThat(reports.folder().getFileName()).hasToString("failed-2");
			assertThat(reports.rows("failed.csv")).singleElement()
				.satisfies((row) -> assertThat(row).containsEntry("comment", "mine").containsEntry("line", "2"));
			assertThat(start.progress().notes()).isEmpty();
		}
	}

	@Test
	void runWhenTheClockIsSetBackMeanwhileEndsNoEarlierThanItStarted() {
		Path file = CsvRows.write(file("x.csv"), CsvRows.row("1:r", "1", "1"));
		try (Start start = this.installation.start(ClockSetBack.class)) {
			ReportFiles reports = Start.reports(start.run(file));
			assertThat(reports.summary().get("ended_at")).isEqualTo(reports.summary().get("started_at"));
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class ClockSetBack {

		@Bean
		@Primary
		Clock clockSetBack() {
			Instant start = Instant.parse("2026-03-01T08:00:00Z");
			AtomicBoolean asked = new AtomicBoolean();
			InstantSource source = () -> asked.getAndSet(true) ? start.minusSeconds(3_600) : start;
			return source.withZone(ZoneOffset.UTC);
		}

	}

	@Test
	void runWhenFileHasNoRowAndThatIsAllowedCompletesWithNone() {
		ImportResult result = this.installation.set("allow-empty", "true").run(CsvRows.write(file("x.csv")));
		assertThat(result.reports().summary().status()).isEqualTo(RunStatus.COMPLETED);
		assertThat(result.reports().summary().rows()).isZero();
	}

	@Test
	void runTellsItsPhases() {
		try (Start start = this.installation.start()) {
			start.run(CsvRows.write(file("x.csv"), CsvRows.row("1:a", "1", "1")));
			assertThat(start.progress().phases()).containsExactly(ImportProgress.Phase.READING,
					ImportProgress.Phase.POSTING, ImportProgress.Phase.REPORTING);
		}
	}

	private Path file(String name) {
		return this.folder.resolve(name);
	}

}
