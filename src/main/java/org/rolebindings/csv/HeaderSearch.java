package org.rolebindings.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;
import org.rolebindings.csv.source.ForeignFormat;
import org.rolebindings.csv.source.InaccessibleFileException;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnreadableFileException;

/**
 * Finds the delimiter with which the header of a file has the required columns. If no
 * delimiter fits, it says what the file is instead.
 */
final class HeaderSearch {

	private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

	/** How many records are searched for a header that is not the first one. */
	private static final int MAX_RECORDS = 20;

	private static final int TEXT_BYTES = 512;

	private final InputFile file;

	private final @Nullable Character wanted;

	private final List<OpenCsvFile> misfits = new ArrayList<>();

	private HeaderSearch(InputFile file, @Nullable Character wanted) {
		this.file = file;
		this.wanted = wanted;
	}

	/** Whether a delimiter is found without being named. */
	static boolean finds(char delimiter) {
		return DELIMITERS.contains(delimiter);
	}

	/**
	 * Opens a file and finds its header.
	 * @param wanted the delimiter that the user named, or {@code null}
	 * @return the open file, whose first record is the header
	 * @throws UnreadableFileException if the file has no header with the required columns
	 */
	static OpenCsvFile find(InputFile file, @Nullable Character wanted) throws IOException {
		return new HeaderSearch(file, wanted).find();
	}

	private OpenCsvFile find() throws IOException {
		UnreadableFileException failure = null;
		for (char delimiter : (this.wanted != null) ? List.of(this.wanted) : DELIMITERS) {
			try {
				OpenCsvFile found = (this.wanted != null) ? OpenCsvFile.withDelimiter(delimiter, this.file)
						: OpenCsvFile.withDefaultDelimiter(delimiter, this.file);
				if (CsvHeader.fits(found.names())) {
					return found;
				}
				found.close();
				this.misfits.add(found);
				if (found.named() != null) {
					break;
				}
			}
			catch (InaccessibleFileException ex) {
				throw ex;
			}
			catch (UnreadableFileException ex) {
				failure = (failure != null) ? failure : ex;
			}
		}
		throw problem(failure);
	}

	private UnreadableFileException problem(@Nullable UnreadableFileException failure) throws IOException {
		String format = ForeignFormat.ofText(firstCharacters());
		if (format != null) {
			return new UnreadableFileException(this.file.name(), format);
		}
		// The first of those that have the most required columns
		OpenCsvFile nearest = this.misfits.stream()
			.max(Comparator.comparingInt((misfit) -> CsvHeader.countRequired(misfit.names())))
			.orElse(null);
		if (nearest == null || (failure != null && CsvHeader.countRequired(nearest.names()) == 0)) {
			return (failure != null) ? failure : new UnreadableFileException(this.file.name(), "it has no header.");
		}
		for (char delimiter : DELIMITERS) {
			UnreadableFileException found = lookElsewhere(delimiter, nearest);
			if (found != null) {
				return found;
			}
		}
		return CsvHeader.lacking(this.file.name(), nearest.line(), nearest.names());
	}

	/** Looks for a header with a delimiter that neither the user nor the file names. */
	private @Nullable UnreadableFileException lookElsewhere(char delimiter, OpenCsvFile nearest) throws IOException {
		try (OpenCsvFile other = OpenCsvFile.withDelimiter(delimiter, this.file)) {
			if (CsvHeader.fits(other.names())) {
				return otherDelimiter(delimiter, nearest);
			}
			long first = other.line();
			String[] fields = other.records().next();
			for (int before = 1; before < MAX_RECORDS && fields != null; before++) {
				if (CsvHeader.fits(fields)) {
					return laterHeader(other, first, before);
				}
				fields = other.records().next();
			}
		}
		catch (UnreadableFileException ex) {
			// With that delimiter the file cannot be parsed
		}
		return null;
	}

	private UnreadableFileException otherDelimiter(char delimiter, OpenCsvFile nearest) {
		String shown = CsvOptions.shown(delimiter);
		return new UnreadableFileException(this.file.name(), nearest.line(),
				"the header does not fit the delimiter " + CsvOptions.shown(nearest.delimiter()) + ", which "
						+ ((this.wanted != null) ? "--delimiter names; it fits " + shown + ". Leave --delimiter out."
								: "the line sep= names; it fits " + shown + ". Remove that line, or give --delimiter "
										+ shown + "."));
	}

	private UnreadableFileException laterHeader(OpenCsvFile beginning, long first, int before) {
		String shown = Quoting.quoted(String.join(String.valueOf(beginning.delimiter()), beginning.names()));
		return new UnreadableFileException(this.file.name(), first,
				shown + " is not the header, which is on line " + beginning.line() + "; "
						+ ((before == 1) ? "there is one line too many before it. Remove that line."
								: "there are too many lines before it. Remove them."));
	}

	private String firstCharacters() throws IOException {
		try (InputStream in = Files.newInputStream(this.file.path())) {
			String text = new String(in.readNBytes(TEXT_BYTES), StandardCharsets.UTF_8);
			return text.startsWith("\uFEFF") ? text.substring(1) : text;
		}
	}

}
