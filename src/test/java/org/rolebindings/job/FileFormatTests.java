package org.rolebindings.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.ReportFiles;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for files as spreadsheets and scripts write them, from the file to its reports.
 */
class FileFormatTests {

	private static final String ROWS = CsvRows.row("1:a", "1", "1") + ",\"a,b\"\r\n"
			+ CsvRows.row("1:a", "2", "?").replace("U3BhY2U6Pw", "x;y") + ",c d\r\n";

	@TempDir
	private Path folder;

	private final SandboxServer sandbox = SandboxServer.start(0, SandboxProperties.none());

	@AfterEach
	void stop() {
		this.sandbox.close();
	}

	private Path write(String name, String text) throws IOException {
		return Files.writeString(this.folder.resolve(name), text);
	}

	@ParameterizedTest
	@CsvSource({ "';', true", "';', false", "\\t, false", "'|', true", "',', true", "',', false" })
	void reportsHaveTheDelimiterAndTheMarkOfTheFileAndImportAgainWithoutANote(String shown, boolean mark)
			throws IOException {
		String delimiter = shown.replace("\\t", "\t");
		String header = CsvRows.HEADER.replace(",", delimiter) + delimiter + "note";
		String rows = ROWS.replace("x;y", delimiter.equals(",") ? "x;y" : "\"x" + delimiter + "y\"")
			.replace(",", delimiter)
			.replace("\"a" + delimiter + "b\"", delimiter.equals(",") ? "\"a,b\"" : "a,b");
		Path file = write("x.csv", (mark ? "\uFEFF" : "") + header + "\r\n" + rows);
		Installation installation = new Installation(this.folder, this.sandbox.baseUrl());
		ReportFiles reports;
		try (Start start = installation.start()) {
			reports = Start.reports(start.run(file));
			assertThat(start.progress().notes()).hasSize(delimiter.equals(",") ? 0 : 1);
		}
		String failed = Files.readString(reports.folder().resolve("failed.csv"));
		String succeeded = Files.readString(reports.folder().resolve("succeeded.csv"));
		assertThat(failed).startsWith((mark ? "\uFEFF" : "") + header + delimiter + "line" + delimiter + "outcome")
			.contains("\n" + rows.lines().toList().get(1) + delimiter + "3" + delimiter + "INVALID" + delimiter)
			.doesNotContain("\r");
		assertThat(succeeded)
			.startsWith((mark ? "\uFEFF" : "") + header + delimiter + "line" + delimiter + "outcome" + delimiter
					+ "binding_id")
			.contains("\n" + rows.lines().toList().get(0) + delimiter + "2" + delimiter + "CREATED" + delimiter);

		try (Start start = installation.start()) {
			ReportFiles again = Start.reports(start.run(reports.folder().resolve("failed.csv")));
			assertThat(start.progress().notes()).noneMatch((note) -> note.contains("leave these columns out"));
			assertThat(Files.readString(again.folder().resolve("failed.csv")))
				.startsWith(failed.lines().toList().get(0))
				.hasLineCount(2);
			assertThat(Files.readString(Start.reports(start.run(file)).folder().resolve("failed.csv")))
				.isEqualTo(failed);
		}
	}

	@Test
	void validateTellsTheSameAsAnImport() throws IOException {
		String swallowed = CsvRows.row("1:a", "1", "1") + ",\"\n" + CsvRows.row("1:a", "2", "1") + ",\n\"";
		Path file = write("x.csv", (CsvRows.HEADER + ",line\n" + swallowed).replace(',', ';'));
		try (Start start = new Installation(this.folder, this.sandbox.baseUrl()).start()) {
			start.validate(file);
			assertThat(start.progress().notes()).hasSize(4)
				.anyMatch((note) -> note.contains("separated by ';'"))
				.anyMatch((note) -> note.contains("record of 3 lines"))
				.anyMatch((note) -> note.contains("may have been cut off"))
				.anyMatch((note) -> note.contains("The reports leave these columns out"));
			int before = start.progress().notes().size();
			start.run(file);
			assertThat(start.progress().notes().subList(before, 2 * before))
				.isEqualTo(start.progress().notes().subList(0, before));
		}
	}

	@Test
	void runWhenColumnsAreExchangedSaysSoOnce() throws IOException {
		Path file = write("x.csv", "user_id,role_id,resource_type,resource_id\n" + CsvRows.row("1:a", "1", "1") + "\n"
				+ CsvRows.row("1:a", "2", "1") + "\n");
		try (Start start = new Installation(this.folder, this.sandbox.baseUrl()).start()) {
			ReportFiles reports = Start.reports(start.run(file));
			assertThat(start.progress().notes()).filteredOn((note) -> note.contains("exchanged")).hasSize(1);
			assertThat(reports.column("failed.csv", "error_code")).containsOnly("ID_KIND_MISMATCH").hasSize(2);
		}
	}

}
