package org.rolebindings.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.binding.validation.InputRow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

/** Tests for {@link CsvRecordReader}: what is read, and from which line. */
class CsvRecordReaderTests {

	private static final String HEADER = CsvFile.HEADER;

	/** The delimiter is found. */
	private static final CsvOptions FOUND = new CsvOptions(null, false);

	@TempDir
	Path folder;

	@Test
	void readGivesARowWithItsValues() {
		assertThat(rows(HEADER + "Rol1,Usr1,SPACE,Spa1\n"))
			.containsExactly(new InputRow(2, "Rol1,Usr1,SPACE,Spa1", "Rol1", "Usr1", "SPACE", "Spa1", null));
	}

	@Test
	void readWhenColumnsHaveAnotherOrderFindsThemByName() {
		assertThat(rows("note,Resource_ID,USER_ID, resource_type ,role_id\nhello,Spa1,Usr1,SPACE,Rol1\n"))
			.containsExactly(new InputRow(2, "hello,Spa1,Usr1,SPACE,Rol1", "Rol1", "Usr1", "SPACE", "Spa1", null));
	}

	@Test
	void readTrimsTheFourValuesAndCarriesThemAsTheyWereRead() {
		assertThat(rows(HEADER + " Rol1,\" Usr1\n\",\u2003SPACE\t,Spa1 \n")).containsExactly(new InputRow(2,
				"\" Rol1\",\" Usr1\n\",\"\u2003SPACE\t\",\"Spa1 \"", "Rol1", "Usr1", "SPACE", "Spa1", null));
	}

	@Test
	void readLeavesOutTheColumnsThatTheReportsAdd() {
		assertThat(
				rows("role_id,user_id,resource_type,resource_id,note,line,outcome\nRol1,Usr1,SPACE,Spa1,n,7,FAILED\n"))
			.extracting(InputRow::carried)
			.containsExactly("Rol1,Usr1,SPACE,Spa1,n");
	}

	@Test
	void headerTellsWhatIsCarriedAndWhatIsNot() throws IOException {
		try (CsvRecordReader reader = CsvFile.of(this.folder, "Role_ID,user_id,resource_type,resource_id,a b,line\n")
			.open(CsvFile.COMMAS)) {
			assertThat(reader.header().carried()).isEqualTo("Role_ID,user_id,resource_type,resource_id,a b");
			assertThat(reader.header().dropped()).containsExactly("line");
			assertThat(reader.carriedHeader()).isEqualTo(reader.header().carried());
		}
		try (CsvRecordReader reader = CsvFile.of(this.folder, "\uFEFF" + HEADER).open(CsvFile.COMMAS)) {
			assertThat(reader.carriedHeader()).isEqualTo("\uFEFF" + HEADER.strip());
		}
	}

	@Test
	void readWhenFieldIsQuotedTakesDelimitersQuotesAndBreaks() {
		assertThat(rows(HEADER.strip() + ",note\n\"Rol1\",Usr1,SPACE,Spa1,\"a, \"\"b\"\"\nc\r\nd\re\"\n"))
			.extracting(InputRow::carried)
			.containsExactly("Rol1,Usr1,SPACE,Spa1,\"a, \"\"b\"\"\nc\r\nd\re\"");
	}

	@Test
	void readWhenAQuoteIsInAFieldWithoutQuotesTakesItAsItIs() {
		assertThat(rows(HEADER + "Rol1,Us\"r\"1,SPACE,Spa1\n")).extracting(InputRow::userId)
			.containsExactly("Us\"r\"1");
	}

	@Test
	void readWhenBlanksFollowAClosingQuoteIgnoresThem() {
		assertThat(rows(HEADER + "\"Rol1\" ,Usr1,SPACE,\"Spa1\"\t\n")).extracting(InputRow::carried)
			.containsExactly("Rol1,Usr1,SPACE,Spa1");
	}

	@ParameterizedTest
	@ValueSource(chars = { ';', '\t', '|', ' ' })
	void readWhenDelimiterIsAnotherCarriesCommas(char delimiter) {
		String text = (HEADER + "Rol1,Usr1,SPACE,Spa1\n").replace(',', delimiter);
		assertThat(CsvFile.of(this.folder, text).rows(new CsvOptions(delimiter, false))).extracting(InputRow::carried)
			.containsExactly("Rol1,Usr1,SPACE,Spa1");
	}

	@Test
	void readWhenDelimiterIsAnotherQuotesCommas() {
		String text = "role_id;user_id;resource_type;resource_id;a,b\nRol1;Usr1;SPACE;Spa1;c,d\n";
		assertThat(CsvFile.of(this.folder, text).rows(new CsvOptions(';', false))).extracting(InputRow::carried)
			.containsExactly("Rol1,Usr1,SPACE,Spa1,\"c,d\"");
	}

	@Test
	void readWhenDelimiterIsATabTakesAnEmptyFirstFieldForAField() {
		String text = HEADER.replace(',', '\t') + "\tUsr1\tSPACE\tSpa1\n \n\t\t \tSpa1\n";
		assertThat(CsvFile.of(this.folder, text).rows(new CsvOptions('\t', false))).extracting(InputRow::line)
			.containsExactly(2L, 4L);
	}

	@Test
	void readWhenFieldsAreAllBlankSkipsAndCountsTheRecords() {
		String text = ",,,\r\n" + HEADER + "\"\",,,\n" + ",\u00a0,\" \",\n".repeat(5_000)
				+ "Rol1,Usr1,SPACE,Spa1\n,,,\n,,,,,,\n";
		assertThat(rows(text)).extracting(InputRow::line).containsExactly(5_004L);
	}

	@Test
	void readWhenSurplusFieldsAreBlankIgnoresThem() {
		assertThat(rows(HEADER + "Rol1,Usr1,SPACE,Spa1,, ,\u00a0\n"))
			.containsExactly(new InputRow(2, "Rol1,Usr1,SPACE,Spa1", "Rol1", "Usr1", "SPACE", "Spa1", null));
	}

	@Test
	void readWhenTheLastColumnsHaveNoNameTakesShorterRecords() {
		assertThat(rows(HEADER.strip() + ",,\nRol1,Usr1,SPACE,Spa1\nRol1,Usr1,SPACE\n"))
			.extracting((row) -> row.defect() == null)
			.containsExactly(true, false);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u00a0", "\u202f", "\u2007", "\u200b", "\ufeff", "\u3000", "\u0085", "\u2060" })
	void readTrimsBlanksThatNobodySees(String blank) {
		assertThat(rows(HEADER.replace("user_id", blank + "user_id" + blank) + "Rol1" + blank + "," + blank + "Usr1,"
				+ blank + "SPACE" + blank + ",Spa1" + blank + " \n"))
			.extracting(InputRow::roleId, InputRow::userId, InputRow::resourceType, InputRow::resourceId)
			.containsExactly(tuple("Rol1", "Usr1", "SPACE", "Spa1"));
	}

	@ParameterizedTest
	@ValueSource(chars = { ',', ';', '\t', '|' })
	void openFindsTheDelimiterThatTheHeaderFits(char delimiter) throws IOException {
		String text = ("\"role_id\"," + HEADER.substring(8) + "\"Rol1\",Usr1,SPACE,Spa1\n").replace(',', delimiter);
		try (CsvRecordReader reader = CsvFile.of(this.folder, text).open(FOUND)) {
			assertThat(reader.delimiter()).isEqualTo(delimiter);
			assertThat(reader.read()).extracting("carried").isEqualTo("Rol1,Usr1,SPACE,Spa1");
			assertThat(reader.read()).isNull();
			assertThat(reader.notes()).hasSize((delimiter == ',') ? 0 : 1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "sep=;\r\n", "\"sep=;\"\n", "SEP=;\n", "\uFEFFsep=;\n", "sep=;;;;\n" })
	void openWhenTheFirstLineNamesTheDelimiterTakesIt(String line) throws IOException {
		String text = line + (HEADER + "Rol1,Usr1,SPACE,Spa1\n").replace(',', ';');
		try (CsvRecordReader reader = CsvFile.of(this.folder, text).open(FOUND)) {
			assertThat(reader.read()).extracting("line", "resourceId").containsExactly(3L, "Spa1");
			assertThat(reader.read()).isNull();
			assertThat(reader.notes()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "#TYPE Selected.Custom\r\n", "#TYPE\n", "#TYPE A,,,\n", "sep=,\r#TYPE A\r",
			"#TYPE A\nsep=,\n" })
	void openSkipsTheLinesOfOtherProgramsAndCountsThem(String lines) throws IOException {
		long before = lines.chars().filter((c) -> c == '\n' || c == '\r').count() - (lines.contains("\r\n") ? 1 : 0);
		try (CsvRecordReader reader = CsvFile.of(this.folder, lines + HEADER + "Rol1,Usr1,SPACE,Spa1\n").open(FOUND)) {
			assertThat(reader.read()).extracting("line").isEqualTo(before + 2);
		}
	}

	@Test
	void notesWhenTheOptionContradictsTheSepLineSayWhichIsUsed() throws IOException {
		try (CsvRecordReader reader = CsvFile.of(this.folder, "sep=;\n" + HEADER + "Rol1,Usr1,SPACE,Spa1\n")
			.open(CsvFile.COMMAS)) {
			assertThat(reader.notes()).containsExactly(
					"x.csv, line 1: the line sep= names the delimiter ';', but --delimiter is ',', which is used.");
		}
	}

	@Test
	void notesWhenTheFileHasNoLastBreakShowItsLastLine() {
		assertThat(notes(HEADER + "Rol1,Usr1,SPACE,Spa001\nRol1,Usr2,SPACE,Spa001"))
			.containsExactly("x.csv, line 3: the file does not end with a line break, so it may have been cut off. "
					+ "Its last line is 'Rol1,Usr2,SPACE,Spa001'; compare it with the source.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n", "\r", "\n  ", "\n\n" })
	void notesWhenTheFileEndsAfterALineAreEmpty(String end) {
		assertThat(notes(HEADER + "Rol1,Usr1,SPACE,Spa001" + end)).isEmpty();
	}

	@Test
	void notesWhenAQuoteSwallowsRowsNameTheRecordAndItsLines() {
		String row = "Rol1,Usr2,SPACE,Spa2,two\n";
		assertThat(
				notes(HEADER.strip() + ",note\nRol1,Usr1,SPACE,Spa1,\"one\n" + row + "Rol1,Usr3,SPACE,Spa3,three\"\n"))
			.containsExactly("x.csv, line 2: this is one record of 3 lines, and one of its values contains what looks "
					+ "like other rows. If they are rows, close the quote that is open.");
		assertThat(notes(HEADER.strip() + ",\"note\n" + row + "\"\nRol1,Usr1,SPACE,Spa1,\n")).singleElement()
			.asString()
			.startsWith("x.csv, line 1: this is one record of 3 lines");
	}

	@Test
	void notesWhenManyRecordsHaveSwallowedRowsShowSomeAndCountTheRest() {
		String record = "Rol1,Usr1,SPACE,Spa1,\"\nRol1,Usr2,SPACE,Spa2,\n\"\n";
		assertThat(notes(HEADER.strip() + ",note\n" + record.repeat(8))).hasSize(6)
			.endsWith("3 more records have such values.");
	}

	@Test
	void notesWhenAValueOfSeveralLinesIsTextAreEmpty() {
		assertThat(
				notes(HEADER.strip() + ",note\nRol1,Usr1,SPACE,Spa1,\"Dear all,\nplease, see, this, and that, too\"\n"))
			.isEmpty();
	}

	private List<String> notes(String text) {
		try (CsvRecordReader reader = CsvFile.of(this.folder, text).open(CsvFile.COMMAS)) {
			for (InputRow row = reader.read(); row != null; row = reader.read()) {
				assertThat(row.defect()).isNull();
			}
			return reader.notes();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n", "\r" })
	void readWhenLinesEndInAnyWayCountsThem(String end) {
		String text = HEADER.strip() + end + "Rol1,Usr1,SPACE,Spa1" + end + "Rol2,Usr2,SPACE,Spa2" + end;
		List<InputRow> rows = rows(text);
		assertThat(rows).extracting(InputRow::line).containsExactly(2L, 3L);
		assertThat(rows).extracting(InputRow::resourceId).containsExactly("Spa1", "Spa2");
	}

	@Test
	void readWhenLastLineHasNoEndGivesIt() {
		assertThat(rows(HEADER + "Rol1,Usr1,SPACE,Spa1\nRol2,Usr2,SPACE,\"Spa2\"")).extracting(InputRow::line)
			.containsExactly(2L, 3L);
	}

	@Test
	void readWhenLastLineIsBlankWithoutEndSkipsIt() {
		assertThat(rows(HEADER + "Rol1,Usr1,SPACE,Spa1\n  ")).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n", "\r" })
	void readWhenLinesAreBlankSkipsAndCountsThem(String end) {
		String text = String.join(end, "", " \t ", HEADER.strip(), "", "", "Rol1,Usr1,SPACE,Spa1", "\u2003", "",
				"Rol2,Usr2,SPACE,Spa2", "", " ", "");
		assertThat(rows(text)).extracting(InputRow::line).containsExactly(6L, 9L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n", "\r" })
	void readWhenBreaksAreInQuotesNamesTheLineWhereTheRecordBegins(String end) {
		String text = HEADER.strip() + ",\"no" + end + end + "te\"" + end + end + "Rol1,Usr1,SPACE,Spa1,\"a" + end + "b"
				+ end + end + "c\"" + end + "Rol2,\"" + end + "Usr2\",SPACE,Spa2,d" + end + "Rol3,Usr3,SPACE,Spa3,e";
		List<InputRow> rows = rows(text);
		assertThat(rows).extracting(InputRow::line).containsExactly(5L, 9L, 11L);
		assertThat(rows.get(0).carried()).isEqualTo("Rol1,Usr1,SPACE,Spa1,\"a" + end + "b" + end + end + "c\"");
	}

	@Test
	void readWhenBlankLinesAreInQuotesKeepsThem() {
		assertThat(rows(HEADER.strip() + ",note\nRol1,Usr1,SPACE,Spa1,\"\n\n  \n\"\n")).extracting(InputRow::carried)
			.containsExactly("Rol1,Usr1,SPACE,Spa1,\"\n\n  \n\"");
	}

	@Test
	void readWhenThereIsAByteOrderMarkIgnoresIt() {
		assertThat(rows("\uFEFF" + HEADER + "Rol1,Usr1,SPACE,Spa1\n")).extracting(InputRow::line).containsExactly(2L);
	}

	@Test
	void readWhenAByteOrderMarkStandsBeforeAQuoteIgnoresIt() {
		assertThat(rows("\uFEFF\"role_id\",user_id,resource_type,resource_id\nRol1,Usr1,SPACE,Spa1\n")).hasSize(1);
	}

	@Test
	void readWhenTextIsOutsideAsciiTakesIt() {
		String note = "\u00e4\u20ac\uD83D\uDE00";
		assertThat(rows(HEADER.strip() + "," + note + "\nRol1,Usr1,SPACE,Spa1," + note + "\n"))
			.extracting(InputRow::carried)
			.containsExactly("Rol1,Usr1,SPACE,Spa1," + note);
	}

	@Test
	void readWhenRowsFillManyBlocksGivesEachOnce() {
		StringBuilder text = new StringBuilder(HEADER);
		for (int i = 2; i <= 20_001; i++) {
			text.append("Rol1,Usr").append(i).append(",SPACE,Sp\u00e4\r\n");
		}
		List<InputRow> rows = rows(text.toString());
		assertThat(rows).hasSize(20_000).allSatisfy((row) -> assertThat(row.userId()).isEqualTo("Usr" + row.line()));
	}

	@Test
	void readWhenAllowedTakesAHeaderWithNoRow() {
		assertThat(CsvFile.of(this.folder, HEADER).rows(new CsvOptions(',', true))).isEmpty();
	}

	@Test
	void readAfterTheEndStaysThere() throws IOException {
		try (CsvRecordReader reader = CsvFile.of(this.folder, HEADER + "a,b,c,d").open(CsvFile.COMMAS)) {
			assertThat(reader.read()).isNotNull();
			assertThat(reader.read()).isNull();
			assertThat(reader.read()).isNull();
		}
	}

	@Test
	void sha256IsThatOfAllBytes() throws IOException {
		try (CsvRecordReader reader = CsvFile.of(this.folder, "\uFEFF" + HEADER + "\r\nRol1,Usr1,SPACE,Spa1\n \n")
			.open(CsvFile.COMMAS)) {
			reader.read();
			assertThatIllegalStateException().isThrownBy(reader::sha256);
			assertThat(reader.read()).isNull();
			assertThat(reader.sha256()).isEqualTo("87b66839433c7a363d19af9ef57f2b49b7602061e10b385afca3559bd5400130");
		}
	}

	private List<InputRow> rows(String text) {
		return CsvFile.of(this.folder, text).rows();
	}

}
