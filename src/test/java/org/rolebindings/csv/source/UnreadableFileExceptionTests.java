package org.rolebindings.csv.source;

import java.io.IOException;
import java.nio.file.FileSystemException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link UnreadableFileException}. */
class UnreadableFileExceptionTests {

	@Test
	void getMessageNamesFileLineAndReason() {
		assertThat(new UnreadableFileException("bindings.csv", 17, "a quote is never closed; close it."))
			.hasMessage("bindings.csv, line 17: a quote is never closed; close it.");
	}

	@Test
	void getMessageWhenNameHasControlCharactersShowsThemEscaped() {
		assertThat(new UnreadableFileException("a\u001B[31m\n.csv", "it is empty."))
			.hasMessage("a\\u001B[31m\\u000A.csv: it is empty.");
	}

	@Test
	void getMessageWhenNameIsLongShowsAllOfIt() {
		String name = "0123456789".repeat(25) + ".csv";
		assertThat(new UnreadableFileException(name, "it is empty.")).hasMessage(name + ": it is empty.");
	}

	@Test
	void getMessageWhenAnEmojiStraddlesAPieceKeepsIt() {
		String name = "x".repeat(39) + "\uD83D\uDE00.csv";
		assertThat(new UnreadableFileException(name, "it is empty.")).hasMessageContaining(name);
	}

	@Test
	void reasonWhenSystemGivesOneRepeatsIt() {
		assertThat(UnreadableFileException.reason(new FileSystemException("/x", null, "Input/output error")))
			.isEqualTo("it cannot be read (Input/output error).");
	}

	@Test
	void reasonWhenThereIsNoMessageNamesTheError() {
		assertThat(UnreadableFileException.reason(new IOException())).isEqualTo("it cannot be read (IOException).");
	}

}
