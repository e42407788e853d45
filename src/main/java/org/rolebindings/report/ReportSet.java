package org.rolebindings.report;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.files.DiskSync;
import org.rolebindings.report.summary.RunSummary;

/**
 * The reports of one folder. They are written to temporary files, and nothing else in the
 * folder changes before all of them are complete and on the disk. Closing the set drops
 * what was not published.
 */
final class ReportSet implements AutoCloseable {

	/** The name of the page. */
	static final String PAGE = "report.html";

	private final Path folder;

	private final char delimiter;

	private final List<ReportCsv> reports = new ArrayList<>();

	private @Nullable ReportFile page;

	/**
	 * Begins a set, and removes the temporary files of a process that died.
	 * @param folder an existing folder that nobody else writes to
	 * @param delimiter what separates the fields of its CSV files
	 * @throws ReportsUnwritableException if nothing can be changed in it
	 */
	public ReportSet(Path folder, char delimiter) {
		this.folder = folder;
		this.delimiter = delimiter;
		try (DirectoryStream<Path> left = Files.newDirectoryStream(folder,
				(path) -> ReportFile.isTemporary(path.getFileName().toString()))) {
			for (Path path : left) {
				Files.deleteIfExists(path);
			}
		}
		catch (IOException ex) {
			throw new ReportsUnwritableException(folder, ex);
		}
	}

	/**
	 * Begins a report that is written even if it has no row.
	 * @param name the file's name
	 * @param header the names of the input's columns, as comma-separated text after a
	 * byte-order mark if there is to be one; empty if there are none
	 * @param addedColumns the names of the columns that follow them
	 * @return the report
	 * @throws ReportsUnwritableException if the file cannot be written
	 */
	public ReportCsv csv(String name, String header, List<String> addedColumns) {
		return add(new ReportCsv(this.folder.resolve(name), this.delimiter, true), header, addedColumns);
	}

	/** Begins a report that exists only if it has a row. */
	ReportCsv csvIfAny(String name, String header, List<String> addedColumns) {
		return add(new ReportCsv(this.folder.resolve(name), this.delimiter, false), header, addedColumns);
	}

	/** Begins the page. */
	public ReportFile page() {
		this.page = new ReportFile(this.folder.resolve(PAGE));
		return this.page;
	}

	/** Begins a file that is never published. */
	ReportFile scratch() {
		return new ReportFile(this.folder.resolve("rows.html"));
	}

	private ReportCsv add(ReportCsv report, String header, List<String> addedColumns) {
		this.reports.add(report);
		report.begin(header, addedColumns);
		return report;
	}

	/**
	 * Completes the reports and moves them into place, the summary last. Before that it
	 * removes old reports that are not replaced, so that a row is never in a new and in
	 * an old report.
	 * @param summary goes to {@code summary.json}
	 * @throws ReportsUnwritableException if a report cannot be written or moved
	 */
	public void publish(RunSummary summary) {
		try (ReportFile summaryFile = new ReportFile(this.folder.resolve(RunSummary.FILE_NAME))) {
			this.reports.forEach((report) -> report.file().finish());
			if (this.page != null) {
				this.page.finish();
			}
			summaryFile.write(summary.toJson());
			summaryFile.finish();
			this.reports.stream()
				.filter((report) -> !report.isPublished())
				.forEach((report) -> report.file().removeFromPlace());
			removeOldPage();
			this.reports.stream().filter(ReportCsv::isPublished).forEach((report) -> report.file().moveIntoPlace());
			if (this.page != null) {
				this.page.moveIntoPlace();
			}
			DiskSync.folder(this.folder);
			summaryFile.moveIntoPlace();
			DiskSync.folder(this.folder);
			DiskSync.folder(this.folder.resolveSibling("."));
		}
	}

	/** So that no page ever tells of other rows than the files beside it have. */
	private void removeOldPage() {
		try {
			Files.deleteIfExists(this.folder.resolve(PAGE));
		}
		catch (IOException ex) {
			throw new ReportsUnwritableException(this.folder.resolve(PAGE), ex);
		}
	}

	@Override
	public void close() {
		this.reports.forEach((report) -> report.file().close());
		if (this.page != null) {
			this.page.close();
		}
	}

}
