package org.rolebindings.job.validate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Repeat;
import org.rolebindings.binding.validation.CheckedRow;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.binding.validation.Rejection;
import org.rolebindings.binding.validation.RowValidator;
import org.rolebindings.csv.CsvOptions;
import org.rolebindings.csv.CsvRecordReader;
import org.rolebindings.csv.CsvSettings;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnwritableTemporaryFilesException;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.repeats.RepeatSearch;
import org.rolebindings.job.scratch.RecordFile;
import org.rolebindings.job.scratch.Scratch;
import org.rolebindings.ledger.run.RunRequest;
import org.rolebindings.report.ReportFolders;
import org.rolebindings.report.ValidationReport;
import org.rolebindings.report.WrittenReports;

/**
 * Checks a file without the network and without a ledger, with the same reader, rules and
 * search for repeats as an import. If lines repeat others, the file is read a second time
 * for the report.
 */
public final class FileValidator {

	private final RowValidator validator = new RowValidator();

	private final CsvOptions options;

	private final ReportFolders folders;

	private final ImportProgress progress;

	private final Clock clock;

	FileValidator(CsvSettings settings, ReportFolders folders, ImportProgress progress, Clock clock) {
		this.options = settings.csv();
		this.folders = folders;
		this.progress = progress;
		this.clock = clock;
	}

	/**
	 * Validates a file, and writes {@code failed.csv}, {@code report.html} and
	 * {@code summary.json}.
	 * @param file the file
	 * @param request how that was asked for
	 * @return the reports, in which a row without an error is VALID
	 * @throws org.rolebindings.csv.source.UnreadableFileException if the file cannot be
	 * read
	 */
	public WrittenReports validate(InputFile file, RunRequest request) {
		Instant startedAt = this.clock.instant();
		this.progress.begin(ImportProgress.Phase.READING, -1);
		try (Scratch scratch = Scratch.inSystemFolder()) {
			return validate(file, request, scratch.folder(), startedAt);
		}
	}

	private WrittenReports validate(InputFile file, RunRequest request, Path folder, Instant startedAt) {
		RepeatSearch search = new RepeatSearch(folder);
		try (CsvRecordReader reader = CsvRecordReader.open(file, this.options);
				ValidRowReader rows = new ValidRowReader(reader, this.validator, this.progress, folder);
				RecordFile<Repeat> repeats = search.newFile()) {
			search.search(rows, repeats::add);
			rows.notes().reportTo(this.progress);
			if (reader.header().hasNames()) {
				this.progress.note("Of names only the form is checked here; a plan or an import looks them up.");
			}
			try (ValidationReport report = reportOf(file, reader)) {
				if (repeats.isEmpty()) {
					addRejected(report, rows);
				}
				else {
					search.sort(repeats, (sorted) -> readAgain(file, reader.sha256(), report, sorted));
				}
				return report.publish(file.name(), reader.sha256(), startedAt, this.clock.instant(), request);
			}
		}
		catch (IOException ex) {
			throw new UnwritableTemporaryFilesException(ex);
		}
		catch (UncheckedIOException ex) {
			throw new UnwritableTemporaryFilesException(Objects.requireNonNull(ex.getCause()));
		}
	}

	/** Adds the rows of a file without repeated lines. */
	private void addRejected(ValidationReport report, ValidRowReader rows) {
		report.addFine(rows.valid());
		try (RecordFile.Reader<CheckedRow> rejected = rows.rejected()) {
			for (CheckedRow row = rejected.next(); row != null; row = rejected.next()) {
				add(report, row, null);
			}
		}
	}

	/** Reads the file again and adds all rows with their repeats. */
	private void readAgain(InputFile file, String sha256, ValidationReport report, Iterator<Repeat> repeats) {
		try (CsvRecordReader reader = CsvRecordReader.open(file, this.options)) {
			Repeat next = repeats.next();
			for (InputRow row = reader.read(); row != null; row = reader.read()) {
				boolean repeated = next != null && next.line() == row.line();
				add(report, this.validator.validate(row), repeated ? next : null);
				if (repeated) {
					next = repeats.hasNext() ? repeats.next() : null;
				}
			}
			if (!reader.sha256().equals(sha256)) {
				throw file.changed();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private ValidationReport reportOf(InputFile file, CsvRecordReader reader) {
		return new ValidationReport(this.folders.replace(file.name(), "validate"), reader.carriedHeader(),
				reader.delimiter());
	}

	private void add(ValidationReport report, CheckedRow row, @Nullable Repeat repeat) {
		report.add(row, repeat);
		Rejection rejection = row.rejection();
		ErrorCode contradiction = (repeat != null) ? repeat.errorCode() : null;
		if (rejection != null) {
			this.progress.failed(row.input().line(), rejection.code(), rejection.message());
		}
		else if (repeat != null && contradiction != null) {
			this.progress.failed(repeat.line(), contradiction, repeat.message());
		}
	}

}
