package org.rolebindings.job;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.StopSwitch;
import org.rolebindings.csv.CsvHeader;
import org.rolebindings.csv.CsvOptions;
import org.rolebindings.csv.CsvRecordReader;
import org.rolebindings.csv.InputFile;
import org.rolebindings.csv.UnreadableFileException;

/**
 * What is known of a file once it has been read to its end: it is a CSV that can be
 * imported, and this is its content.
 *
 * @param header the columns
 * @param sha256 the digest of its bytes
 * @param rows how many records it has
 */
record FileInspection(CsvHeader header, String sha256, long rows) {

	private static final int BEGINNING = 1_000;

	/**
	 * Reads the beginning of a file, and all of a small one, to tell early what is wrong.
	 * @throws org.rolebindings.csv.UnreadableFileException if it cannot be imported
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
	 * The digest of a file's bytes; the digest of nothing where it is no CSV any more.
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
	 * @throws org.rolebindings.csv.UnreadableFileException if it cannot be imported
	 * @throws StopRequestedException if the run stops
	 */
	static FileInspection of(InputFile file, CsvOptions options, @Nullable StopSwitch stop) {
		try (CsvRecordReader reader = CsvRecordReader.open(file, options)) {
			long rows = 0;
			while (reader.read() != null) {
				rows++;
				if (stop != null && stop.isThrown()) {
					throw new StopRequestedException();
				}
			}
			return new FileInspection(reader.header(), reader.sha256(), rows);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
