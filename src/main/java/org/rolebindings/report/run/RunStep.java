package org.rolebindings.report.run;

import java.nio.file.Path;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.RunKind;
import org.rolebindings.report.page.PageModel;
import org.rolebindings.report.summary.RunSummary;

/** What to do after a run or a validation, as far as its run tells. */
final class RunStep {

	private static final String ON_CONFLICT = "--on-conflict";

	private final RunSummary summary;

	private final NextCommandText commands;

	private final Path failedCsv;

	RunStep(RunSummary summary, NextCommandText commands, Path folder) {
		this.summary = summary;
		this.commands = commands;
		this.failedCsv = folder.resolve("failed.csv");
	}

	/**
	 * The next step.
	 * @param failed how many rows failed
	 * @return the step, or {@code null} if nothing is left to do
	 */
	PageModel.@Nullable Step next(long failed) {
		if (this.summary.kind() == RunKind.VALIDATE) {
			return (failed == 0) ? new PageModel.Step("Import the file.", this.commands.importOfValidated())
					: new PageModel.Step("Correct these rows in the file, and check it again.", this.commands.again());
		}
		return switch (this.summary.status()) {
			case COMPLETED -> (failed == 0) ? null : afterFailures();
			case FAILED -> new PageModel.Step(
					"Correct these rows in the file, and " + this.summary.kind() + " it again.", this.commands.again());
			case ABANDONED -> null;
			case STOPPED, RUNNING -> afterStop();
		};
	}

	private PageModel.Step afterStop() {
		if (this.commands.isSandbox()) {
			return new PageModel.Step("A sandbox keeps no state, so the same command starts over.",
					this.commands.again());
		}
		PageModel.Step limited = afterLimit("--max-failures", count(Outcome.FAILED),
				"The run stopped because so many rows failed. See below why. With a higher limit it goes on from there.");
		if (limited == null) {
			limited = afterLimit("--max-updates", count(Outcome.UPDATED),
					"The run stopped before it updated more bindings. See below what was updated. "
							+ "With a higher limit it goes on from there.");
		}
		return (limited != null) ? limited
				: new PageModel.Step("Run the same command again. It goes on from there.", this.commands.again());
	}

	private PageModel.@Nullable Step afterLimit(String option, long reached, String advice) {
		String limit = this.commands.value(option);
		if (limit == null || reached < Long.parseLong(limit.strip())) {
			return null;
		}
		return new PageModel.Step(advice,
				this.commands.againWith(option, String.valueOf(Math.min(Integer.MAX_VALUE, 2 * Math.max(1, reached)))));
	}

	private long count(Outcome outcome) {
		return this.summary.outcomes().getOrDefault(outcome, 0L);
	}

	private PageModel.Step afterFailures() {
		if (this.commands.isWatch()) {
			return new PageModel.Step(
					"Correct the rows in failed.csv, which stands beside this page, and drop that file into the inbox.",
					null);
		}
		if (this.summary.kind().takesBack()) {
			return new RemovalStep(this.summary).next(this.commands, this.failedCsv);
		}
		if (this.summary.options().plan() != null) {
			return new PageModel.Step("See below what each row needs. Then make a plan of failed.csv, which stands "
					+ "beside this page, look at it and apply it.", this.commands.planOf(this.failedCsv));
		}
		Set<Remedy> remedies = Remedy.of(this.summary.errors().keySet());
		Remedy only = (remedies.size() == 1) ? remedies.iterator().next() : null;
		if (only == Remedy.DECISION) {
			return new PageModel.Step(
					"Decide about the users who have another role: " + ON_CONFLICT + " update replaces it, "
							+ ON_CONFLICT + " keep leaves it. Then import the failed rows again.",
					this.commands.importOf(this.failedCsv, ON_CONFLICT, "update"));
		}
		return new PageModel.Step(advice(only), this.commands.ofFile(this.failedCsv));
	}

	private static String advice(@Nullable Remedy only) {
		if (only == Remedy.RIGHT) {
			return "Give the API key the right that the messages name, and import the failed rows again.";
		}
		if (only == Remedy.REPETITION) {
			return "Import the failed rows again later.";
		}
		if (only == Remedy.LOOK) {
			return "See what the server answered. Once the API itself answers, import the failed rows again.";
		}
		return "Correct the rows in failed.csv, which stands beside this page, as the reasons below say. "
				+ "Then import that file.";
	}

}
