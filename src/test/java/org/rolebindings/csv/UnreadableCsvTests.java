package org.rolebindings.csv;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnreadableFileException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link CsvRecordReader}: files that stop the reading. */
class UnreadableCsvTests {

	private static final String HEADER = CsvFile.HEADER;

	private static final String ROW = "Rol1,Usr1,SPACE,Spa1\n";

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "", "\uFEFF" })
	void openWhenFileIsEmptyThrows(String text) {
		assertUnreadable(text, "x.csv: it is empty; check how it was made.");
	}

	@Test
	void openWhenFileIsEmptyThrowsEvenWhereNoRowIsFine() {
		CsvFile file = CsvFile.of(this.folder, "");
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> file.open(new CsvOptions(',', true)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", " ", "\r\n \t\r\n\r\r", "\uFEFF\n" })
	void openWhenThereAreOnlyBlankLinesThrows(String text) {
		assertUnreadable(text, "x.csv: it has no header, only blank lines; check how it was made.");
	}

	@Test
	void openWhenTheFirstRecordIsNoHeaderThrows() {
		assertUnreadable("\n" + ROW,
				"x.csv, line 2: the header lacks role_id (or role_name), user_id (or user_email), "
						+ "resource_type, resource_id (or space_name); it has "
						+ "'Rol1', 'Usr1', 'SPACE', 'Spa1'. Name the columns in the file's first line.");
	}

	@Test
	void openWhenARequiredColumnIsThereTwiceThrows() {
		assertUnreadable(HEADER.strip() + ", Role_ID\n" + ROW,
				"x.csv, line 1: the header has role_id more than once; it has 'role_id', 'user_id', 'resource_type', "
						+ "'resource_id', ' Role_ID'. Leave one of them.");
	}

	@Test
	void readWhenThereIsNoRowThrows() {
		assertUnreadable(HEADER + "\n \n",
				"x.csv, line 1: there is a header with no row under it; if that is right, give " + "--allow-empty.");
	}

	@ParameterizedTest
	@CsvSource({ "UTF-16LE, UTF-16", "UTF-16BE, UTF-16", "UTF-32LE, UTF-32", "UTF-32BE, UTF-32" })
	void openWhenFileIsOfAnotherEncodingWithAMarkNamesIt(String charset, String name) {
		assertUnreadable(("\uFEFF" + HEADER + ROW).getBytes(Charset.forName(charset)),
				"x.csv: it is " + name + ", not UTF-8; save it as CSV in UTF-8.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-16LE", "UTF-16BE" })
	void openWhenFileIsUtf16WithoutAMarkNamesIt(String charset) {
		assertUnreadable((HEADER + ROW).getBytes(Charset.forName(charset)),
				"x.csv: it is UTF-16, not UTF-8; save it as CSV in UTF-8.");
	}

	@Test
	void readWhenBytesAreNotUtf8NamesTheirLine() {
		byte[] bytes = (HEADER + ROW + "\n" + "Rol1,Usr1,SPACE,\"a\nSp\u00e41\"\n" + ROW)
			.getBytes(StandardCharsets.ISO_8859_1);
		assertUnreadable(bytes,
				"x.csv, line 5: there are bytes that are not UTF-8; it looks like Windows-1252. Convert it with `"
						+ new InputFile(this.folder.resolve("x.csv"), "x.csv").conversion("WINDOWS-1252")
						+ "`, or save the file as CSV in UTF-8.");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 100, 5_000 })
	void readWhenBytesAreNotUtf8GivesEveryRowBeforeThem(int before) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.writeBytes((HEADER + ROW.repeat(before) + "Rol1").getBytes(StandardCharsets.UTF_8));
		bytes.write(0xC0);
		bytes.writeBytes(("\n" + ROW.repeat(1000)).getBytes(StandardCharsets.UTF_8));
		try (CsvRecordReader reader = CsvFile.of(this.folder, bytes.toByteArray()).open(CsvFile.COMMAS)) {
			for (int i = 0; i < before; i++) {
				assertThat(reader.read()).extracting(InputRow::line).isEqualTo(i + 2L);
			}
			assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(reader::read)
				.withMessageStartingWith("x.csv, line " + (before + 2) + ": there are bytes that are not UTF-8");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "C080", "EDA080", "F4908080", "F5", "FF", "E282" })
	void readWhenBytesOnlyLookLikeUtf8Throws(String hex) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.writeBytes((HEADER + "a,b,c,").getBytes(StandardCharsets.UTF_8));
		bytes.writeBytes(HexFormat.of().parseHex(hex));
		assertUnreadable(bytes.toByteArray(),
				"x.csv, line 2: there are bytes that are not UTF-8; save the file as CSV in UTF-8.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "504B0304140000000800 [Content_Types].xml|an Excel workbook",
					"D0CF11E0A1B11AE1|an Excel workbook",
					"504B0304140000000000 mimetypeapplication/vnd.oasis.opendocument.spreadsheet|an OpenDocument",
					"504B0304140000000800 b.csv|a compressed file (zip)", "1F8B0800|a compressed file (gzip)",
					"425A6839|a compressed file (bzip2)", "FD377A585A00|a compressed file (xz)",
					"28B52FFD|a compressed file (Zstandard)", "255044462D312E37|a PDF" })
	void openWhenFileIsOfABinaryFormatNamesIt(String content, String name) {
		String[] parts = content.split(" ", 2);
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.writeBytes(HexFormat.of().parseHex(parts[0]));
		bytes.writeBytes(((parts.length > 1) ? parts[1] : "").getBytes(StandardCharsets.UTF_8));
		bytes.writeBytes(new byte[] { 0, (byte) 0xFF, '\n' });
		assertUnreadableAsFound(bytes.toByteArray(), "x.csv: it is " + name, ", not a CSV");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			value = { "<!DOCTYPE html><html>|a web page (HTML)", "\uFEFF  <HTML lang=\"en\">|a web page (HTML)",
					"<table><tr>|a web page (HTML)", "<?xml version=\"1.0\"?>|XML",
					"{\"error\":\"expired\",\"a\":1}|JSON", "[ {\"role_id\": \"Rol1\"}]|JSON", "{}|JSON" })
	void openWhenTextIsOfAnotherFormatNamesIt(String text, String name) {
		assertUnreadableAsFound(text.getBytes(StandardCharsets.UTF_8), "x.csv: it is " + name, ", not a CSV");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Table 1\r\n", "\"Table, 1\"\n", "Table 1,,,\n", "Bindings; of March\n" })
	void openWhenThereIsALineTooManyBeforeTheHeaderSaysSo(String title) {
		for (char delimiter : new char[] { ',', ';' }) {
			assertUnreadableAsFound((title + (HEADER + ROW).replace(',', delimiter)).getBytes(StandardCharsets.UTF_8),
					"x.csv, line 1: '",
					" is not the header, which is on line 2; there is one line too many before it. Remove that line.");
		}
	}

	@Test
	void openWhenThereAreLinesTooManyBeforeTheHeaderSaysWhereItIs() {
		assertUnreadableAsFound(("Bindings\n\nMarch\n" + HEADER + ROW).getBytes(StandardCharsets.UTF_8),
				"x.csv, line 1: 'Bindings' is not the header, which is on line 4;", " Remove them.");
	}

	@Test
	void openWhenTheHeaderFitsAnotherDelimiterThanTheNamedOneSaysWhich() {
		String semicolons = (HEADER + ROW).replace(',', ';');
		assertUnreadable(semicolons,
				"x.csv, line 1: the header does not fit the delimiter ',', which --delimiter names; "
						+ "it fits ';'. Leave --delimiter out.");
		assertUnreadableAsFound(("sep=,\n" + semicolons).getBytes(StandardCharsets.UTF_8),
				"x.csv, line 2: the header does not fit the delimiter ',', which the line sep= names; it fits ';'.",
				"--delimiter ';'");
	}

	@Test
	void openWhenNamesAreNearlyRightAsksAboutThemWithTheDelimiterThatFitsBest() {
		assertUnreadableAsFound("role_id;user_id;resource_typ;resource_id\n".getBytes(StandardCharsets.UTF_8),
				"x.csv, line 1: the header lacks resource_type; it has 'role_id', 'user_id', 'resource_typ', ",
				"Did you mean resource_type by 'resource_typ'?");
	}

	private void assertUnreadableAsFound(byte[] bytes, String start, String part) {
		CsvFile file = CsvFile.of(this.folder, bytes);
		assertThatExceptionOfType(UnreadableFileException.class)
			.isThrownBy(() -> file.rows(new CsvOptions(null, false)))
			.withMessageStartingWith(start)
			.satisfies((failure) -> assertThat(failure.getMessage()).contains(part).endsWith("."));
	}

	@Test
	void readWhenThereIsANulByteNamesItsLine() {
		assertUnreadable(HEADER + ROW + "Rol1,Usr1,SPACE,\"\nSpa\0\"\n",
				"x.csv, line 4: there is a NUL byte, which no CSV has; export the file again, as CSV in UTF-8.");
	}

	@Test
	void openWhenTheHeaderHasANulByteThrows() {
		assertUnreadable("role\0id,user_id,resource_type,resource_id\n" + ROW,
				"x.csv, line 1: there is a NUL byte, which no CSV has; export the file again, as CSV in UTF-8.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Rol1,\"Usr1,SPACE,Spa1\n" + ROW, "Rol1,Usr1,SPACE,\"", "\"", "Rol1,Usr1,SPACE,\"x\"\"\n",
			"Rol1,\"a\nb\",\"" })
	void readWhenAQuoteIsNeverClosedNamesTheLineWhereTheRecordBegins(String record) {
		assertUnreadable(HEADER + "\n" + ROW + record,
				"x.csv, line 4: a quote in the record that begins here is never closed; close it.");
	}

	@Test
	void openWhenAQuoteInTheHeaderIsNeverClosedThrows() {
		assertUnreadable("\"role_id,user_id\n" + ROW,
				"x.csv, line 1: a quote in the record that begins here is never closed; close it.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Rol1,\"Usr\"1,SPACE,Spa1\n", "\"Rol1\" x", "\"Rol1\"\u00a0,Usr1,SPACE,Spa1" })
	void readWhenTextFollowsAClosingQuoteThrows(String record) {
		assertUnreadable(HEADER + ROW + record,
				"x.csv, line 3: text follows a closing quote in the record that begins here, on line 3; write a quote "
						+ "inside a quoted value twice, or close the one that is left open.");
	}

	@Test
	void readWhenAnOpenQuoteMeetsTheNextOneNamesBothLines() {
		String text = HEADER + "Rol1,\"Usr1,SPACE,Spa1\n" + ROW.repeat(3) + "Rol1,\"Usr1\",SPACE,Spa1\n";
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> CsvFile.of(this.folder, text).rows())
			.withMessageStartingWith(
					"x.csv, line 2: text follows a closing quote in the record that begins here, on line 6;");
	}

	@Test
	void readWhenARecordIsOverOneMebibyteThrows() {
		assertUnreadable(HEADER + ROW + "x".repeat((1 << 20) + 1),
				"x.csv, line 3: the record that begins here is over 1 MiB; look for a quote in it that is never closed.");
	}

	@Test
	void openWhenTheHeaderIsOverOneMebibyteThrows() {
		assertUnreadable(HEADER.strip() + ",x".repeat(1 << 19) + "\n" + ROW,
				"x.csv, line 1: the record that begins here is over 1 MiB; look for a quote in it that is never closed.");
	}

	@Test
	void readWhenWhatIsCarriedIsOverOneMebibyteThrows() {
		String text = (HEADER.strip() + ",note\nRol1,Usr1,SPACE,Spa1,").replace(',', ';') + ",\"".repeat(1 << 18);
		CsvFile file = CsvFile.of(this.folder, text);
		assertThat(file.rows(new CsvOptions(';', false))).hasSize(1);
		CsvFile larger = CsvFile.of(this.folder, text + "\"".repeat(1 << 18));
		assertThatExceptionOfType(UnreadableFileException.class)
			.isThrownBy(() -> larger.rows(new CsvOptions(';', false)))
			.withMessageStartingWith("x.csv, line 2: the record that begins here is over 1 MiB");
	}

	@Test
	void openWhenTheFileIsGoneThrows() throws IOException {
		Path path = this.folder.resolve("x.csv");
		Files.writeString(path, HEADER);
		InputFile file = InputFile.of(path);
		Files.delete(path);
		assertThatExceptionOfType(UnreadableFileException.class)
			.isThrownBy(() -> CsvRecordReader.open(file, CsvFile.COMMAS))
			.withMessage("x.csv: there is no such file; check the path.");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void openWhenReadingFailsGivesTheReason() {
		InputFile file = InputFile.of(Path.of("/proc/self/mem"));
		assertThatExceptionOfType(UnreadableFileException.class)
			.isThrownBy(() -> CsvRecordReader.open(file, CsvFile.COMMAS))
			.withMessage("mem: it cannot be read (Input/output error).");
	}

	@Test
	void readWhenTheFileGrowsMeanwhileThrows() throws IOException {
		try (CsvRecordReader reader = CsvFile.of(this.folder, HEADER + ROW).open(CsvFile.COMMAS)) {
			reader.read();
			Files.writeString(this.folder.resolve("x.csv"), ROW, StandardOpenOption.APPEND);
			assertChanged(reader);
		}
	}

	@Test
	void readWhenTheFileIsWrittenAnewMeanwhileThrows() throws IOException {
		Path path = this.folder.resolve("x.csv");
		try (CsvRecordReader reader = CsvFile.of(this.folder, HEADER + ROW).open(CsvFile.COMMAS)) {
			reader.read();
			Files.setLastModifiedTime(path, FileTime.fromMillis(0));
			assertChanged(reader);
		}
	}

	@Test
	void readWhenTheFileIsReplacedMeanwhileThrows() throws IOException {
		Path path = this.folder.resolve("x.csv");
		try (CsvRecordReader reader = CsvFile.of(this.folder, HEADER + ROW).open(CsvFile.COMMAS)) {
			FileTime time = Files.getLastModifiedTime(path);
			Path other = Files.writeString(this.folder.resolve("y.csv"), HEADER + ROW);
			Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
			Files.setLastModifiedTime(path, time);
			reader.read();
			assertChanged(reader);
		}
	}

	private static void assertChanged(CsvRecordReader reader) {
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> readAll(reader))
			.withMessage("x.csv: it changed while it was read; start again once nothing writes to it.");
	}

	private static void readAll(CsvRecordReader reader) {
		boolean more = true;
		while (more) {
			more = reader.read() != null;
		}
	}

	private void assertUnreadable(String text, String message) {
		assertUnreadable(text.getBytes(StandardCharsets.UTF_8), message);
	}

	private void assertUnreadable(byte[] bytes, String message) {
		CsvFile file = CsvFile.of(this.folder, bytes);
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(file::rows).withMessage(message);
	}

}
