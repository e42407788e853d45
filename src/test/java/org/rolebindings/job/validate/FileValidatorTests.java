package org.rolebindings.job.validate;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.csv.source.UnreadableFileException;
import org.rolebindings.job.Installation;
import org.rolebindings.job.Start;
import org.rolebindings.report.WrittenReports;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.ReportFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/** Tests for {@link FileValidator}. */
class FileValidatorTests {

	private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

	@TempDir
	Path folder;

	@Test
	void validateRejectsTheRowsThatAnImportRejectsInTheSameWords() {
		Path file = Path.of("samples/bindings-with-mistakes.csv");
		ReportFiles validated = validate(file);
		try (SandboxServer sandbox = SandboxServer.start(0, SandboxProperties.none())) {
			ReportFiles imported = new Installation(this.folder, sandbox.baseUrl()).reportsOf(file);
			assertThat(invalid(validated)).hasSize(8).isEqualTo(invalid(imported));
		}
		assertThat(validated.counts())
			.containsExactlyInAnyOrderEntriesOf(Map.of("INVALID", 8L, "DUPLICATE", 2L, "VALID", 3L));
		assertThat(validated.rows("failed.csv")).hasSize(8);
	}

	private static List<Map<String, String>> invalid(ReportFiles reports) {
		return reports.rows("failed.csv")
			.stream()
			.filter((row) -> "INVALID".equals(row.get("outcome")))
			.collect(Collectors.toList());
	}

	@Test
	void validateChecksOnlyTheFormOfNamesAndSaysSo() {
		String header = "user_email,role_name,resource_type,space_name,project_name";
		Path file = CsvRows.write(this.folder.resolve("x.csv"), header, List.of("ann@x.com,A,SPACE,S,",
				"Ann@X.com,A,SPACE,S,p", "ann@x.com,B,SPACE,S,", "ann@x.com,B,PROJECT,S,", "ann@x.com,B,PROJECT,S,p"));
		try (Start start = new Installation(this.folder, NOWHERE).start()) {
			ReportFiles reports = new ReportFiles(start.validate(file).folder());
			assertThat(reports.counts())
				.containsExactlyInAnyOrderEntriesOf(Map.of("INVALID", 2L, "DUPLICATE", 1L, "VALID", 2L));
			assertThat(reports.column("failed.csv", "error_code")).containsExactly("CONFLICTING_ROW", "MISSING_VALUE");
			assertThat(reports.rows("failed.csv").get(0)).doesNotContainKey("role_id");
			assertThat(start.progress().notes())
				.contains("Of names only the form is checked here; a plan or an import looks them up.");
		}
	}

	@Test
	void validateWhenEveryRowIsFineHasAnEmptyFailureFileAndNoRun() {
		ReportFiles reports = validate(CsvRows.write(this.folder.resolve("x.csv"), CsvRows.row("1:a", "1", "1")));
		assertThat(reports.folder().getFileName()).hasToString("x-validate");
		assertThat(reports.counts()).containsExactly(entry("VALID", 1L));
		assertThat(reports.rows("failed.csv")).isEmpty();
		assertThat(reports.has("pending.csv")).isFalse();
		assertThat(reports.summary().get("run").isNull()).isTrue();
	}

	@Test
	void validateWhenDoneAgainReplacesTheReports() {
		Path file = CsvRows.write(this.folder.resolve("x.csv"), "a,b,c,d");
		assertThat(validate(file).counts()).containsExactly(entry("INVALID", 1L));
		CsvRows.write(file, CsvRows.row("1:a", "1", "1"));
		assertThat(validate(file).counts()).containsExactly(entry("VALID", 1L));
	}

	@Test
	void validateTellsEveryFailureOnceAndInTheFilesOrder() {
		Path file = CsvRows.write(this.folder.resolve("x.csv"), CsvRows.row("1:a", "1", "1"),
				CsvRows.row("1:b", "1", "1"), "a,b", CsvRows.row("1:c", "1", "1"));
		try (Start start = new Installation(this.folder, NOWHERE).start()) {
			start.validate(file);
			assertThat(start.progress().failures()).containsExactly("3: CONFLICTING_ROW", "4: COLUMN_COUNT",
					"5: CONFLICTING_ROW");
		}
	}

	@Test
	void validateWhenFileIsNoCsvFailsAndWritesNothing() throws Exception {
		Path file = Files.writeString(this.folder.resolve("x.csv"), "role_id,user_id\n1,2\n");
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> validate(file))
			.withMessageContaining("resource_type");
		assertThat(this.folder.resolve("reports")).doesNotExist();
	}

	@Test
	void validateWhenFileBreaksFarDownFailsAndLeavesNoReport() throws Exception {
		Path file = CsvRows.writeMany(this.folder.resolve("x.csv"), 3000);
		Files.writeString(file, "\"never closed", StandardOpenOption.APPEND);
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> validate(file))
			.withMessageContaining("line 3002");
		assertThat(this.folder.resolve("reports")).doesNotExist();
	}

	private ReportFiles validate(Path file) {
		try (Start start = new Installation(this.folder, NOWHERE).start()) {
			WrittenReports reports = start.validate(file);
			return new ReportFiles(reports.folder());
		}
	}

}
