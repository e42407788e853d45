package org.rolebindings.job.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.Repeat;
import org.rolebindings.binding.validation.CheckedRow;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.binding.validation.Rejection;
import org.rolebindings.binding.validation.RowValidator;
import org.rolebindings.csv.CsvOptions;
import org.rolebindings.csv.CsvRecordReader;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.job.compare.ListedMatch;
import org.rolebindings.job.names.FileNames;
import org.rolebindings.report.PlannedRow;
import org.rolebindings.report.summary.PlanAction;

/**
 * Reads a file again and decides on the action of each row, by a rule.
 */
final class PlannedRows {

	private final RowValidator validator;

	private final FileNames names;

	private final InputFile file;

	private final CsvRecordReader before;

	private final ActionRule rule;

	private final Consumer<PlannedRow> rows;

	/**
	 * Prepares to read.
	 * @param file the file
	 * @param before its first reader, which has come to the end
	 * @param names finds the ids of names
	 * @param rule decides about the valid rows
	 * @param rows receives each row
	 */
	PlannedRows(InputFile file, CsvRecordReader before, FileNames names, ActionRule rule, Consumer<PlannedRow> rows) {
		this.validator = new RowValidator(names);
		this.names = names;
		this.file = file;
		this.before = before;
		this.rule = rule;
		this.rows = rows;
	}

	/**
	 * Reads the file.
	 * @param repeats the rows that repeat an earlier one, by line
	 * @param matches what is in place for each valid row, by line
	 * @throws org.rolebindings.csv.source.FileChangedException if the file has changed
	 */
	void forEach(Iterator<Repeat> repeats, Iterator<ListedMatch> matches) {
		try (CsvRecordReader reader = CsvRecordReader.open(this.file,
				new CsvOptions(this.before.delimiter(), true, PlanMaker.PLAN_COLUMNS, this.before.map()))) {
			Repeat repeat = repeats.hasNext() ? repeats.next() : null;
			for (InputRow row = reader.read(); row != null; row = reader.read()) {
				boolean repeated = repeat != null && repeat.line() == row.line();
				this.rows.accept(planned(row, repeated ? repeat : null, matches));
				if (repeated) {
					repeat = repeats.hasNext() ? repeats.next() : null;
				}
			}
			if (!reader.sha256().equals(this.before.sha256())) {
				throw this.file.changed();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private PlannedRow planned(InputRow read, @Nullable Repeat repeat, Iterator<ListedMatch> matches) {
		CheckedRow checked = this.names.withIds(this.validator.validate(read));
		InputRow row = checked.input();
		Rejection rejection = checked.rejection();
		if (rejection != null) {
			return new PlannedRow(row, PlanAction.INVALID, null, rejection.code(), rejection.message());
		}
		if (!matches.hasNext()) {
			throw this.file.changed();
		}
		ListedMatch match = matches.next();
		Binding wanted = checked.binding();
		if (wanted == null || match.line() != row.line()) {
			throw this.file.changed();
		}
		if (repeat != null && repeat.errorCode() != null) {
			return new PlannedRow(row, PlanAction.INVALID, null, repeat.errorCode(), repeat.message());
		}
		return decided(row, wanted, match.existing(), repeat);
	}

	private PlannedRow decided(InputRow row, Binding wanted, @Nullable ExistingBinding existing,
			@Nullable Repeat repeat) {
		PlannedRow decided = (existing != null && !existing.isComplete()) ? PlannedRow.incomplete(row, wanted)
				: this.rule.decide(row, wanted, existing);
		return (repeat != null) ? decided.repeated(repeat.message()) : decided;
	}

}
