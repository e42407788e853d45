package org.rolebindings.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.binding.RunKind;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.ledger.run.RunIdentity;
import org.rolebindings.ledger.run.RunPosition;
import org.rolebindings.ledger.run.RunRequest;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.ledger.run.RunTotals;
import org.rolebindings.report.summary.RowCounts;
import org.rolebindings.report.summary.RunSummary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ReportFoldersTests {

	@TempDir
	private Path folder;

	@ParameterizedTest
	@CsvSource(ignoreLeadingAndTrailingWhitespace = false,
			value = { "teams.csv,teams-7", "Teams.CsV,Teams-7", "teams,teams-7", "teams.csv.csv,teams.csv-7",
					"a.b.txt,a.b.txt-7", "'two words.csv',two words-7", "stdin,stdin-7", ".csv,file-7", "'',file-7",
					"' ',file-7", ".,file-7", "..,file-7", "..csv,file-7", ".hidden.csv,.hidden-7",
					"../../etc/passwd,.._.._etc_passwd-7", "'a\\b.csv',a_b-7", "'a\nb\u0000c\u001B[2J.csv',a_b_c_[2J-7",
					"\u00E4\uD83D\uDE00.csv,\u00E4\uD83D\uDE00-7", "a\uD83D.csv,a_-7" })
	void reserveMakesFolderNamedAfterFile(String fileName, String expected) {
		assertThat(folders().reserve(fileName, 7)).isEqualTo(expected);
		assertThat(reports().resolve(expected)).isEmptyDirectory();
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "\u00E4", "\u20AC", "\uD83D\uDE00" })
	void reserveWhenNameIsTooLongCutsItBetweenCharacters(String character) {
		ReportFolders folders = folders();
		String fileName = character.repeat(300) + ".csv";
		for (String suffix : List.of("-12", "-12-2")) {
			String name = folders.reserve(fileName, 12);
			int width = character.getBytes(StandardCharsets.UTF_8).length;
			assertThat(name).isEqualTo(character.repeat((255 - suffix.length()) / width) + suffix);
			assertThat(reports().resolve(name)).isDirectory();
		}
	}

	@Test
	void reserveWhenNameIsTakenCountsUp() throws IOException {
		ReportFolders folders = folders();
		assertThat(folders.reserve("x.csv", 1)).isEqualTo("x-1");
		Files.writeString(reports().resolve("x-1-2"), "somebody's");
		assertThat(folders.reserve("x.csv", 1)).isEqualTo("x-1-3");
	}

	@Test
	void reserveWhenManyDoSoAtOnceGivesEachItsOwn() {
		ReportFolders folders = folders();
		List<String> names = IntStream.range(0, 64).parallel().mapToObj((i) -> folders.reserve("x.csv", 1)).toList();
		assertThat(names).doesNotHaveDuplicates();
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void reserveMakesFoldersForTheOwnerAlone() throws IOException {
		ReportFolders folders = new ReportFolders(this.folder.resolve("deep/reports"));
		folders.reserve("x.csv", 1);
		assertThat(permissions("deep/reports")).isEqualTo("rwx------");
		assertThat(permissions("deep/reports/x-1")).isEqualTo("rwx------");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void reserveLeavesPermissionsOfReportsFolderThatIsThere() throws IOException {
		Files.createDirectory(reports());
		Files.setPosixFilePermissions(reports(), PosixFilePermissions.fromString("rwxr-xr-x"));
		folders().reserve("x.csv", 1);
		assertThat(permissions("reports")).isEqualTo("rwxr-xr-x");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void reserveWhenReportsFolderIsLinkFollowsIt() throws IOException {
		Files.createDirectory(this.folder.resolve("real"));
		Files.createSymbolicLink(reports(), this.folder.resolve("real"));
		folders().reserve("x.csv", 1);
		assertThat(this.folder.resolve("real/x-1")).isDirectory();
	}

	@Test
	void reserveWhenReportsIsFileSaysSo() throws IOException {
		Files.writeString(reports(), "a file");
		assertThatExceptionOfType(ReportsUnwritableException.class).isThrownBy(() -> folders().reserve("x.csv", 1))
			.withMessage("The reports cannot be written: " + reports() + ": something else is in its place. Remove "
					+ "the cause, or name another folder with --reports, and give the same command again.");
	}

	@Test
	void claimWhenNothingWasWrittenGivesWhatWasReserved() {
		ReportFolders folders = folders();
		Run run = run(1, folders.reserve("x.csv", 1));
		assertThat(folders.claim(run)).isEqualTo(reports().resolve("x-1")).isEmptyDirectory();
	}

	@Test
	void claimWhenReportsFolderIsAnotherMakesFolderThere() {
		assertThat(folders().claim(run(1, "x-1-2"))).isEqualTo(reports().resolve("x-1-2")).isEmptyDirectory();
	}

	@Test
	void claimWhenSummaryIsTheRunsGivesTheSameAgain() {
		Run run = run(1, "x-1");
		writeSummary("x-1", run);
		assertThat(folders().claim(run)).isEqualTo(reports().resolve("x-1"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3 })
	void claimWhenSummaryIsAnotherRunsTakesNextSuffix(int difference) {
		RunIdentity same = TestLedger.IDENTITY;
		Run other = switch (difference) {
			case 0 -> run(2, "x-1");
			case 1 -> run(1, "x-1", TestLedger.STARTED.plusMillis(1), same);
			case 2 ->
				run(1, "x-1", TestLedger.STARTED, new RunIdentity("cd".repeat(32), same.target(), "fail", "skip", ","));
			default -> run(1, "x-1", TestLedger.STARTED,
					new RunIdentity(same.sha256(), "https://api.eu.arize.com", "fail", "skip", ","));
		};
		writeSummary("x-1", other);
		Map<String, String> before = FolderContents.of(reports().resolve("x-1"));
		assertThat(folders().claim(run(1, "x-1"))).isEqualTo(reports().resolve("x-1-2")).isEmptyDirectory();
		assertThat(FolderContents.of(reports().resolve("x-1"))).isEqualTo(before);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "[]", "{}", "{\"run\": \"one\"}", "not JSON" })
	void claimWhenSummaryIsNoneOfOursTakesNextSuffix(String text) throws IOException {
		Files.createDirectories(reports().resolve("x-1"));
		Files.writeString(reports().resolve("x-1/summary.json"), text);
		assertThat(folders().claim(run(1, "x-1"))).isEqualTo(reports().resolve("x-1-2"));
	}

	@Test
	void claimWhenRunHasMovedFindsItsFolderAgain() {
		Run run = run(1, "x-1");
		writeSummary("x-1", run(2, "x-1"));
		writeSummary("x-1-2", run(3, "x-1"));
		writeSummary("x-1-3", run);
		assertThat(folders().claim(run)).isEqualTo(reports().resolve("x-1-3"));
	}

	@Test
	void claimWhenStartedWithinMillisecondKnowsItsOwnSummary() {
		Run run = run(1, "x-1", TestLedger.STARTED.plusNanos(999_999), TestLedger.IDENTITY);
		writeSummary("x-1", run);
		assertThat(folders().claim(run)).isEqualTo(reports().resolve("x-1"));
	}

	@Test
	void claimWhenFileIsInPlaceSaysSo() throws IOException {
		Files.createDirectory(reports());
		Files.writeString(reports().resolve("x-1"), "a file");
		assertThatExceptionOfType(ReportsUnwritableException.class).isThrownBy(() -> folders().claim(run(1, "x-1")))
			.withMessageContaining(reports().resolve("x-1") + ": something else is in its place");
	}

	@Test
	void replaceGivesTheSameFolderEachTime() throws IOException {
		Path first = folders().replace("x.csv", "validate");
		Files.writeString(first.resolve("failed.csv"), "kept until it is replaced");
		assertThat(folders().replace("x.csv", "validate")).isEqualTo(first)
			.isEqualTo(reports().resolve("x-validate"))
			.isNotEmptyDirectory();
	}

	private Path reports() {
		return this.folder.resolve("reports");
	}

	private ReportFolders folders() {
		return new ReportFolders(reports());
	}

	private void writeSummary(String name, Run run) {
		Path place = reports().resolve(name);
		place.toFile().mkdirs();
		try (ReportSet set = new ReportSet(place, ',')) {
			set.publish(RunSummary.of(run, RunStatus.STOPPED, null, new RowCounts(RunKind.IMPORT, Map.of(), Map.of())));
		}
	}

	private String permissions(String name) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(this.folder.resolve(name)));
	}

	private static Run run(long number, String reportFolder) {
		return run(number, reportFolder, TestLedger.STARTED, TestLedger.IDENTITY);
	}

	private static Run run(long number, String reportFolder, Instant startedAt, RunIdentity identity) {
		return new Run(number, RunStatus.RUNNING, identity, "x.csv", "", reportFolder, startedAt, null, 0,
				RunPosition.STAGING, RunTotals.NONE, RunRequest.NONE);
	}

}
