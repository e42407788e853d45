package org.rolebindings.job.undo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.validation.TakenBackRow;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnreadableFileException;
import org.rolebindings.ledger.OpenLedger;
import org.rolebindings.stop.StopSwitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OnlyLinesTests {

	@TempDir
	private Path folder;

	/** A run with the lines 2 to 9. */
	private static final class Rows implements UndoneRows {

		@Override
		public void forEach(long afterLine, Consumer<TakenBackRow> rows) {
			Binding binding = Objects.requireNonNull(OpenLedger.valid(2).binding());
			for (long line = Math.max(2, afterLine + 1); line <= 9; line++) {
				rows.accept(new TakenBackRow(line, "", binding, null, null));
			}
		}

		@Override
		public long firstMissing(Iterator<Long> lines) {
			while (lines.hasNext()) {
				long line = lines.next();
				if (line < 2 || line > 9) {
					return line;
				}
			}
			return 0;
		}

	}

	@Test
	void rowsAreThoseOfTheLinesInAnyOrderAndOnce() throws IOException {
		assertThat(lines("x;line\r\n;7\r\n;3\r\n;7\r\n")).containsExactly(3L, 7L);
	}

	@Test
	void rowsWhenTheFileHasTheDelimiterOfTheReportsAreThoseOfItsLines() throws IOException {
		assertThat(lines("x#line\n#7\n#3\n")).containsExactly(3L, 7L);
	}

	@Test
	void checkWhenALineIsMissingNamesTheFirst() {
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> lines("line\n99\n11\n3\n"))
			.withMessageContaining("it names line 11, which the run does not have");
	}

	/** A filter that went wrong looks like that; it does not mean all lines or none. */
	@Test
	void checkWhenNoLineIsNamedRefusesTheFile() {
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> lines("line\n"))
			.withMessageContaining("there is no row under its header");
	}

	private List<Long> lines(String csv) throws IOException {
		InputFile file = InputFile.of(Files.writeString(this.folder.resolve("only.csv"), csv));
		OnlyLines only = new OnlyLines(file, new Rows(), '#', new StopSwitch());
		only.check();
		List<Long> lines = new ArrayList<>();
		only.forEach(0, (row) -> lines.add(row.line()));
		return lines;
	}

}
