package org.rolebindings.report.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.RunKind;
import org.rolebindings.binding.Wording;
import org.rolebindings.ledger.run.RunRequest;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.ledger.sample.TimeSample;
import org.rolebindings.report.page.PageModel;
import org.rolebindings.report.page.Tone;
import org.rolebindings.report.summary.RunSummary;

/** The page of a run or a validation. */
public final class RunPage {

	private final RunSummary summary;

	private final RunTally tally;

	private RunPage(RunSummary summary, RunTally tally) {
		this.summary = summary;
		this.tally = tally;
	}

	/**
	 * Makes the page.
	 * @param summary the run in numbers
	 * @param tally its rows
	 * @param request how it was asked for
	 * @param samples what it did in the course of time
	 * @param folder where the reports are
	 * @return what the page says
	 */
	public static PageModel of(RunSummary summary, RunTally tally, RunRequest request, List<TimeSample> samples,
			Path folder) {
		RunPage page = new RunPage(summary, tally);
		Path place = folder.toAbsolutePath().normalize();
		NextCommandText commands = new NextCommandText(request);
		PageModel.Step step = new RunStep(summary, commands, place).next(tally.failed());
		return new PageModel(page.headline(), step, OutcomeBars.of(summary), tally.groups(summary.kind()),
				new RunHistory(samples).plots(), RunFacts.of(summary, commands.reversal(summary, place)));
	}

	private boolean isValidation() {
		return this.summary.kind() == RunKind.VALIDATE;
	}

	private PageModel.Headline headline() {
		if (this.summary.kind().takesBack()) {
			return new RemovalHeadline(this.summary, this.tally).headline(tone());
		}
		String target = (this.summary.target() != null) ? " to " + this.summary.target() : "";
		String topic = (isValidation() ? "Check of " : "Import of ") + this.summary.file() + target;
		return new PageModel.Headline(topic, tone(), sentence(), remarks());
	}

	private Tone tone() {
		if (this.summary.status() == RunStatus.FAILED || (this.tally.failed() > 0 && this.tally.succeeded() == 0)) {
			return Tone.BAD;
		}
		return (this.summary.status() == RunStatus.COMPLETED && this.tally.failed() == 0) ? Tone.GOOD : Tone.WARNING;
	}

	private String sentence() {
		long rows = this.summary.rows();
		long failed = this.tally.failed();
		if (this.summary.status() == RunStatus.FAILED) {
			return "Nothing was changed, because " + some(failed) + " invalid.";
		}
		if (this.summary.status() == RunStatus.ABANDONED) {
			return "This run was given up for a newer one. " + open();
		}
		if (this.summary.status() != RunStatus.COMPLETED) {
			return "The import stopped before its end. " + open();
		}
		if (rows == 0) {
			return "The file has no rows.";
		}
		if (failed > 0) {
			return isValidation() ? some(failed) + " invalid." : of(failed) + " failed.";
		}
		if (isValidation()) {
			return (rows == 1) ? "The row is valid." : "All " + Wording.of(rows) + " rows are valid.";
		}
		return (rows == 1) ? "The row is in place." : "All " + Wording.of(rows) + " rows are in place.";
	}

	private String open() {
		long open = count(Outcome.PENDING);
		return (open == 0) ? "All rows are decided." : of(open) + ((open == 1) ? " is" : " are") + " still open.";
	}

	private String some(long rows) {
		return of(rows) + ((rows == 1) ? " is" : " are");
	}

	private String of(long rows) {
		return Wording.of(rows) + " of " + Wording.of(this.summary.rows(), "row");
	}

	private List<String> remarks() {
		List<String> remarks = new ArrayList<>();
		if (isValidation()) {
			remarks.add("Nothing was sent. Whether users, roles and resources exist, only an import finds out.");
			return remarks;
		}
		long failed = this.tally.failed();
		long succeeded = this.tally.succeeded();
		if (this.summary.status() == RunStatus.COMPLETED && failed > 0 && succeeded > 0) {
			remarks.add("The other " + Wording.of(succeeded) + ((succeeded == 1) ? " is" : " are") + " in place.");
		}
		if (this.summary.status() == RunStatus.STOPPED) {
			remarks.add("Nothing is lost: " + Wording.of(succeeded) + " so far " + ((succeeded == 1) ? "is" : "are")
					+ " in place" + ((failed > 0) ? ", and " + Wording.of(failed) + " failed" : "") + ".");
		}
		long unchanged = count(Outcome.UNCHANGED);
		if (unchanged > 0 && unchanged == this.summary.rows()) {
			remarks.add("They were there before, so nothing was changed.");
		}
		long kept = count(Outcome.KEPT);
		if (kept > 0) {
			remarks.add("In " + Wording.of(kept, "row") + " the user has another role, which was left alone.");
		}
		return remarks;
	}

	private long count(Outcome outcome) {
		return this.summary.outcomes().getOrDefault(outcome, 0L);
	}

}
