package org.rolebindings.csv;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnreadableFileException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link LineScanner}. */
class LineScannerTests {

	private static final int ROOM = 1 << 20;

	@Test
	void nextCutsAfterEveryKindOfBreak() {
		assertThat(lines("a\nb\r\nc\rd")).containsExactly("a\n", "b\r\n", "c\n", "d");
	}

	@Test
	void nextWhenBreaksFollowEachOtherGivesEmptyLines() {
		assertThat(lines("\n\r\n\r\r\r\n\n")).containsExactly("\n", "\r\n", "\n", "\n", "\r\n", "\n");
	}

	@Test
	void nextWhenBreakIsSplitAcrossBlocksTakesItAsOne() {
		String first = "x".repeat((1 << 16) - 1);
		assertThat(lines(first + "\r\ny")).containsExactly(first + "\r\n", "y");
	}

	@Test
	void nextWhenLastCharacterIsCrEndsTheLineThere() {
		LineScanner scanner = scanner("a\r");
		assertThat(scanner.next(ROOM)).isTrue();
		assertThat(scanner.length()).isOne();
		assertThat(scanner.isLoneCr()).isTrue();
		assertThat(scanner.next(ROOM)).isFalse();
	}

	@Test
	void nextWhenLineIsLongerThanTheBufferGivesAllOfIt() {
		String line = "0123456789".repeat(50_000);
		assertThat(lines("a\n" + line + "\nb")).containsExactly("a\n", line + "\n", "b");
	}

	@Test
	void nextWhenLineIsOverTheRoomShowsItInItsLength() {
		LineScanner scanner = scanner("x".repeat(500_000));
		assertThat(scanner.next(1000)).isTrue();
		assertThat(scanner.length()).isGreaterThan(1000);
	}

	@Test
	void nextWhenThereIsANulNamesItsLine() {
		LineScanner scanner = scanner("a\nb\nc\0d\ne");
		scanner.next(ROOM);
		scanner.next(ROOM);
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> scanner.next(ROOM))
			.withMessageStartingWith("x.csv, line 3: there is a NUL byte");
	}

	@Test
	void nextWhenFileCannotBeReadOnNamesTheLine() {
		InputStream broken = StubInput.broken("Input/output error");
		LineScanner scanner = new LineScanner(new InputFile(Path.of("x.csv"), "x.csv"), new Utf8Input(
				new SequenceInputStream(new ByteArrayInputStream(new byte[] { 'a', '\n', 'b' }), broken)));
		assertThat(scanner.next(ROOM)).isTrue();
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> scanner.next(ROOM))
			.withMessage("x.csv, line 2: it cannot be read (Input/output error).");
	}

	@Test
	void isBlankWhenLineHasNothingButWhitespaceIsTrue() {
		LineScanner scanner = scanner(" \t\u2003\r\n");
		scanner.next(ROOM);
		assertThat(scanner.isBlank(',')).isTrue();
		assertThat(scanner.isBlank('\t')).as("with a delimiter in it").isFalse();
	}

	private static LineScanner scanner(String text) {
		return new LineScanner(new InputFile(Path.of("x.csv"), "x.csv"),
				new Utf8Input(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
	}

	private static List<String> lines(String text) {
		LineScanner scanner = scanner(text);
		List<String> lines = new ArrayList<>();
		char[] taken = new char[1000];
		while (scanner.next(ROOM)) {
			StringBuilder line = new StringBuilder();
			for (int count = scanner.take(taken, 0, 1000); count > 0; count = scanner.take(taken, 0, 1000)) {
				line.append(taken, 0, count);
			}
			lines.add(line.toString());
			assertThat(scanner.number()).isEqualTo(lines.size());
			assertThat(scanner.length() + scanner.breakLength()).isEqualTo(line.length());
		}
		return lines;
	}

}
