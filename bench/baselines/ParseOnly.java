import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A process that does nothing but parse a CSV, for {@code validate} to be compared with.
 */
public final class ParseOnly {

	private ParseOnly() {
	}

	public static void main(String[] args) throws IOException {
		long fields = 0;
		try (Reader reader = Files.newBufferedReader(Path.of(args[0]));
				CSVParser parser = CSVParser.builder().setReader(reader).setFormat(CSVFormat.RFC4180).get()) {
			for (CSVRecord record : parser) {
				fields += record.size();
			}
		}
		System.out.println(fields);
	}

}
