package org.rolebindings.report;

import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.Repeat;
import org.rolebindings.binding.RunKind;
import org.rolebindings.binding.validation.CheckedRow;
import org.rolebindings.binding.validation.Rejection;
import org.rolebindings.ledger.ReportRow;
import org.rolebindings.ledger.run.RunRequest;
import org.rolebindings.report.summary.RunOptions;
import org.rolebindings.report.summary.RunSummary;

/**
 * The reports of a file that is only validated: {@code failed.csv} with the INVALID rows,
 * {@code report.html}, and {@code summary.json}, in which the other rows are VALID. Rows
 * are added one by one. Closing it drops what was not published.
 */
public final class ValidationReport implements AutoCloseable {

	private final Path folder;

	private final char delimiter;

	private final RowReports reports;

	/**
	 * Begins the reports.
	 * @param folder an existing folder; what is in it stays until the new reports are
	 * complete
	 * @param header the names of the columns that the reports repeat, as comma-separated
	 * text after a byte-order mark if the reports are to have one
	 * @param delimiter what separates the fields of the file, and so of the reports
	 * @throws ReportsUnwritableException if a file cannot be written
	 */
	public ValidationReport(Path folder, String header, char delimiter) {
		this.folder = folder;
		this.delimiter = delimiter;
		this.reports = new RowReports(folder, header, delimiter, EnumSet.of(RowReport.FAILED));
	}

	/**
	 * Adds the file's next row.
	 * @param row the row
	 * @param repeat which earlier line the row repeats, or {@code null} if it does not
	 * @throws ReportsUnwritableException if the file cannot be written
	 */
	public void add(CheckedRow row, @Nullable Repeat repeat) {
		Rejection rejection = row.rejection();
		if (rejection != null) {
			add(row, Outcome.INVALID, rejection.code(), rejection.message());
		}
		else if (repeat != null) {
			add(row, repeat.outcome(), repeat.errorCode(), repeat.message());
		}
		else {
			add(row, Outcome.VALID, null, null);
		}
	}

	/**
	 * Adds valid rows, which are only counted.
	 * @param rows their number
	 */
	public void addFine(long rows) {
		this.reports.count(Outcome.VALID, rows);
	}

	private void add(CheckedRow row, Outcome outcome, @Nullable ErrorCode code, @Nullable String message) {
		Outcome countsAs = (outcome == Outcome.DUPLICATE) ? Outcome.VALID : outcome;
		this.reports.add(new ReportRow(row.input().line(), row.input().carried(), outcome, countsAs, code, null,
				message, 0, null, null, null));
	}

	/**
	 * Moves the reports into place.
	 * @param file the input file's name
	 * @param sha256 the digest of the file's bytes
	 * @param startedAt when the validation was started
	 * @param endedAt when it ended
	 * @param request how it was asked for
	 * @return the reports
	 * @throws ReportsUnwritableException if a report cannot be written or moved
	 */
	public WrittenReports publish(String file, String sha256, Instant startedAt, Instant endedAt, RunRequest request) {
		RunSummary summary = RunSummary.ofNoRun(file, sha256, startedAt, endedAt, this.reports.counts(RunKind.VALIDATE),
				new RunOptions(null, null, String.valueOf(this.delimiter)));
		this.reports.publish(summary, request, List.of());
		return new WrittenReports(this.folder, summary);
	}

	@Override
	public void close() {
		this.reports.close();
	}

}
