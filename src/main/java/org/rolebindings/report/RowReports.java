package org.rolebindings.report;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.RunKind;
import org.rolebindings.ledger.ReportRow;
import org.rolebindings.report.summary.RowCounts;
import org.rolebindings.report.summary.RunSummary;

/** Puts each row into the report that it belongs in, and counts the rows. */
final class RowReports implements AutoCloseable {

	private final ReportSet set;

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
		this.set = new ReportSet(folder, delimiter);
		try {
			reports.forEach((report) -> this.files.put(report, begin(report, header)));
		}
		catch (RuntimeException ex) {
			this.set.close();
			throw ex;
		}
	}

	private ReportCsv begin(RowReport report, String header) {
		return (report == RowReport.PENDING) ? this.set.csvIfAny(report.fileName(), header, report.addedColumns())
				: this.set.csv(report.fileName(), header, report.addedColumns());
	}

	void add(ReportRow row) {
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

	/** Counts rows that are in none of these reports. */
	void count(Outcome outcome, long rows) {
		this.outcomes.merge(outcome, rows, Long::sum);
	}

	/** The rows so far. */
	RowCounts counts(RunKind kind) {
		return new RowCounts(kind, this.outcomes, this.errors);
	}

	void publish(RunSummary summary) {
		this.set.publish(summary);
	}

	@Override
	public void close() {
		this.set.close();
	}

}
