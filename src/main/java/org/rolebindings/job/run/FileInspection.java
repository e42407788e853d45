package org.rolebindings.job.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.validation.ExchangedColumns;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.csv.CsvOptions;
import org.rolebindings.csv.CsvRecordReader;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnreadableFileException;
import org.rolebindings.job.progress.FileNotes;
import org.rolebindings.stop.StopRequestedException;
import org.rolebindings.stop.StopSwitch;

/**
 * The properties of a file that has been read to its end and can be imported.
 *
 * @param header the columns that the reports repeat
 * @param delimiter the character between two fields
 * @param sha256 the SHA-256 digest of its bytes
 * @param rows the number of its records
 * @param notes notes about the file for a person
 * @param plan the digest of the plan that is applied to it, or {@code null} if there is
 * none
 */
public record FileInspection(String header, char delimiter, String sha256, long rows, FileNotes notes,
		@Nullable String plan) {

	private static final int BEGINNING_ROWS = 1_000;

	/**
	 * Reads the first 1,000 rows of a file, to find errors early.
	 * @throws org.rolebindings.csv.source.UnreadableFileException if the file cannot be
	 * imported
	 */
	public static void ofBeginning(InputFile file, CsvOptions options) {
		try (CsvRecordReader reader = CsvRecordReader.open(file, options)) {
			int rows = 0;
			while (rows < BEGINNING_ROWS && reader.read() != null) {
				rows++;
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the digest of a file's bytes; an empty text if the file is not a CSV any
	 * more.
	 */
	static String sha256(InputFile file, CsvOptions options) {
		try {
			return of(file, options, null).sha256();
		}
		catch (UnreadableFileException ex) {
			return "";
		}
	}

	/**
	 * Reads a file to its end.
	 * @param stop ends the reading early
	 * @throws org.rolebindings.csv.source.UnreadableFileException if it cannot be
	 * imported
	 * @throws StopRequestedException if the run stops
	 */
	public static FileInspection of(InputFile file, CsvOptions options, @Nullable StopSwitch stop) {
		return of(file, options, stop, (row) -> {
		});
	}

	/**
	 * Reads a file to its end.
	 * @param stop ends the reading early
	 * @param consumer takes each row
	 * @throws org.rolebindings.csv.source.UnreadableFileException if it cannot be
	 * imported
	 * @throws StopRequestedException if the run stops
	 */
	static FileInspection of(InputFile file, CsvOptions options, @Nullable StopSwitch stop,
			Consumer<InputRow> consumer) {
		try (CsvRecordReader reader = CsvRecordReader.open(file, options)) {
			ExchangedColumns exchanged = new ExchangedColumns();
			long rows = 0;
			for (InputRow row = reader.read(); row != null; row = reader.read()) {
				rows++;
				exchanged.look(row);
				consumer.accept(row);
				if (stop != null && stop.isStopRequested()) {
					throw new StopRequestedException();
				}
			}
			return new FileInspection(reader.headerWithIds(), reader.delimiter(), reader.sha256(), rows,
					FileNotes.of(reader, exchanged), null);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Returns the same with the digest of a plan. */
	FileInspection applying(String digest) {
		return new FileInspection(this.header, this.delimiter, this.sha256, this.rows, this.notes, digest);
	}

}
