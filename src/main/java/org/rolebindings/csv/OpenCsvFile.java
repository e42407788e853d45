package org.rolebindings.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;

import org.jspecify.annotations.Nullable;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnreadableFileException;

/**
 * A CSV file that is open. Its first record, which should be the header, has been read.
 *
 * @param input the file's text
 * @param records the file's records; the first one has been read
 * @param delimiter what separates the fields
 * @param named the delimiter that a {@code sep=} line names, or {@code null}
 * @param names the fields of the first record
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record OpenCsvFile(Utf8Input input, RecordParser records, char delimiter, @Nullable Character named,
		String[] names) implements Closeable {

	/**
	 * Opens a file.
	 * @param delimiter what separates the fields, whatever a {@code sep=} line says
	 * @throws UnreadableFileException if there is no record
	 */
	static OpenCsvFile withDelimiter(char delimiter, InputFile file) throws IOException {
		return open(file, delimiter, delimiter);
	}

	/**
	 * Opens a file.
	 * @param otherwise what separates the fields if no {@code sep=} line says it
	 * @throws UnreadableFileException if there is no record
	 */
	static OpenCsvFile withDefaultDelimiter(char otherwise, InputFile file) throws IOException {
		return open(file, null, otherwise);
	}

	private static OpenCsvFile open(InputFile file, @Nullable Character wanted, char otherwise) throws IOException {
		InputStream in = Files.newInputStream(file.path());
		try {
			return read(file, in, wanted, otherwise);
		}
		catch (IOException | RuntimeException ex) {
			in.close();
			throw ex;
		}
	}

	private static OpenCsvFile read(InputFile file, InputStream in, @Nullable Character wanted, char otherwise)
			throws IOException {
		Utf8Input input = new Utf8Input(in);
		String foreign = input.start();
		if (foreign != null) {
			throw new UnreadableFileException(file.name(), foreign);
		}
		LineScanner lines = new LineScanner(file, input);
		Character named = Preamble.read(lines).delimiter();
		char delimiter = (wanted != null) ? wanted : (named != null) ? named : otherwise;
		RecordParser records = new RecordParser(file.name(), lines, delimiter);
		String[] names = records.next();
		if (names == null) {
			throw new UnreadableFileException(file.name(),
					(records.isEmpty() ? "it is empty" : "it has no header, only blank lines")
							+ "; check how it was made.");
		}
		return new OpenCsvFile(input, records, delimiter, named, names);
	}

	/** The line on which the last record that was read begins. */
	long line() {
		return this.records.line();
	}

	@Override
	public void close() throws IOException {
		this.records.close();
	}

}
