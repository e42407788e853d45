package org.rolebindings.job.undo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.validation.CheckedRow;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.binding.validation.Rejection;
import org.rolebindings.binding.validation.RowValidator;
import org.rolebindings.binding.validation.TakenBackRow;
import org.rolebindings.csv.CsvOptions;
import org.rolebindings.csv.CsvRecordReader;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnreadableFileException;
import org.rolebindings.stop.StopRequestedException;
import org.rolebindings.stop.StopSwitch;

/** The rows of a {@code succeeded.csv}. */
final class SucceededRows implements UndoneRows {

	private static final String LINE = "line";

	private static final String OUTCOME = "outcome";

	private static final String BINDING_ID = "binding_id";

	private static final String PREVIOUS_ROLE_ID = "previous_role_id";

	/** The outcomes of an import that changed nothing. */
	private static final Set<String> NOTHING_DONE = Set.of("UNCHANGED", "KEPT", "DUPLICATE");

	private final InputFile file;

	private final CsvOptions options;

	private final StopSwitch stop;

	private final RowValidator validator = new RowValidator();

	private @Nullable Properties properties;

	/**
	 * What a whole file is.
	 *
	 * @param sha256 the digest of its bytes
	 * @param header the columns that the reports repeat
	 * @param delimiter what separates two fields
	 */
	record Properties(String sha256, String header, char delimiter) {
	}

	/**
	 * Takes the rows of a file.
	 * @param file the file
	 * @param delimiter the delimiter of the run
	 * @param stop ends the reading
	 */
	SucceededRows(InputFile file, char delimiter, StopSwitch stop) {
		this.file = file;
		this.options = CsvOptions.ofReport(delimiter);
		this.stop = stop;
	}

	/** Reads the whole file, and checks each row. */
	Properties read() {
		read((line, row) -> {
		});
		if (this.properties == null) {
			throw new IllegalStateException("The file has no end");
		}
		return this.properties;
	}

	@Override
	public void forEach(long afterLine, Consumer<TakenBackRow> rows) {
		read((line, row) -> {
			if (row != null && line > afterLine) {
				rows.accept(row);
			}
		});
	}

	@Override
	public long firstMissing(Iterator<Long> lines) {
		MissingLine missing = new MissingLine(lines);
		read((line, row) -> missing.pass(line));
		return missing.get();
	}

	/**
	 * Reads the file.
	 * @param rows receives the line of each row, and the row if there is something to
	 * take back
	 */
	private void read(BiConsumer<Long, @Nullable TakenBackRow> rows) {
		try (CsvRecordReader reader = CsvRecordReader.open(this.file, this.options)) {
			for (String column : List.of(LINE, OUTCOME, BINDING_ID, PREVIOUS_ROLE_ID)) {
				if (!reader.header().hasOne(column)) {
					throw new UnreadableFileException(this.file.name(), "it is not a succeeded.csv of an import, "
							+ "because its header does not have " + column + " exactly once.");
				}
			}
			long last = 0;
			for (InputRow row = reader.read(); row != null; row = reader.read()) {
				if (this.stop.isStopRequested()) {
					throw new StopRequestedException();
				}
				long line = line(row, reader.reported(LINE), last);
				rows.accept(line, takenBack(row, line, reader));
				last = line;
			}
			requireUnchanged(new Properties(reader.sha256(), reader.headerWithIds(), reader.delimiter()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void requireUnchanged(Properties read) {
		if (this.properties != null && !this.properties.equals(read)) {
			throw this.file.changed();
		}
		this.properties = read;
	}

	private long line(InputRow row, String text, long last) {
		if (!text.matches("[1-9][0-9]{0,11}")) {
			throw wrong(row, "its line is " + Quoting.quoted(text) + ", which is not the number of a line");
		}
		long line = Long.parseLong(text);
		if (line <= last) {
			throw wrong(row, "its line is " + line + ", after line " + last + "; sort the file by its column line, "
					+ "and give each line once");
		}
		return line;
	}

	private @Nullable TakenBackRow takenBack(InputRow row, long line, CsvRecordReader reader) {
		String outcome = reader.reported(OUTCOME);
		if (NOTHING_DONE.contains(outcome)) {
			return null;
		}
		boolean updated = outcome.equals("UPDATED");
		if (!updated && !outcome.equals("CREATED")) {
			throw wrong(row, "its outcome is " + Quoting.quoted(outcome)
					+ ", and not one of an import that succeeded. An undo or a revoke is not undone: import its "
					+ "succeeded.csv instead");
		}
		CheckedRow checked = this.validator.validate(row);
		Rejection rejection = checked.rejection();
		Binding binding = checked.binding();
		if (rejection != null || binding == null) {
			throw wrong(row, (rejection != null) ? rejection.message() : "it has no ids");
		}
		String id = reader.reported(BINDING_ID);
		String former = reader.reported(PREVIOUS_ROLE_ID);
		if (id.isEmpty() || updated == former.isEmpty()) {
			throw wrong(row, "a row that is " + outcome + " has a binding_id and "
					+ (updated ? "a previous_role_id" : "no previous_role_id"));
		}
		requireRole(row, former);
		return new TakenBackRow(line, row.carried(), binding, new ExistingBinding(id, binding.roleId().text()),
				updated ? former : null);
	}

	/**
	 * The role that the binding gets back has to be one, as in a file that is imported.
	 */
	private void requireRole(InputRow row, String former) {
		if (!former.isEmpty()) {
			Rejection rejection = this.validator
				.validate(
						new InputRow(row.line(), "", former, row.userId(), row.resourceType(), row.resourceId(), null))
				.rejection();
			if (rejection != null) {
				throw wrong(row, "its previous_role_id is " + Quoting.quoted(former) + ", which is not a role's id");
			}
		}
	}

	private UnreadableFileException wrong(InputRow row, String reason) {
		return new UnreadableFileException(this.file.name(), row.line(), reason.endsWith(".") ? reason : reason + ".");
	}

	/** Finds the first of some lines that does not pass. */
	static final class MissingLine {

		private final Iterator<Long> lines;

		private long wanted;

		private long missing;

		MissingLine(Iterator<Long> lines) {
			this.lines = lines;
			next();
		}

		private void next() {
			this.wanted = this.lines.hasNext() ? this.lines.next() : 0;
		}

		void pass(long line) {
			if (this.missing == 0 && this.wanted > 0 && this.wanted < line) {
				this.missing = this.wanted;
			}
			while (this.wanted == line) {
				next();
			}
		}

		/** Returns that line, or 0. */
		long get() {
			return (this.missing > 0) ? this.missing : this.wanted;
		}

	}

}
