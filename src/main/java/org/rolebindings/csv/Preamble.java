package org.rolebindings.csv;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The lines that other programs write before the header: Excel's {@code sep=;} and the
 * {@code #TYPE} of PowerShell's Export-Csv. They are skipped, and count as lines.
 *
 * @param delimiter what the {@code sep=} line names, or {@code null} if there is none
 */
record Preamble(@Nullable Character delimiter) {

	/** Delimiters may follow, because a spreadsheet makes all lines equally long. */
	private static final Pattern SEP = Pattern.compile("\"?sep=(\\\\t|[^\"])\"?[\\s,;|]*", Pattern.CASE_INSENSITIVE);

	private static final Pattern TYPE = Pattern.compile("\"?#TYPE(\\s.*)?", Pattern.CASE_INSENSITIVE);

	/** Reads the lines that are there, and leaves the scanner before the next one. */
	static Preamble read(LineScanner lines) {
		Character delimiter = null;
		while (lines.next(RecordLines.MAX_RECORD)) {
			String line = lines.text();
			Matcher sep = SEP.matcher(line);
			if (sep.matches() && delimiter == null) {
				delimiter = sep.group(1).equals("\\t") ? '\t' : sep.group(1).charAt(0);
			}
			else if (!TYPE.matcher(line).matches()) {
				lines.back();
				break;
			}
		}
		return new Preamble(delimiter);
	}

}
