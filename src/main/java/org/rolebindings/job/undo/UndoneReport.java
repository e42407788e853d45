package org.rolebindings.job.undo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.rolebindings.binding.RunKind;
import org.rolebindings.csv.source.InaccessibleFileException;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.report.summary.PlanSummary;
import org.rolebindings.report.summary.RunSummary;
import org.rolebindings.report.summary.SummaryJson;

/** What the {@code summary.json} beside a report says about its run. */
public final class UndoneReport {

	private UndoneReport() {
	}

	/**
	 * Reads the summary.
	 * @param report the report
	 * @return the summary; nothing is in it if there is none
	 * @throws NotUndoableException if the report is not one of an import
	 * @throws InaccessibleFileException if the summary cannot be read
	 */
	public static PlanSummary of(InputFile report) {
		Path beside = report.path().resolveSibling(RunSummary.FILE_NAME);
		try {
			PlanSummary summary = SummaryJson.readPlan(Files.readAllBytes(beside));
			if (summary.kind() != null && !summary.kind().equals(RunKind.IMPORT.toString())) {
				throw new NotUndoableException(report.name() + " is a report of the kind " + summary.kind()
						+ ", which is not undone; import it instead.");
			}
			return summary;
		}
		catch (NoSuchFileException ex) {
			return PlanSummary.NONE;
		}
		catch (IOException ex) {
			throw new InaccessibleFileException(beside.toString(), ex);
		}
	}

}
