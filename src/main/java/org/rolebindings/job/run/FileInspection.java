package org.rolebindings.job.run;

import java.io.IOException;
import java.io.UncheckedIOException;

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
 * What is known of a file once it has been read to its end: it is a CSV that can be
 * imported, and this is its content.
 *
 * @param header the columns that the reports repeat
 * @param delimiter what separates its fields
 * @param sha256 the digest of its bytes
 * @param rows how many records it has
 * @param notes what to tell a person of it
 */
record FileInspection(String header, char delimiter, String sha256, long rows, FileNotes notes) {

	private static final int BEGINNING = 1_000;

	/**
	 * Reads the beginning of a file, and all of a small one, to tell early what is wrong.
	 * @throws org.rolebindings.csv.source.UnreadableFileException if it cannot be
	 * imported
	 */
	static void ofBeginning(InputFile file, CsvOptions options) {
		try (CsvRecordReader reader = CsvRecordReader.open(file, options)) {
			int rows = 0;
			while (rows < BEGINNING && reader.read() != null) {
				rows++;
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The digest of a file's bytes; the digest of nothing if it is not a CSV any more.
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
	static FileInspection of(InputFile file, CsvOptions options, @Nullable StopSwitch stop) {
		try (CsvRecordReader reader = CsvRecordReader.open(file, options)) {
			ExchangedColumns exchanged = new ExchangedColumns();
			long rows = 0;
			for (InputRow row = reader.read(); row != null; row = reader.read()) {
				rows++;
				exchanged.look(row);
				if (stop != null && stop.isStopRequested()) {
					throw new StopRequestedException();
				}
			}
			return new FileInspection(reader.carriedHeader(), reader.delimiter(), reader.sha256(), rows,
					FileNotes.of(reader, exchanged));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
