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
import org.rolebindings.binding.WantedLine;
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
import org.rolebindings.job.scratch.Scratch;
import org.rolebindings.report.ReportFolders;
import org.rolebindings.report.ValidationReport;
import org.rolebindings.report.WrittenReports;

/**
 * Checks everything about a file that can be checked without the network: the same
 * reader, rules and search for repeats as an import, without a ledger. The file is read
 * once. Only if lines may repeat others it is read twice more: to find which do, and to
 * report that in the file's order.
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
	 * Validates a file, and writes {@code failed.csv} and {@code summary.json}.
	 * @param file the file
	 * @return the reports; a row that is fine counts as VALID in them
	 * @throws org.rolebindings.csv.source.UnreadableFileException if the file cannot be
	 * read
	 */
	public WrittenReports validate(InputFile file) {
		Instant startedAt = this.clock.instant();
		this.progress.begin(ImportProgress.Phase.READING, -1);
		try (Scratch scratch = Scratch.inSystemFolder()) {
			return validate(file, scratch.folder(), startedAt);
		}
	}

	private WrittenReports validate(InputFile file, Path folder, Instant startedAt) {
		try (FirstReading first = new FirstReading(folder)) {
			String sha256;
			try (CsvRecordReader reader = CsvRecordReader.open(file, this.options)) {
				first.read(reader, this.validator, this.progress);
				first.notes(reader).tell(this.progress);
				sha256 = reader.sha256();
				if (!first.mayRepeat()) {
					return report(file, reader, first, startedAt);
				}
			}
			try (FileLines lines = new FileLines(file, sha256)) {
				ReportPass reportPass = new ReportPass(file, sha256, startedAt);
				new RepeatSearch(folder).searchInOrder(lines, reportPass::run);
				return reportPass.written();
			}
		}
		catch (IOException ex) {
			throw new UnwritableTemporaryFilesException(ex);
		}
		catch (UncheckedIOException ex) {
			throw new UnwritableTemporaryFilesException(Objects.requireNonNull(ex.getCause()));
		}
	}

	/** Reports a file without repeated lines. */
	private WrittenReports report(InputFile file, CsvRecordReader reader, FirstReading first, Instant startedAt) {
		try (ValidationReport report = reportOf(file, reader)) {
			first.forEachRejected((row) -> add(report, row, null));
			report.addFine(first.valid());
			return report.publish(file.name(), reader.sha256(), startedAt, this.clock.instant());
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

	/** The valid lines of the file, as the search for repeats reads them. */
	private final class FileLines extends RepeatSearch.Lines implements AutoCloseable {

		private final InputFile file;

		private final String sha256;

		private final CsvRecordReader reader;

		FileLines(InputFile file, String sha256) {
			this.file = file;
			this.sha256 = sha256;
			this.reader = CsvRecordReader.open(file, FileValidator.this.options);
		}

		@Override
		public @Nullable WantedLine readNext() {
			InputRow row = this.reader.read();
			while (row != null) {
				CheckedRow checked = FileValidator.this.validator.validate(row);
				if (checked.binding() != null) {
					return WantedLine.of(row.line(), checked.binding());
				}
				row = this.reader.read();
			}
			if (!this.reader.sha256().equals(this.sha256)) {
				throw this.file.changed();
			}
			return null;
		}

		@Override
		public void close() {
			try {
				this.reader.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

	/** The last reading, which knows what repeats. */
	private final class ReportPass {

		private final InputFile file;

		private final String sha256;

		private final Instant startedAt;

		private @Nullable WrittenReports written;

		ReportPass(InputFile file, String sha256, Instant startedAt) {
			this.file = file;
			this.sha256 = sha256;
			this.startedAt = startedAt;
		}

		void run(Iterator<Repeat> repeats) {
			try (CsvRecordReader reader = CsvRecordReader.open(this.file, FileValidator.this.options);
					ValidationReport report = reportOf(this.file, reader)) {
				Repeat next = repeats.hasNext() ? repeats.next() : null;
				InputRow row = reader.read();
				while (row != null) {
					CheckedRow checked = FileValidator.this.validator.validate(row);
					boolean repeated = next != null && next.line() == row.line();
					add(report, checked, repeated ? next : null);
					if (repeated) {
						next = repeats.hasNext() ? repeats.next() : null;
					}
					row = reader.read();
				}
				if (!reader.sha256().equals(this.sha256)) {
					throw this.file.changed();
				}
				this.written = report.publish(this.file.name(), reader.sha256(), this.startedAt,
						FileValidator.this.clock.instant());
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		WrittenReports written() {
			if (this.written == null) {
				throw new IllegalStateException("The report has not been written");
			}
			return this.written;
		}

	}

}
