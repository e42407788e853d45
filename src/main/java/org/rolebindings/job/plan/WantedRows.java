package org.rolebindings.job.plan;

import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.WantedLine;
import org.rolebindings.binding.validation.CheckedRow;
import org.rolebindings.binding.validation.ExchangedColumns;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.binding.validation.NameResolver;
import org.rolebindings.binding.validation.RowValidator;
import org.rolebindings.csv.CsvRecordReader;
import org.rolebindings.job.progress.FileNotes;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.scratch.RecordSort;
import org.rolebindings.stop.StopRequestedException;
import org.rolebindings.stop.StopSwitch;

/** Reads the valid rows of a file, and counts the others. */
final class WantedRows implements RecordSort.Source<WantedLine> {

	private final RowValidator validator;

	private final ExchangedColumns exchanged = new ExchangedColumns();

	private final CsvRecordReader reader;

	private final ImportProgress progress;

	private final StopSwitch stop;

	private final BiConsumer<Long, Binding> wanted;

	private long count;

	private long invalid;

	/**
	 * Reads rows.
	 * @param reader the file
	 * @param names finds the ids of names
	 * @param progress counts the rows
	 * @param stop ends the reading
	 * @param wanted receives the line and the binding of each valid row
	 */
	WantedRows(CsvRecordReader reader, NameResolver names, ImportProgress progress, StopSwitch stop,
			BiConsumer<Long, Binding> wanted) {
		this.validator = new RowValidator(names);
		this.reader = reader;
		this.progress = progress;
		this.stop = stop;
		this.wanted = wanted;
	}

	/** Reads the next valid row; {@code null} at the end of the file. */
	@Override
	public @Nullable WantedLine next() {
		for (InputRow row = this.reader.read(); row != null; row = this.reader.read()) {
			if (this.stop.isStopRequested()) {
				throw new StopRequestedException();
			}
			this.count++;
			this.progress.advance();
			this.exchanged.look(row);
			CheckedRow checked = this.validator.validate(row);
			if (checked.binding() != null) {
				this.wanted.accept(row.line(), checked.binding());
				return WantedLine.of(row.line(), checked.binding());
			}
			this.invalid++;
		}
		return null;
	}

	/** Returns the notes about the file, after its last row. */
	FileNotes notes() {
		return FileNotes.of(this.reader, this.exchanged);
	}

	/** Returns how many rows the file has. */
	long count() {
		return this.count;
	}

	/** Returns how many rows are INVALID by themselves. */
	long invalid() {
		return this.invalid;
	}

}
