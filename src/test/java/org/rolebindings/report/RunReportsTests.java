package org.rolebindings.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.Repeat;
import org.rolebindings.csv.CsvOptions;
import org.rolebindings.csv.CsvRecordReader;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.ledger.run.RunPosition;
import org.rolebindings.ledger.run.RunRequest;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.ledger.run.RunTotals;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RunReportsTests {

	@TempDir
	private Path folder;

	private Path reports;

	private TestLedger ledger;

	@BeforeEach
	void open() {
		this.reports = this.folder.resolve("reports");
		this.ledger = new TestLedger(this.folder.resolve("state"), this.reports);
	}

	@AfterEach
	void close() {
		this.ledger.close();
	}

	@Test
	void writeWhenEveryOutcomeOccursPutsEachRowWhereItBelongs() {
		Run run = stageEveryOutcome();
		this.ledger.runs()
			.saveTotals(run.number(), new RunTotals(12, Map.of("201", 4L, "409", 3L, "none", 1L, "404", 4L), 5, 2,
					Histograms.encoded(1_500, 20_000, 90_000), 2_500));
		WrittenReports written = write(this.ledger.runs().get(run.number()), RunStatus.STOPPED);
		assertThat(written.folder()).isEqualTo(this.reports.resolve("team access-1"));
		Map<String, String> files = contents(written.folder());
		assertThat(files.remove("report.html")).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
		assertThat(files).isEqualTo(contents(Path.of("src/test/resources/org/rolebindings/report")));
		assertThat(written.summary().toJson()).isEqualTo(contents(written.folder()).get("summary.json"));
	}

	private Run stageEveryOutcome() {
		Run run = this.ledger.start("team access.CSV");
		for (int line = 2; line <= 7; line++) {
			this.ledger.valid(run, line, "Rol1,Usr" + line + ",SPACE,Spa1,red");
		}
		this.ledger.invalid(run, 8, "Rol1,,SPACE,Spa1,red", ErrorCode.MISSING_VALUE,
				"user_id is empty; give it a value.");
		for (int line = 9; line <= 13; line++) {
			this.ledger.valid(run, line, "Rol1,Usr" + line + ",SPACE,Spa1,red");
		}
		this.ledger.succeeded(run, 2, Outcome.CREATED, "Bnd2", null);
		this.ledger.succeeded(run, 3, Outcome.UPDATED, "Bnd3", "Rol7");
		this.ledger.succeeded(run, 4, Outcome.UNCHANGED, null, null);
		this.ledger.succeeded(run, 5, Outcome.KEPT, "Bnd5", "Rol8");
		this.ledger.failed(run, 6, ErrorCode.NOT_FOUND, 404, "The server answered 404: no such user.", "req-6");
		this.ledger.failed(run, 7, ErrorCode.RETRIES_EXHAUSTED, null, "No answer in 8 attempts.", null);
		this.ledger.repeated(run, new Repeat(9, 2, true));
		this.ledger.repeated(run, new Repeat(10, 6, true));
		this.ledger.repeated(run, new Repeat(13, 11, true));
		this.ledger.repeated(run, new Repeat(12, 3, false));
		return run;
	}

	@Test
	void writeOfAnUndoPutsEachRowWhereItBelongs() {
		Run undone = this.ledger.start("x.csv");
		Run undo = this.ledger.startUndo(undone, "x.csv");
		this.ledger.takenBack(undo, 2, "Rol5", success(2, Outcome.RESTORED));
		this.ledger.takenBack(undo, 3, null, success(3, Outcome.DELETED));
		this.ledger.takenBack(undo, 4, null, new Decision(4, Outcome.GONE, "Bnd4", null, null, null, null, null, 1));
		this.ledger.takenBack(undo, 5, "Rol5",
				new Decision(5, Outcome.UNCHANGED, "Bnd5", null, null, null, null, null, 1));
		this.ledger.takenBack(undo, 6, null, new Decision(6, Outcome.CHANGED_SINCE, "Bnd9", "Rol9",
				ErrorCode.CHANGED_SINCE, null, "Something else is there.", null, 2));
		this.ledger.takenBack(undo, 7, null, new Decision(7, Outcome.FAILED, null, null, ErrorCode.NOT_VISIBLE, null,
				"This key sees nothing.", null, 3));
		WrittenReports written = write(undo, RunStatus.COMPLETED);
		Map<String, String> files = contents(written.folder());
		assertThat(files).containsOnlyKeys("failed.csv", "gone.csv", "report.html", "succeeded.csv", "summary.json");
		assertThat(files.get("succeeded.csv")).isEqualTo("""
				role_id,user_id,resource_type,resource_id,team,line,outcome,binding_id,previous_role_id,attempts
				row 2,2,RESTORED,Bnd2,Rol1,1
				row 3,3,DELETED,Bnd3,Rol1,1
				row 5,5,UNCHANGED,Bnd5,,1
				""");
		assertThat(files.get("gone.csv")).isEqualTo("""
				role_id,user_id,resource_type,resource_id,team,line,outcome,binding_id,previous_role_id,attempts
				row 4,4,GONE,Bnd4,,1
				""");
		assertThat(files.get("failed.csv")).endsWith("""
				,binding_id,current_role_id
				row 6,6,CHANGED_SINCE,CHANGED_SINCE,,Something else is there.,2,,Bnd9,Rol9
				row 7,7,FAILED,NOT_VISIBLE,,This key sees nothing.,3,,,
				""");
		assertThat(files.get("report.html")).contains("1 binding was deleted, 1 got its former role back; ",
				"Roles that were given back", "<td>Rol5</td>");
		assertThat(written.summary().errors())
			.isEqualTo(Map.of(ErrorCode.CHANGED_SINCE, 1L, ErrorCode.NOT_VISIBLE, 1L));
		assertThat(this.ledger.reports().summarize(this.ledger.runs().get(undo.number())).summary().outcomes())
			.isEqualTo(written.summary().outcomes());
	}

	@Test
	void writeWhenNoRowIsGoneRemovesAnOldReportOfSuchRows() throws IOException {
		Run undo = this.ledger.startUndo(this.ledger.start("x.csv"), "x.csv");
		Path folder = write(undo, RunStatus.STOPPED).folder();
		Files.writeString(folder.resolve("gone.csv"), "line\n");
		this.ledger.takenBack(undo, 2, null, success(2, Outcome.DELETED));
		assertThat(contents(write(undo, RunStatus.COMPLETED).folder())).doesNotContainKey("gone.csv");
	}

	private static Decision success(long line, Outcome outcome) {
		return new Decision(line, outcome, "Bnd" + line, "Rol1", null, null, null, null, 1);
	}

	@Test
	void writeWhenServerTextLooksLikeFormulaNeutralisesOnlyWhatIsAdded() {
		Run run = this.ledger.start("x.csv");
		this.ledger.valid(run, 2, "=1+1,Usr1,SPACE,Spa1,-5");
		this.ledger.valid(run, 3, "Rol1,Usr1,SPACE,Spa1,");
		this.ledger.failed(run, 2, ErrorCode.BAD_REQUEST, 400, "=HYPERLINK(\"http://evil\",\"x\")", "@req");
		this.ledger.succeeded(run, 3, Outcome.UPDATED, "+Bnd", "-Rol");
		Map<String, String> files = contents(write(run, RunStatus.COMPLETED).folder());
		assertThat(files.get("failed.csv")).endsWith("\n=1+1,Usr1,SPACE,Spa1,-5,2,FAILED,BAD_REQUEST,400,"
				+ "\"'=HYPERLINK(\"\"http://evil\"\",\"\"x\"\")\",8,'@req,,\n");
		assertThat(files.get("succeeded.csv")).endsWith("\nRol1,Usr1,SPACE,Spa1,,3,UPDATED,'+Bnd,'-Rol,1\n");
	}

	@Test
	void writeWhenMessageSpansLinesQuotesIt() {
		Run run = this.ledger.start("x.csv");
		this.ledger.valid(run, 2, "Rol1,Usr1,SPACE,Spa1,");
		this.ledger.failed(run, 2, ErrorCode.BAD_REQUEST, 400, "no,\r\n\"never\"", null);
		Map<String, String> files = contents(write(run, RunStatus.COMPLETED).folder());
		assertThat(files.get("failed.csv")).endsWith(",400,\"no,\r\n\"\"never\"\"\",8,,,\n");
	}

	@Test
	void writeWhenCarriedFieldsAreQuotedRepeatsThemAsTheyAre() {
		Run run = this.ledger.start("x.csv", "role_id,user_id,resource_type,resource_id,\"the \"\"team\"\"\"");
		String carried = "Rol1,Usr1,SPACE,Spa1,\"red,\n\"\"blue\"\"\r\n\u00E4\uD83D\uDE00\"";
		this.ledger.valid(run, 2, carried);
		Map<String, String> files = contents(write(run, RunStatus.STOPPED).folder());
		assertThat(files.get("pending.csv")).isEqualTo(run.header() + ",line\n" + carried + ",2\n");
	}

	@Test
	void writeWhenTextHasCharactersThatNoDatabaseHoldsReplacesThem() {
		Run run = this.ledger.start("x.csv");
		this.ledger.valid(run, 2, "Rol1,Usr1,SPACE,Spa1,");
		this.ledger.failed(run, 2, ErrorCode.BAD_REQUEST, 400, "half \uD83D of it", "req\u0000-1");
		assertThat(contents(write(run, RunStatus.COMPLETED).folder()).get("failed.csv")).contains(",half \uFFFD of it,")
			.contains(",req\uFFFD-1,");
	}

	@Test
	void writeWhenFileHasNoRowsWritesHeadersAndNoPending() {
		Run run = this.ledger.start("x.csv");
		Map<String, String> files = contents(write(run, RunStatus.COMPLETED).folder());
		assertThat(files).containsOnlyKeys("failed.csv", "report.html", "succeeded.csv", "summary.json")
			.containsEntry("succeeded.csv", TestLedger.HEADER + ",line,outcome,binding_id,previous_role_id,attempts\n")
			.containsEntry("failed.csv", TestLedger.HEADER
					+ ",line,outcome,error_code,http_status,message,attempts,request_id,binding_id,current_role_id\n");
	}

	@Test
	void writeWhenHeaderIsEmptyWritesOnlyWhatIsAdded() {
		Run run = this.ledger.start("x.csv", "");
		this.ledger.valid(run, 2, "");
		assertThat(contents(write(run, RunStatus.STOPPED).folder())).containsEntry("pending.csv", "line\n2\n");
	}

	@Test
	void writeWhenThereAreManyRowsKeepsTheFilesOrder() {
		Run run = this.ledger.start("x.csv");
		this.ledger.valid(run, LongStream.range(0, 4_999).map((i) -> 5_000 - i), "Rol1,Usr1,SPACE,Spa1,");
		Path folder = write(run, RunStatus.STOPPED).folder();
		assertThat(folder.resolve("pending.csv")).content()
			.isEqualTo(TestLedger.HEADER + ",line\n"
					+ IntStream.rangeClosed(2, 5_000)
						.mapToObj((line) -> "Rol1,Usr1,SPACE,Spa1,," + line + "\n")
						.collect(Collectors.joining()));
	}

	@Test
	void writeWhenRunHasGoneOnReplacesReportsAndRemovesPending() {
		Run run = this.ledger.start("x.csv");
		this.ledger.valid(run, 2, "Rol1,Usr1,SPACE,Spa1,");
		Path written = write(run, RunStatus.STOPPED).folder();
		assertThat(contents(written)).containsKey("pending.csv");
		this.ledger.succeeded(run, 2, Outcome.CREATED, "Bnd1", null);
		assertThat(write(run, RunStatus.COMPLETED).folder()).isEqualTo(written);
		assertThat(contents(written)).containsOnlyKeys("failed.csv", "report.html", "succeeded.csv", "summary.json")
			.hasEntrySatisfying("succeeded.csv", (text) -> assertThat(text).endsWith(",2,CREATED,Bnd1,,1\n"))
			.hasEntrySatisfying("summary.json", (text) -> assertThat(text).contains("\"COMPLETED\""));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3 })
	void writeWhenToldToGiveUpLeavesReportsAsTheyWere(int question) {
		Run run = this.ledger.start("x.csv");
		this.ledger.valid(run, LongStream.range(2, 1_500), "Rol1,Usr1,SPACE,Spa1,");
		Path written = write(run, RunStatus.STOPPED).folder();
		Map<String, String> before = contents(written);
		this.ledger.succeeded(run, 2, Outcome.CREATED, "Bnd1", null);
		AtomicInteger questions = new AtomicInteger();
		assertThatExceptionOfType(ReportingGivenUpException.class).isThrownBy(() -> this.ledger.reports()
			.write(run, RunStatus.COMPLETED, TestLedger.ENDED, () -> questions.incrementAndGet() == question));
		assertThat(contents(written)).isEqualTo(before);
	}

	@Test
	void writeWhenAnotherRunsReportsAreThereTakesNextSuffixAndRemembersIt() {
		Path folder = write(this.ledger.start("x.csv"), RunStatus.COMPLETED).folder();
		Map<String, String> before = contents(folder);
		try (TestLedger other = new TestLedger(this.folder.resolve("other"), this.folder.resolve("elsewhere"))) {
			Run run = other.runs()
				.start(TestLedger.IDENTITY, "x.csv", TestLedger.HEADER, RunRequest.NONE, Instant.EPOCH,
						(number) -> other.folders().reserve("x.csv", number));
			assertThat(run.reportFolder()).isEqualTo("x-1");
			RunReports moved = new RunReports(this.ledger.folders(), other.runs(), other.rowsForReports(),
					other.samples());
			assertThat(moved.writeSummary(run, RunStatus.STOPPED, null).folder())
				.isEqualTo(this.reports.resolve("x-1-2"));
			assertThat(other.runs().get(1).reportFolder()).isEqualTo("x-1-2");
		}
		assertThat(contents(folder)).isEqualTo(before);
	}

	@Test
	void writeSummaryWritesNothingElse() {
		Run run = this.ledger.start("x.csv");
		this.ledger.valid(run, 2, "Rol1,Usr1,SPACE,Spa1,");
		this.ledger.invalid(run, 3, ",,,,", ErrorCode.MISSING_VALUE, "empty");
		WrittenReports written = this.ledger.reports().writeSummary(run, RunStatus.RUNNING, null);
		assertThat(contents(written.folder())).containsOnlyKeys("summary.json")
			.containsEntry("summary.json", written.summary().toJson());
		assertThat(written.summary().status()).isEqualTo(RunStatus.STOPPED);
		assertThat(written.summary().rows()).isEqualTo(2);
		assertThat(written.summary().outcomes()).containsEntry(Outcome.PENDING, 1L).containsEntry(Outcome.INVALID, 1L);
		assertThat(written.summary().errors()).isEqualTo(Map.of(ErrorCode.MISSING_VALUE, 1L));
	}

	@Test
	void writeAgainWritesTheSameBytesIntoAFolderThatIsMissing() throws IOException {
		Run run = stageEveryOutcome();
		this.ledger.runs().reached(run.number(), RunPosition.REPEATS_FOUND);
		WrittenReports written = write(run, RunStatus.STOPPED);
		this.ledger.runs().end(run.number(), RunStatus.STOPPED, TestLedger.ENDED);
		Map<String, String> before = contents(written.folder());
		assertThat(FileSystemUtils.deleteRecursively(written.folder())).isTrue();
		Run ended = this.ledger.runs().get(run.number());
		assertThat(this.ledger.reports().summarize(ended)).isEqualTo(written);
		assertThat(written.folder()).doesNotExist();
		assertThat(this.ledger.reports().writeAgain(ended)).isEqualTo(written);
		assertThat(contents(written.folder())).isEqualTo(before).hasSize(5);
		assertThat(this.ledger.reports().writeAgain(ended)).isEqualTo(written);
		assertThat(contents(written.folder())).isEqualTo(before);
	}

	@Test
	void writeAgainWhenTheRunWasAbandonedSinceSaysSoAndNothingElseIsNew() {
		Run run = stageEveryOutcome();
		this.ledger.runs().reached(run.number(), RunPosition.REPEATS_FOUND);
		WrittenReports written = write(run, RunStatus.STOPPED);
		this.ledger.runs().end(run.number(), RunStatus.STOPPED, TestLedger.ENDED);
		Map<String, String> expected = new TreeMap<>(contents(written.folder()));
		this.ledger.start("x.csv");
		this.ledger.reports().writeAgain(this.ledger.runs().get(run.number()));
		expected.computeIfPresent("summary.json",
				(name, text) -> text.replace("\"status\": \"STOPPED\"", "\"status\": \"ABANDONED\""));
		Map<String, String> files = new TreeMap<>(contents(written.folder()));
		assertThat(files.remove("report.html")).contains("This run was given up for a newer one.");
		expected.remove("report.html");
		assertThat(files).isEqualTo(expected);
		assertThat(expected.get("summary.json")).contains("ABANDONED");
	}

	@Test
	void writeAgainWhenTheFileWasNotReadToItsEndWritesOnlyTheSummary() throws IOException {
		Run run = this.ledger.start("x.csv");
		this.ledger.valid(run, 2, "Rol1,Usr1,SPACE,Spa1,");
		Files.writeString(this.ledger.reports().claim(run).resolve("report.html"), "old");
		WrittenReports written = this.ledger.reports().writeAgain(run);
		assertThat(contents(written.folder())).containsOnlyKeys("summary.json");
		assertThat(written.summary().status()).isEqualTo(RunStatus.STOPPED);
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void writeMakesEverythingForTheOwnerAlone() throws IOException {
		Run run = this.ledger.start("x.csv");
		this.ledger.valid(run, 2, "Rol1,Usr1,SPACE,Spa1,");
		Path written = write(run, RunStatus.STOPPED).folder();
		assertThat(permissions(this.reports)).isEqualTo("rwx------");
		assertThat(permissions(written)).isEqualTo("rwx------");
		for (String name : contents(written).keySet()) {
			assertThat(permissions(written.resolve(name))).as(name).isEqualTo("rw-------");
		}
	}

	@Test
	void failedReportIsReadAgainWithoutTheColumnsThatWereAdded() throws IOException {
		Path written = write(stageEveryOutcome(), RunStatus.STOPPED).folder();
		for (String name : new String[] { "failed.csv", "succeeded.csv", "pending.csv" }) {
			try (CsvRecordReader reader = CsvRecordReader.open(InputFile.of(written.resolve(name)),
					new CsvOptions(',', false))) {
				assertThat(reader.header().carried()).as(name).isEqualTo(TestLedger.HEADER);
				assertThat(reader.read()).as(name).isNotNull().satisfies((row) -> assertThat(row.defect()).isNull());
			}
		}
	}

	private WrittenReports write(Run run, RunStatus status) {
		return this.ledger.reports().write(run, status, TestLedger.ENDED, () -> false);
	}

	private static String permissions(Path path) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
	}

	private static Map<String, String> contents(Path folder) {
		return FolderContents.of(folder);
	}

}
