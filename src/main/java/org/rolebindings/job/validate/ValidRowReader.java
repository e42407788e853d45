package org.rolebindings.job.validate;

import java.io.Closeable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.WantedLine;
import org.rolebindings.binding.validation.CheckedRow;
import org.rolebindings.binding.validation.ExchangedColumns;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.binding.validation.Rejection;
import org.rolebindings.binding.validation.RowValidator;
import org.rolebindings.csv.CsvRecordReader;
import org.rolebindings.job.progress.FileNotes;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.scratch.RecordFile;
import org.rolebindings.job.scratch.RecordFormat;
import org.rolebindings.job.scratch.RecordSort;

/**
 * Reads the valid rows of a file. The rows that are INVALID by themselves go into a
 * scratch file, with the data for the reports.
 */
final class ValidRowReader implements RecordSort.Source<WantedLine>, Closeable {

	private static final RecordFormat<CheckedRow> REJECTED = new Rejected();

	private final CsvRecordReader reader;

	private final RowValidator validator;

	private final ImportProgress progress;

	private final RecordFile<CheckedRow> rejected;

	private final ExchangedColumns exchanged = new ExchangedColumns();

	private long valid;

	ValidRowReader(CsvRecordReader reader, RowValidator validator, ImportProgress progress, Path folder) {
		this.reader = reader;
		this.validator = validator;
		this.progress = progress;
		this.rejected = new RecordFile<>(folder, REJECTED);
	}

	/** Reads the next valid row; {@code null} at the end of the file. */
	@Override
	public @Nullable WantedLine next() {
		InputRow row = this.reader.read();
		while (row != null) {
			this.exchanged.look(row);
			this.progress.advance();
			CheckedRow checked = this.validator.validate(row);
			if (checked.binding() != null) {
				this.valid++;
				return WantedLine.of(row.line(), checked.binding());
			}
			this.rejected.add(checked);
			row = this.reader.read();
		}
		return null;
	}

	/** Returns the notes about the file, after its last row. */
	FileNotes notes() {
		return FileNotes.of(this.reader, this.exchanged);
	}

	/** Returns how many rows are valid. */
	long valid() {
		return this.valid;
	}

	/**
	 * Reads the rows that are INVALID by themselves.
	 * @return a reader, which the caller must close
	 */
	RecordFile.Reader<CheckedRow> rejected() {
		return this.rejected.read();
	}

	@Override
	public void close() {
		this.rejected.close();
	}

	private static final class Rejected implements RecordFormat<CheckedRow> {

		private static final int OVERHEAD = 200;

		@Override
		public void write(DataOutput out, CheckedRow row) throws IOException {
			Rejection rejection = row.rejection();
			if (rejection == null) {
				throw new IllegalArgumentException("The row is valid");
			}
			out.writeLong(row.input().line());
			RecordFormat.write(out, rejection.code().name());
			RecordFormat.write(out, rejection.message());
			RecordFormat.write(out, row.input().carried());
		}

		@Override
		public CheckedRow read(DataInput in) throws IOException {
			long line = in.readLong();
			ErrorCode code = ErrorCode.valueOf(RecordFormat.readText(in));
			Rejection rejection = new Rejection(code, RecordFormat.readText(in));
			return new CheckedRow(new InputRow(line, RecordFormat.readText(in), "", "", "", "", null), null, rejection);
		}

		@Override
		public int sizeInMemory(CheckedRow row) {
			return OVERHEAD + 2 * row.input().carried().length();
		}

	}

}
