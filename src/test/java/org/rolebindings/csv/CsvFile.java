package org.rolebindings.csv;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.csv.source.InputFile;

/** A real file to read, and all that there is to read in it. */
final class CsvFile {

	static final String HEADER = "role_id,user_id,resource_type,resource_id\n";

	static final CsvOptions COMMAS = new CsvOptions(',', false);

	private final InputFile file;

	private CsvFile(InputFile file) {
		this.file = file;
	}

	static CsvFile of(Path folder, String text) {
		return of(folder, text.getBytes(StandardCharsets.UTF_8));
	}

	static CsvFile of(Path folder, byte[] bytes) {
		try {
			return new CsvFile(InputFile.of(Files.write(folder.resolve("x.csv"), bytes)));
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	CsvRecordReader open(CsvOptions options) {
		return CsvRecordReader.open(this.file, options);
	}

	List<InputRow> rows() {
		return rows(COMMAS);
	}

	List<InputRow> rows(CsvOptions options) {
		try (CsvRecordReader reader = open(options)) {
			List<InputRow> rows = new ArrayList<>();
			for (InputRow row = reader.read(); row != null; row = reader.read()) {
				rows.add(row);
			}
			return rows;
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

}
