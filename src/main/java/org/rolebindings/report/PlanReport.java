package org.rolebindings.report;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.RunKind;
import org.rolebindings.csv.CsvText;
import org.rolebindings.report.page.PageModel;
import org.rolebindings.report.page.PageWriter;
import org.rolebindings.report.run.PlanPage;
import org.rolebindings.report.run.PlanTally;
import org.rolebindings.report.summary.PlanAction;
import org.rolebindings.report.summary.RunSummary;

/**
 * The reports of a plan: {@code plan.csv} with a line for each row of the file,
 * {@code extra.csv} if it is asked for, {@code report.html} and {@code summary.json}.
 * They replace the ones of an earlier plan.
 */
public final class PlanReport implements AutoCloseable {

	/** The name of the file with the rows. */
	public static final String FILE_NAME = "plan.csv";

	private static final String EXTRA = "extra.csv";

	/** The columns that are added to the file's. */
	public static final List<String> COLUMNS = List.of("line", "action", "current_role_id", "binding_id", "error_code",
			"message");

	private final Path folder;

	private final ReportSet set;

	private final PlanTally tally;

	/** The rows of the page's table; begun with the first of them. */
	private @Nullable ReportFile tableRows;

	private final ReportCsv rows;

	private final ReportCsv extra;

	private final Map<PlanAction, Long> actions = new EnumMap<>(PlanAction.class);

	private final Map<ErrorCode, Long> errors = new EnumMap<>(ErrorCode.class);

	/**
	 * Begins reports.
	 * @param kind decides which actions there are
	 * @param folder the folder
	 * @param header the names of the file's columns, as comma-separated text after a
	 * byte-order mark if the reports are to have one
	 * @param delimiter what separates the fields of the file, and so of the reports
	 * @throws ReportsUnwritableException if a file cannot be written
	 */
	public PlanReport(RunKind kind, Path folder, String header, char delimiter) {
		this.folder = folder;
		this.set = new ReportSet(folder, delimiter);
		this.tally = new PlanTally(this::writeTableRow);
		PlanAction.of(kind).forEach((action) -> this.actions.put(action, 0L));
		try {
			this.rows = this.set.csv(FILE_NAME, header, COLUMNS);
			String mark = header.startsWith(CsvText.BYTE_ORDER_MARK) ? CsvText.BYTE_ORDER_MARK : "";
			this.extra = this.set.csvIfAny(EXTRA, mark + "role_id,user_id,resource_type,resource_id", List.of());
		}
		catch (RuntimeException ex) {
			this.set.close();
			throw ex;
		}
	}

	private void writeTableRow(String text) {
		ReportFile file = this.tableRows;
		if (file == null) {
			file = this.set.scratch();
			this.tableRows = file;
		}
		file.write(text);
	}

	/**
	 * Adds the file's next row.
	 * @throws ReportsUnwritableException if the file cannot be written
	 */
	public void add(PlannedRow row) {
		ExistingBinding existing = row.existing();
		this.rows.add(row.input().carried(), fields(row, existing));
		this.tally.add(row.input(), row.action(), existing, row.code(), row.message());
		this.actions.merge(row.action(), 1L, Long::sum);
		if (row.code() != null && row.action().isFailure()) {
			this.errors.merge(row.code(), 1L, Long::sum);
		}
	}

	private static List<@Nullable String> fields(PlannedRow row, @Nullable ExistingBinding existing) {
		return Arrays.asList(Long.toString(row.input().line()), row.action().name(),
				(existing != null) ? existing.roleId() : null, (existing != null) ? existing.id() : null,
				(row.code() != null) ? row.code().name() : null, row.message());
	}

	/** Has {@code extra.csv} written even if it has no binding. */
	public void beginExtra() {
		this.extra.keepEmpty();
	}

	/**
	 * Adds a binding to {@code extra.csv}.
	 * @param record its role, user, resource type and resource as a CSV record
	 * @throws ReportsUnwritableException if the file cannot be written
	 */
	public void addExtra(String record) {
		this.extra.add(record, List.of());
	}

	/** Returns how many rows have each action so far, all actions with their counts. */
	public Map<PlanAction, Long> actions() {
		return new EnumMap<>(this.actions);
	}

	/** Returns how many failures have each code so far. */
	public Map<ErrorCode, Long> errors() {
		return this.errors;
	}

	/**
	 * Writes the page, and moves the reports into place.
	 * @param summary goes to {@code summary.json}
	 * @param remarks what else is to be known, in sentences
	 * @param step what to do next, or {@code null} if nothing is left to do
	 * @throws ReportsUnwritableException if a report cannot be written or moved
	 */
	public void publish(RunSummary summary, List<String> remarks, PageModel.@Nullable Step step) {
		ReportFile page = this.set.page();
		new PageWriter(page::write).write(PlanPage.of(summary, this.tally, remarks, step), this.tally.rows(), () -> {
			if (this.tableRows != null) {
				page.append(this.tableRows);
			}
		});
		this.set.publish(summary);
	}

	/** Returns the folder of the reports. */
	public Path folder() {
		return this.folder;
	}

	@Override
	public void close() {
		this.set.close();
		if (this.tableRows != null) {
			this.tableRows.close();
		}
	}

}
