package org.rolebindings.job.stage;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.validation.CheckedRow;
import org.rolebindings.csv.PlanReader;
import org.rolebindings.csv.PlanReader.PlannedLine;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnreadableFileException;
import org.rolebindings.ledger.run.RunIdentity;

/** Reads what the plan of a run says about the rows that are staged. */
final class StagedPlan implements Closeable {

	private final InputFile file;

	private final RunIdentity identity;

	private @Nullable PlanReader reader;

	/**
	 * Prepares the reading.
	 * @param file the plan, which has been checked
	 * @param identity the run, which has the plan's digest
	 */
	StagedPlan(InputFile file, RunIdentity identity) {
		this.file = file;
		this.identity = identity;
	}

	/**
	 * Rows and what the plan says about them.
	 *
	 * @param rows the rows; one whose names were other ids when it was planned is
	 * rejected
	 * @param expected the bindings that the plan names, by line
	 */
	record Planned(List<CheckedRow> rows, Map<Long, ExistingBinding> expected) {
	}

	/**
	 * Reads what the plan says about some rows.
	 * @param rows the next rows that are staged, in the file's order
	 * @throws UnreadableFileException if the plan has changed
	 */
	Planned read(List<CheckedRow> rows) {
		if (this.reader == null) {
			this.reader = PlanReader.open(this.file, this.identity.delimiter().charAt(0));
		}
		List<CheckedRow> checked = new ArrayList<>();
		Map<Long, ExistingBinding> expected = new HashMap<>();
		for (CheckedRow row : rows) {
			PlannedLine line = find(this.reader, row.input().line());
			CheckedRow compared = PlannedNames.compare(row, line.ids());
			checked.add(compared);
			if (line.binding() != null && compared.binding() != null) {
				expected.put(line.line(), line.binding());
			}
		}
		return new Planned(checked, expected);
	}

	/** Skips the lines that an earlier start has staged. */
	private PlannedLine find(PlanReader lines, long wanted) {
		PlannedLine line = lines.read();
		while (line != null && line.line() < wanted) {
			line = lines.read();
		}
		if (line == null || line.line() > wanted) {
			throw this.file.changed();
		}
		return line;
	}

	/**
	 * Checks at the end of the rows that the plan is the one that was checked before.
	 * @throws UnreadableFileException if it has changed
	 */
	void verify() {
		if (this.reader != null
				&& (this.reader.read() != null || !Objects.equals(this.reader.sha256(), this.identity.plan()))) {
			throw this.file.changed();
		}
	}

	@Override
	public void close() throws IOException {
		if (this.reader != null) {
			this.reader.close();
		}
	}

}
