package org.rolebindings.job.validate;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

import org.rolebindings.binding.validation.CheckedRow;
import org.rolebindings.binding.validation.ExchangedColumns;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.binding.validation.RowValidator;
import org.rolebindings.csv.CsvRecordReader;
import org.rolebindings.job.progress.FileNotes;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.repeats.SlotHashes;

/**
 * What one reading of a file tells of its rows: which are INVALID by themselves, how many
 * are not, and whether any of those may repeat another one.
 */
final class FirstReading implements Closeable {

	private final RejectedRows rejected;

	private final SlotHashes slots;

	private final ExchangedColumns exchanged = new ExchangedColumns();

	private long valid;

	FirstReading(Path folder) {
		this.rejected = RejectedRows.in(folder);
		this.slots = new SlotHashes(folder);
	}

	void read(CsvRecordReader reader, RowValidator validator, ImportProgress progress) {
		InputRow row = reader.read();
		while (row != null) {
			this.exchanged.look(row);
			CheckedRow checked = validator.validate(row);
			if (checked.rejection() != null) {
				this.rejected.add(row, checked.rejection());
			}
			else if (checked.binding() != null) {
				this.slots.add(checked.binding().slotHash(), row.line());
				this.valid++;
			}
			progress.advance();
			row = reader.read();
		}
	}

	/** Whether there may be lines that repeat others; to be asked once. */
	boolean mayRepeat() {
		boolean[] shared = { false };
		this.slots.forEachShared((line) -> shared[0] = true);
		return shared[0];
	}

	/** What to say about the file that was read. */
	FileNotes notes(CsvRecordReader reader) {
		return FileNotes.of(reader, this.exchanged);
	}

	long valid() {
		return this.valid;
	}

	void forEachRejected(Consumer<CheckedRow> consumer) {
		this.rejected.forEach(consumer);
	}

	@Override
	public void close() throws IOException {
		this.slots.close();
		this.rejected.close();
	}

}
