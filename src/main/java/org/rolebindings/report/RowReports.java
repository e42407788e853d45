package org.rolebindings.report;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.RunKind;
import org.rolebindings.ledger.ReportRow;
import org.rolebindings.ledger.RestoredRoles;
import org.rolebindings.ledger.run.RunRequest;
import org.rolebindings.ledger.sample.TimeSample;
import org.rolebindings.report.page.PageModel;
import org.rolebindings.report.page.PageRows;
import org.rolebindings.report.page.PageWriter;
import org.rolebindings.report.run.RunPage;
import org.rolebindings.report.run.RunTally;
import org.rolebindings.report.summary.RowCounts;
import org.rolebindings.report.summary.RunSummary;

/** Puts each row into the report that it belongs in, and counts the rows. */
final class RowReports implements AutoCloseable {

	private final Path folder;

	private final ReportSet set;

	private final RunTally tally;

	/** The rows of the page's table; begun with the first of them. */
	private @Nullable ReportFile tableRows;

	private final Map<RowReport, ReportCsv> files = new EnumMap<>(RowReport.class);

	private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);

	private final Map<ErrorCode, Long> errors = new EnumMap<>(ErrorCode.class);

	/**
	 * Begins reports.
	 * @param folder the folder
	 * @param header the names of the input's columns, as comma-separated text after a
	 * byte-order mark if there is to be one
	 * @param delimiter what separates the fields of the reports
	 * @param reports the reports to write; rows that belong elsewhere are only counted
	 */
	RowReports(Path folder, String header, char delimiter, Set<RowReport> reports) {
		this.folder = folder;
		this.set = new ReportSet(folder, delimiter);
		this.tally = new RunTally(header, this::writeTableRow);
		try {
			reports.forEach((report) -> this.files.put(report, begin(report, header)));
		}
		catch (RuntimeException ex) {
			this.set.close();
			throw ex;
		}
	}

	private ReportCsv begin(RowReport report, String header) {
		return report.isOnlyWithRows() ? this.set.csvIfAny(report.fileName(), header, report.addedColumns())
				: this.set.csv(report.fileName(), header, report.addedColumns());
	}

	private void writeTableRow(String text) {
		ReportFile file = this.tableRows;
		if (file == null) {
			file = this.set.scratch();
			this.tableRows = file;
		}
		file.write(text);
	}

	void add(ReportRow row) {
		this.tally.add(row);
		RowReport report = RowReport.of(row);
		ReportCsv file = this.files.get(report);
		if (file != null) {
			file.add(row.carried(), report.added(row));
		}
		this.outcomes.merge(row.outcome(), 1L, Long::sum);
		if (row.errorCode() != null && row.outcome() != Outcome.DUPLICATE) {
			this.errors.merge(row.errorCode(), 1L, Long::sum);
		}
	}

	/** Adds the roles that RESTORED rows were given back. */
	void add(List<RestoredRoles> restored) {
		restored.forEach(this.tally::add);
	}

	/** Counts rows that are in none of these reports. */
	void count(Outcome outcome, long rows) {
		this.outcomes.merge(outcome, rows, Long::sum);
	}

	/** The rows so far. */
	RowCounts counts(RunKind kind) {
		return new RowCounts(kind, this.outcomes, this.errors);
	}

	/**
	 * Writes the page, and publishes all reports.
	 * @param summary the run in numbers
	 * @param request how it was asked for
	 * @param samples what it did in the course of time
	 */
	void publish(RunSummary summary, RunRequest request, List<TimeSample> samples) {
		write(RunPage.of(summary, this.tally, request, samples, this.folder), this.tally.rows());
		this.set.publish(summary);
	}

	private void write(PageModel page, PageRows rows) {
		ReportFile file = this.set.page();
		new PageWriter(file::write).write(page, rows, () -> {
			if (this.tableRows != null) {
				file.append(this.tableRows);
			}
		});
	}

	@Override
	public void close() {
		this.set.close();
		if (this.tableRows != null) {
			this.tableRows.close();
		}
	}

}
