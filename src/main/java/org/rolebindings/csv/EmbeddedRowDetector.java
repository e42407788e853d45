package org.rolebindings.csv;

import java.util.ArrayList;
import java.util.List;

import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.binding.validation.Blanks;

/**
 * Detects records of several lines in which a value contains what looks like other rows.
 * RFC 4180 allows such values. But a stray quote makes them, too, and then the rows in
 * them are lost.
 */
final class EmbeddedRowDetector {

	private static final int MAX_WARNINGS = 5;

	/** A line with this many ids and resource types looks like a row. */
	private static final int MIN_MATCHES = 2;

	private final char delimiter;

	private final List<String> warnings = new ArrayList<>();

	private long count;

	EmbeddedRowDetector(char delimiter) {
		this.delimiter = delimiter;
	}

	/**
	 * Checks a record of several lines.
	 * @param place the file and the line where the record begins
	 * @param lines how many lines the record has
	 * @param fields its fields
	 */
	void check(String place, long lines, String[] fields) {
		for (String field : fields) {
			if (containsRow(field)) {
				if (this.count++ < MAX_WARNINGS) {
					this.warnings.add(place + ": this is one record of " + lines
							+ " lines, and one of its values contains what looks like other rows. If they are rows, "
							+ "close the quote that is open.");
				}
				return;
			}
		}
	}

	private boolean containsRow(String field) {
		return field.lines().skip(1).anyMatch(this::isLikeRow);
	}

	/** Parses values only if there are as many fields as a row needs. */
	private boolean isLikeRow(String line) {
		if (line.chars().filter((c) -> c == this.delimiter).count() < CsvHeader.REQUIRED_COUNT - 1) {
			return false;
		}
		int found = 0;
		int start = 0;
		while (start <= line.length() && found < MIN_MATCHES) {
			int end = line.indexOf(this.delimiter, start);
			end = (end < 0) ? line.length() : end;
			String value = Blanks.trim(line.substring(start, end));
			if (ResourceType.parse(value).isPresent() || Id.parse(value).isPresent()) {
				found++;
			}
			start = end + 1;
		}
		return found == MIN_MATCHES;
	}

	/** A warning for each of the records that were found, in their order. */
	List<String> warnings() {
		List<String> all = new ArrayList<>(this.warnings);
		if (this.count > MAX_WARNINGS) {
			all.add((this.count - MAX_WARNINGS) + " more records have such values.");
		}
		return all;
	}

}
