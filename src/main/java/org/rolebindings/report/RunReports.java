package org.rolebindings.report;

import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Outcome;
import org.rolebindings.ledger.ReportLedger;
import org.rolebindings.ledger.ReportRow;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.ledger.run.RunPosition;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.ledger.sample.SampleLedger;
import org.rolebindings.ledger.sql.OutcomeCounts;
import org.rolebindings.report.summary.RowCounts;
import org.rolebindings.report.summary.RunSummary;

/**
 * Writes the reports of runs from the ledger: always whole, in the file's order and in
 * constant memory.
 */
public final class RunReports {

	private static final int ROWS_BETWEEN_CHECKS = 1000;

	private final ReportFolders folders;

	private final RunLedger runs;

	private final ReportLedger rows;

	private final SampleLedger samples;

	RunReports(ReportFolders folders, RunLedger runs, ReportLedger rows, SampleLedger samples) {
		this.folders = folders;
		this.runs = runs;
		this.rows = rows;
		this.samples = samples;
	}

	/**
	 * Finds a name for the folder of a run that is to be started.
	 * @param fileName the name of the run's input file
	 * @param run the run's number
	 * @return a name that nothing has yet
	 * @throws ReportsUnwritableException if there can be no folder
	 */
	public String freeFolder(String fileName, long run) {
		return this.folders.free(fileName, run);
	}

	/**
	 * Writes all reports of a run. Whether a run is complete depends on the rows in the
	 * ledger, not on counts that were kept during the run.
	 * @param run the run, with its totals as of now
	 * @param status how the run ends; RUNNING is reported as STOPPED
	 * @param endedAt when it ended, or {@code null} if that is not known
	 * @param giveUp is called now and then and tells whether to stop
	 * @return the reports
	 * @throws ReportingGivenUpException if it was to stop; what was in the folder is
	 * unchanged
	 * @throws ReportsUnwritableException if a file or folder cannot be written
	 * @throws IllegalStateException if the run is COMPLETED and has an open row; what was
	 * in the folder is still there
	 */
	public WrittenReports write(Run run, RunStatus status, @Nullable Instant endedAt, BooleanSupplier giveUp) {
		Path folder = claim(run);
		try (RowReports reports = new RowReports(folder, run.header(), run.identity().delimiter().charAt(0),
				EnumSet.allOf(RowReport.class))) {
			this.rows.forEachRow(run.number(), checking(run, giveUp, reports::add));
			RowCounts counts = reports.counts(run.identity().task().kind());
			OutcomeCounts inLedger = this.rows.count(run.number());
			if (!counts.outcomes().equals(counts(run, inLedger).outcomes())) {
				throw new IllegalStateException("Run " + run.number() + " has rows " + inLedger.outcomes()
						+ ", but what was reported is " + counts.outcomes() + ".");
			}
			if (inLedger.outcomes().containsKey(Outcome.RESTORED)) {
				reports.add(this.rows.restored(run.number()));
			}
			RunSummary summary = RunSummary.of(run, status, endedAt, counts);
			if (giveUp.getAsBoolean()) {
				throw new ReportingGivenUpException(run.number());
			}
			long open = counts.rows() - counts.decided();
			if (status == RunStatus.COMPLETED && open > 0) {
				throw new IllegalStateException(open + " rows are not decided, but the posting said that it was done");
			}
			reports.publish(summary, run.request(), this.samples.of(run.number()));
			return new WrittenReports(folder, summary);
		}
	}

	/**
	 * Writes the reports of a run again, as they were at its end.
	 * @param run the run, which nobody is at
	 * @return the reports
	 * @throws ReportsUnwritableException if a file or folder cannot be written
	 */
	public WrittenReports writeAgain(Run run) {
		return (run.position() == RunPosition.REPEATS_FOUND) ? write(run, run.status(), run.endedAt(), () -> false)
				: writeSummary(run, run.status(), run.endedAt());
	}

	/**
	 * Sums up a run, without writing anything.
	 * @param run the run
	 * @return what {@code summary.json} says, and where it is or would be
	 */
	public WrittenReports summarize(Run run) {
		return new WrittenReports(this.folders.of(run),
				RunSummary.of(run, run.status(), run.endedAt(), counts(run, this.rows.counts(run.number()))));
	}

	/**
	 * Reads all rows of a run, and compares them with what was written.
	 * @param run the run
	 * @param giveUp is called now and then and tells whether to stop
	 * @throws ReportingGivenUpException if it was to stop
	 * @throws org.springframework.dao.DataAccessException if the rows are damaged
	 */
	public void verify(Run run, BooleanSupplier giveUp) {
		this.rows.forEachRow(run.number(), checking(run, giveUp, (row) -> {
		}));
	}

	/**
	 * Writes only the summary of a run, whose file was not read to its end.
	 * @param run the run, with its totals as of now
	 * @param status how the run ends; RUNNING is reported as STOPPED
	 * @param endedAt when it ended, or {@code null} if that is not known
	 * @return the report
	 * @throws ReportsUnwritableException if a file or folder cannot be written
	 */
	public WrittenReports writeSummary(Run run, RunStatus status, @Nullable Instant endedAt) {
		Path folder = claim(run);
		RunSummary summary = RunSummary.of(run, status, endedAt, counts(run, this.rows.count(run.number())));
		try (ReportSet set = new ReportSet(folder, run.identity().delimiter().charAt(0))) {
			set.publish(summary);
		}
		return new WrittenReports(folder, summary);
	}

	private static RowCounts counts(Run run, OutcomeCounts counts) {
		return new RowCounts(run.identity().task().kind(), counts.outcomes(), counts.errors());
	}

	/**
	 * Makes the folder of a run if it is missing, and stores its name before the first
	 * report is written.
	 * @param run the run
	 * @return the folder
	 * @throws ReportsUnwritableException if it cannot be made
	 */
	public Path claim(Run run) {
		Path folder = this.folders.claim(run);
		String name = String.valueOf(folder.getFileName());
		if (!name.equals(run.reportFolder())) {
			this.runs.moveReports(run.number(), name);
		}
		return folder;
	}

	private static Consumer<ReportRow> checking(Run run, BooleanSupplier giveUp, Consumer<ReportRow> consumer) {
		return new Consumer<>() {

			private int rows;

			@Override
			public void accept(ReportRow row) {
				if (this.rows++ % ROWS_BETWEEN_CHECKS == 0 && giveUp.getAsBoolean()) {
					throw new ReportingGivenUpException(run.number());
				}
				consumer.accept(row);
			}

		};
	}

}
