package org.rolebindings.report;

import java.nio.file.Path;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import org.rolebindings.report.summary.RunSummary;
import org.rolebindings.report.summary.SummaryJson;

/**
 * Reports that are in place.
 *
 * @param folder the folder they are in
 * @param summary what {@code summary.json} says
 */
public record WrittenReports(Path folder, RunSummary summary) {

	/**
	 * The summary as a command prints it, with the exit code and the next command.
	 * @param exitCode the command's exit code
	 * @param next the command to run next, or {@code null} if there is nothing left to do
	 * @return pretty-printed JSON with a line feed at its end
	 */
	public String toJson(int exitCode, @Nullable String next) {
		return SummaryJson.write(new Printed(this.summary, exitCode, this.folder.toString(), next));
	}

	/** The keys of the summary, and those that standard output has besides. */
	private record Printed(@JsonUnwrapped RunSummary summary, int exitCode, String reports, @Nullable String next) {
	}

}
