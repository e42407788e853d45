package org.rolebindings.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.binding.InputRow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Tests for {@link CsvRecordReader}: what is read, and from which line. */
class CsvRecordReaderTests {

	private static final String HEADER = CsvFile.HEADER;

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
	void readWhenDelimiterIsATabTakesALineOfTabsForARecord() {
		String text = HEADER.replace(',', '\t') + "\t\t\t\n \n\t\t \t\n";
		assertThat(CsvFile.of(this.folder, text).rows(new CsvOptions('\t', false))).extracting(InputRow::line)
			.containsExactly(2L, 4L);
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
