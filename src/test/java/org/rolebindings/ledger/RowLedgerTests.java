package org.rolebindings.ledger;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.binding.validation.CheckedRow;
import org.rolebindings.binding.validation.InputRow;

import org.springframework.dao.DuplicateKeyException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RowLedgerTests {

	@TempDir
	private Path folder;

	private OpenLedger ledger;

	private long run;

	@BeforeEach
	void open() {
		this.ledger = new OpenLedger(this.folder.resolve("state"));
		this.run = this.ledger.start();
	}

	@AfterEach
	void close() {
		this.ledger.close();
	}

	@Test
	void stageKeepsTheBindingAsItIsSpelled() {
		Binding binding = new Binding(id("Um9sZTo-Pg"), id("VXNlcjo/Pw=="), ResourceType.PROJECT, id("Mod7"));
		this.ledger.stage(this.run, List.of(new CheckedRow(input(2, "x"), binding, null)));
		assertThat(this.ledger.undecided(this.run)).containsExactly(new UndecidedRow(2, binding, 0, List.of()));
		assertThat(this.ledger.undecided(this.run, 2).binding().roleId().text()).isEqualTo("Um9sZTo-Pg");
		assertThat(this.ledger.undecided(this.run, 2).binding().userId().text()).isEqualTo("VXNlcjo/Pw==");
	}

	@Test
	void stageWhenARowIsInvalidHasItDecided() {
		this.ledger.stage(this.run,
				List.of(OpenLedger.valid(2), OpenLedger.invalid(3, ErrorCode.MALFORMED_ID, "user_id is 'x'.")));
		assertThat(this.ledger.undecided(this.run)).extracting(UndecidedRow::line).containsExactly(2L);
		assertThat(this.ledger.report(this.run)).hasSize(2);
		assertThat(this.ledger.rows().undecidedRows(this.run)).isEqualTo(1);
		assertThat(this.ledger.rows().invalidRows(this.run)).isEqualTo(1);
		assertThat(this.ledger.report(this.run, 3)).isEqualTo(new ReportRow(3, "row 3", Outcome.INVALID,
				Outcome.INVALID, ErrorCode.MALFORMED_ID, null, "user_id is 'x'.", 0, null, null, null));
	}

	@Test
	void stageWhenThereAreNoRowsDoesNothing() {
		this.ledger.stage(this.run, List.of());
		assertThat(this.ledger.report(this.run)).isEmpty();
	}

	/** Staging a line twice would count it twice. */
	@Test
	void stageWhenALineIsThereAlreadyRefusesAll() {
		this.ledger.stage(this.run, 2);
		assertThatExceptionOfType(DuplicateKeyException.class).isThrownBy(
				() -> this.ledger.transaction().executeWithoutResult((status) -> this.ledger.stage(this.run, 3, 2)));
		assertThat(this.ledger.report(this.run)).hasSize(1);
	}

	@Test
	void lastStagedLineIsTheLastThatWasCommittedOfThisRun() {
		assertThat(this.ledger.rows().lastStagedLine(this.run)).isZero();
		this.ledger.stage(this.run, 2, 3, 17);
		this.ledger.inVain((status) -> this.ledger.stage(this.run, 18));
		this.ledger.stage(this.ledger.start(), 2, 99);
		assertThat(this.ledger.rows().lastStagedLine(this.run)).isEqualTo(17);
	}

	@Test
	void undecidedAfterHandsOnEveryOpenRowOnceInTheFilesOrder() {
		this.ledger.stage(this.run, 40, 50, 60, 70);
		this.ledger.stage(this.run, 2, 5, 10, 20, 30);
		this.ledger.stage(this.ledger.start(), 3, 4);
		this.ledger.created(this.run, 5, 30);
		RowLedger rows = this.ledger.rows();
		assertThat(lines(rows.undecidedAfter(this.run, 0, 3))).containsExactly(2L, 10L, 20L);
		assertThat(lines(rows.undecidedAfter(this.run, 20, 3))).containsExactly(40L, 50L, 60L);
		assertThat(lines(rows.undecidedAfter(this.run, 60, 3))).containsExactly(70L);
		assertThat(rows.undecidedAfter(this.run, 70, 3)).isEmpty();
	}

	private static List<Long> lines(List<UndecidedRow> rows) {
		return rows.stream().map(UndecidedRow::line).toList();
	}

	@Test
	void undecidedAfterWhenManyRowsAreDecidedPagesAlongTheKey() {
		this.ledger.stage(this.run, LongStream.rangeClosed(2, 5).toArray());
		String plan = this.ledger.plan("""
				SELECT row_id FROM import_row WHERE row_id > 3 AND row_id <= 9 AND outcome IS NULL
				ORDER BY row_id FETCH FIRST 10 ROWS ONLY
				""");
		assertThat(plan).containsPattern("index sorted|limit .*\\n +-> +index (only )?scan using import_row_pkey");
	}

	@Test
	void decideWritesAllThatWasDecided() {
		this.ledger.stage(this.run, 2, 3);
		Decision updated = new Decision(2, Outcome.UPDATED, "Bnd2", "Rol9", null, null, null, null, 4);
		Decision failed = new Decision(3, Outcome.FAILED, null, null, ErrorCode.FORBIDDEN, 403, "No.", "req-3", 1);
		this.ledger.decide(this.run, updated, failed);
		assertThat(this.ledger.report(this.run)).containsExactly(
				new ReportRow(2, "row 2", Outcome.UPDATED, Outcome.UPDATED, null, null, null, 4, "Bnd2", "Rol9", null),
				new ReportRow(3, "row 3", Outcome.FAILED, Outcome.FAILED, ErrorCode.FORBIDDEN, 403, "No.", 1, null,
						null, "req-3"));
		assertThat(this.ledger.undecided(this.run)).isEmpty();
	}

	@Test
	void decideNeverOverwritesADecidedRow() {
		this.ledger.stage(this.run,
				List.of(OpenLedger.valid(2), OpenLedger.invalid(3, ErrorCode.MALFORMED_ID, "user_id is 'x'.")));
		this.ledger.created(this.run, 2);
		List<ReportRow> before = this.ledger.report(this.run);
		this.ledger.failed(this.run, 2, ErrorCode.NOT_FOUND, 404, "Gone.");
		this.ledger.created(this.run, 3);
		assertThat(this.ledger.report(this.run)).isEqualTo(before);
	}

	@Test
	void decideWhenAnUpdateWasJournalledButFailedForgetsIt() {
		this.ledger.stage(this.run, 2);
		this.ledger.inFlight().journal(this.run).beforeUpdate(2, "Bnd2", "Rol9");
		this.ledger.failed(this.run, 2, ErrorCode.FORBIDDEN, 403, "No.");
		assertThat(this.ledger.report(this.run, 2).bindingId()).isNull();
		assertThat(this.ledger.report(this.run, 2).previousRoleId()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "a, x", "a, \u00e4", "a, \uD83D\uDE00", "ab, \uD83D\uDE00" })
	void decideWhenTextsAreTooLongShortensThem(String start, String letter) {
		this.ledger.stage(this.run, 2);
		String endless = start + letter.repeat(10_000);
		this.ledger.decide(this.run,
				new Decision(2, Outcome.FAILED, null, null, ErrorCode.BAD_REQUEST, 400, endless, endless, 1));
		ReportRow row = this.ledger.report(this.run, 2);
		assertShortened(row.message(), start, letter, 8192);
		assertShortened(row.requestId(), start, letter, 1024);
	}

	private static void assertShortened(@Nullable String text, String start, String letter, int most) {
		assertThat(text).hasSizeBetween(most - 1, most).matches(start + "(" + letter + ")+…");
	}

	@Test
	void stageWhenAMessageIsTooLongShortensIt() {
		this.ledger.stage(this.run, List.of(OpenLedger.invalid(2, ErrorCode.COLUMN_COUNT, "x".repeat(8193))));
		assertThat(this.ledger.report(this.run, 2).message()).isEqualTo("x".repeat(8191) + "…");
	}

	@Test
	void decideWhenTextsHaveCharactersThatNoDatabaseHoldsReplacesThem() {
		this.ledger.stage(this.run, 2);
		this.ledger.stage(this.run, List.of(OpenLedger.invalid(3, ErrorCode.MALFORMED_ID, "\u0000\uD83D")));
		this.ledger.decide(this.run, new Decision(2, Outcome.FAILED, null, null, ErrorCode.BAD_REQUEST, 400,
				"No\u0000 \uD83D", "\uDE00" + "r".repeat(2_000), 1));
		assertThat(this.ledger.report(this.run, 2).message()).isEqualTo("No\uFFFD \uFFFD");
		assertThat(this.ledger.report(this.run, 2).requestId()).startsWith("\uFFFDrr").hasSize(1024);
		assertThat(this.ledger.report(this.run, 3).message()).isEqualTo("\uFFFD\uFFFD");
	}

	@Test
	void decideWhenTextsJustFitKeepsThem() {
		this.ledger.stage(this.run, 2);
		this.ledger.decide(this.run, new Decision(2, Outcome.FAILED, null, null, ErrorCode.BAD_REQUEST, 400,
				"m".repeat(8192), "r".repeat(1024), 1));
		assertThat(this.ledger.report(this.run, 2).message()).isEqualTo("m".repeat(8192));
		assertThat(this.ledger.report(this.run, 2).requestId()).isEqualTo("r".repeat(1024));
	}

	@Test
	void decideWhenTheServersIdsAreLongKeepsThem() {
		this.ledger.stage(this.run, 2);
		String id = "B".repeat(20_000);
		this.ledger.inFlight().journal(this.run).beforeUpdate(2, id, id);
		assertThat(this.ledger.journalled(this.run, 2)).isEqualTo(new ExistingBinding(id, id));
		this.ledger.decide(this.run, new Decision(2, Outcome.UPDATED, id, id, null, null, null, null, 1));
		assertThat(this.ledger.report(this.run, 2).bindingId()).isEqualTo(id);
	}

	/** A record of 1 MiB grows by the quotes and commas that carrying it adds. */
	@ParameterizedTest
	@ValueSource(ints = { 1 << 20, (1 << 20) + 2, 3 << 20 })
	void stageKeepsALongRecordAsItIs(int length) {
		String carried = "\"\u00e4\uD83D\uDE00,\r\n".repeat(length / 7 + 1).substring(0, length);
		this.ledger.stage(this.run, List.of(new CheckedRow(input(2, carried), OpenLedger.binding(2), null)));
		this.ledger.created(this.run, 2);
		assertThat(this.ledger.report(this.run, 2).carried()).hasSize(length).isEqualTo(carried);
	}

	/** PostgreSQL takes rows as lines of text. */
	@ParameterizedTest
	@ValueSource(
			strings = { "\\N", "\\.", "a\\", "\t\\t", "\b\f\u000B\u001B", "", "\r\n\\.\r\n", "\u0085\u2028\uFEFF" })
	void stageKeepsCharactersThatHaveAMeaningInOtherFormats(String carried) {
		this.ledger.stage(this.run, List.of(new CheckedRow(input(2, carried), OpenLedger.binding(2), null),
				OpenLedger.invalid(3, ErrorCode.MALFORMED_ID, carried)));
		this.ledger.created(this.run, 2);
		assertThat(this.ledger.report(this.run, 2).carried()).isEqualTo(carried);
		assertThat(this.ledger.report(this.run, 3).message()).isEqualTo(carried);
	}

	private static InputRow input(long line, String carried) {
		return new InputRow(line, carried, "", "", "", "", null);
	}

	private static Id id(String text) {
		return OpenLedger.id(text);
	}

}
