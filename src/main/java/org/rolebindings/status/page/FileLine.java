package org.rolebindings.status.page;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.rolebindings.inbox.FileOutcome;
import org.rolebindings.report.WrittenReports;
import org.rolebindings.status.model.Attempt;

/**
 * One of the last files, in words.
 *
 * @param claim its claim
 * @param file its name
 * @param run the run's number, or {@code null} if there is none
 * @param at when the last attempt ended
 * @param fate what became of the file, for a style sheet
 * @param failures whether it was put aside, or rows of it failed
 * @param result what became of the file, and the rows by outcome
 * @param sentence why it was not imported, or {@code null}
 * @param place where the file is now
 * @param reports the names of its reports
 */
public record FileLine(String claim, String file, @Nullable Long run, DisplayTime at, String fate, boolean failures,
		String result, @Nullable String sentence, String place, List<String> reports) {

	static FileLine of(Attempt attempt) {
		FileOutcome outcome = attempt.outcome();
		WrittenReports reports = attempt.reports();
		Path folder = attempt.place().getParent();
		return new FileLine(attempt.file().claim(), StatusPage.shown(attempt.file().name()), outcome.run(),
				DisplayTime.of(attempt.at()), outcome.fate().name().toLowerCase(Locale.ROOT),
				failures(outcome, reports), result(outcome, reports),
				outcome.sentence().isEmpty() ? null : StatusPage.shown(outcome.sentence()),
				((folder != null) ? folder.getFileName() + "/" : "")
						+ StatusPage.shown(String.valueOf(attempt.place().getFileName())),
				(reports != null) ? names(reports.folder()) : List.of());
	}

	private static boolean failures(FileOutcome outcome, @Nullable WrittenReports reports) {
		return outcome.fate() == FileOutcome.Fate.FAILED || (reports != null && reports.summary()
			.outcomes()
			.entrySet()
			.stream()
			.anyMatch((rows) -> rows.getKey().isFailure() && rows.getValue() > 0));
	}

	private static String result(FileOutcome outcome, @Nullable WrittenReports reports) {
		String fate = switch (outcome.fate()) {
			case DONE -> "Imported";
			case FAILED -> "Put aside";
			case AGAIN -> "Tried again soon";
			case WAIT -> "Waits";
		};
		String outcomes = (reports != null) ? reports.summary().describeOutcomes() : "";
		return outcomes.isEmpty() ? fate : fate + ": " + outcomes;
	}

	private static List<String> names(Path folder) {
		return Arrays.stream(ReportLink.values())
			.filter((report) -> report.isIn(folder))
			.map(ReportLink::fileName)
			.toList();
	}

}
