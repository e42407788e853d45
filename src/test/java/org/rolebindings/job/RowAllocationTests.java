package org.rolebindings.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.binding.validation.RowValidator;
import org.rolebindings.csv.CsvOptions;
import org.rolebindings.csv.CsvRecordReader;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.testing.Allocations;
import org.rolebindings.testing.CsvRows;

import static org.assertj.core.api.Assertions.assertThat;

/** What a row of about seventy characters takes from the heap on its way in. */
class RowAllocationTests {

	private static final int ROWS = 20_000;

	@TempDir
	private Path folder;

	@Test
	void readingAndCheckingARowTakesLittleMemory() throws IOException {
		Path file = CsvRows.writeMany(this.folder.resolve("x.csv"), 2 * ROWS + 1);
		RowValidator validator = new RowValidator();
		try (CsvRecordReader reader = CsvRecordReader.open(InputFile.of(file), new CsvOptions(',', false))) {
			long bytes = Allocations.perTime(ROWS, () -> {
				InputRow row = Objects.requireNonNull(reader.read());
				Binding binding = Objects.requireNonNull(validator.validate(row).binding());
				assert binding.slotHash() != 0;
			});
			assertThat(bytes).isBetween(300L, 2_500L);
		}
	}

}
