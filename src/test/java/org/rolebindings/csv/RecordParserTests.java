package org.rolebindings.csv;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnreadableFileException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link RecordParser}, mostly for where a record ends and where it must. */
class RecordParserTests {

	private static final int MIB = 1 << 20;

	@ParameterizedTest
	@ValueSource(strings = { "a,\"b", "a,b", "    ", "\"\"\"", "\n\n\"x,y\n" })
	@Timeout(30)
	void nextWhenRecordIsEndlessThrowsInBoundedMemory(String start) throws IOException {
		InputStream endless = new SequenceInputStream(bytes(start), StubInput.endless(' '));
		RecordParser parser = new RecordParser("x.csv", scanner(endless), ',');
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(parser::next)
			.withMessageStartingWith("x.csv, line " + (start.startsWith("\n") ? 3 : 1)
					+ ": the record that begins here " + "is over 1 MiB");
	}

	@Test
	@Timeout(30)
	void nextWhenQuoteStaysOpenOverEndlessLinesThrowsInBoundedMemory() throws IOException {
		InputStream endless = StubInput.endless('\n');
		RecordParser parser = new RecordParser("x.csv", scanner(new SequenceInputStream(bytes("a\n\"b"), endless)),
				',');
		assertThat(parser.next()).containsExactly("a");
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(parser::next)
			.withMessageStartingWith("x.csv, line 2: the record that begins here is over 1 MiB");
	}

	@Test
	void nextWhenRecordHasExactlyTheMostCharactersGivesIt() throws IOException {
		String most = "x".repeat(MIB);
		RecordParser parser = parser(most + "\r\n" + most);
		assertThat(parser.next()).containsExactly(most);
		assertThat(parser.next()).containsExactly(most);
		assertThat(parser.next()).isNull();
	}

	@Test
	void nextWhenRecordHasOneCharacterMoreThrows() throws IOException {
		RecordParser parser = parser("x".repeat(MIB + 1) + "\n");
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(parser::next)
			.withMessageContaining("1 MiB");
	}

	@Test
	void nextWhenRecordOfSeveralLinesHasOneCharacterMoreThrows() throws IOException {
		String line = "x".repeat(MIB / 4 - 1) + "\n";
		RecordParser parser = parser("a\n\"" + line.repeat(4) + "\"\nb");
		parser.next();
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(parser::next)
			.withMessageStartingWith("x.csv, line 2: the record that begins here is over 1 MiB");
	}

	@Test
	void nextWhenSeveralRecordsTogetherAreOverTheLimitGivesThem() throws IOException {
		String half = "x".repeat(MIB / 2);
		RecordParser parser = parser((half + "\n").repeat(5));
		for (int i = 1; i <= 5; i++) {
			assertThat(parser.next()).containsExactly(half);
			assertThat(parser.line()).isEqualTo(i);
		}
	}

	@Test
	void nextWhenLinesEndInCrKeepsThoseInQuotes() throws IOException {
		RecordParser parser = parser("\"a\rb\",\"c\n\",\"\r\n\r\"\r \r\"\r\r\"\"\r\n\"\r\rx");
		assertThat(parser.next()).containsExactly("a\rb", "c\n", "\r\n\r");
		assertThat(parser.line()).isEqualTo(1);
		assertThat(parser.next()).containsExactly("\r\r\"\r\n");
		assertThat(parser.line()).isEqualTo(7);
		assertThat(parser.next()).containsExactly("x");
		assertThat(parser.line()).isEqualTo(12);
		assertThat(parser.next()).isNull();
	}

	@Test
	void nextWhenDelimiterEndsTheFileGivesAnEmptyField() throws IOException {
		assertThat(parser("a,").next()).containsExactly("a", "");
	}

	@Test
	void nextAfterTheEndStaysThere() throws IOException {
		RecordParser parser = parser("a");
		parser.next();
		assertThat(parser.next()).isNull();
		assertThat(parser.next()).isNull();
	}

	private static RecordParser parser(String text) throws IOException {
		return new RecordParser("x.csv", scanner(bytes(text)), ',');
	}

	private static LineScanner scanner(InputStream in) {
		return new LineScanner(new InputFile(Path.of("x.csv"), "x.csv"), new Utf8Input(in));
	}

	private static InputStream bytes(String text) {
		return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
	}

}
