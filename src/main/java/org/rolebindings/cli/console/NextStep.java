package org.rolebindings.cli.console;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.RunKind;
import org.rolebindings.cli.key.ApiKeys;
import org.rolebindings.job.run.ImportResult;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.report.WrittenReports;
import org.rolebindings.report.run.Remedy;
import org.rolebindings.report.summary.RunSummary;
import org.rolebindings.stop.StopReason;

/**
 * What to do after a command.
 *
 * @param advice what to do, for a person, without a full stop
 * @param command the command to run next, or {@code null} if there is none
 */
record NextStep(String advice, @Nullable String command) {

	private static final String ON_CONFLICT = "--on-conflict";

	/**
	 * The step after an import, an undo or a revoke.
	 * @param result how the run ended
	 * @param sandbox whether it went into a sandbox inside the process
	 * @param next makes the commands
	 * @return the step, or {@code null} if every row succeeded
	 */
	public static @Nullable NextStep afterRun(ImportResult result, boolean sandbox, NextCommand next) {
		RunSummary summary = result.reports().summary();
		StopReason stopped = result.stopped();
		if (stopped != null) {
			return sandbox ? new NextStep("a sandbox keeps no state, so the same command starts over", next.again())
					: afterStop(stopped, summary, next);
		}
		if (summary.status() == RunStatus.FAILED) {
			return new NextStep("correct the rows that " + shown(failed(result.reports()))
					+ " names in the file that you gave, and " + summary.kind() + " it again", next.again());
		}
		if (summary.errors().isEmpty()) {
			return null;
		}
		Path failed = failed(result.reports());
		return summary.kind().takesBack() ? afterRemoval(failed, summary, next) : afterFailures(failed, summary, next);
	}

	/** The step after a validation. */
	static NextStep afterValidation(WrittenReports reports, NextCommand next) {
		if (reports.summary().errors().isEmpty()) {
			return new NextStep("import the file" + sameInput(next), next.importOfValidated());
		}
		return new NextStep("correct the rows that " + shown(failed(reports))
				+ " names in the file that you validated, and validate it again", next.again());
	}

	private static NextStep afterStop(StopReason stopped, RunSummary summary, NextCommand next) {
		String goesOn = "the same command" + sameInput(next) + " goes on from there";
		return switch (stopped.kind()) {
			case DEAD_KEY -> new NextStep(
					"set a valid key in " + ApiKeys.VARIABLE + " or --api-key-file; then " + goesOn, next.goOn());
			case LONG_PAUSE -> new NextStep("after that pause " + goesOn, next.goOn());
			case OUTAGE -> new NextStep("once the API answers again, " + goesOn, next.goOn());
			case SIGNAL, RUN_OVER, FAILURE -> new NextStep(goesOn, next.goOn());
			case TOO_MANY_FAILURES -> raised(RunLimit.FAILURES, "see in failed.csv why the rows failed", summary, next);
			case TOO_MANY_UPDATES -> raised(RunLimit.UPDATES, "see in succeeded.csv what was UPDATED", summary, next);
		};
	}

	private static NextStep raised(RunLimit limit, String look, RunSummary summary, NextCommand next) {
		return new NextStep(look + "; with a higher " + limit.option() + " the run goes on from there",
				next.goOnWith(limit.option(), limit.higher(next.number(limit.option(), 0), summary.outcomes())));
	}

	private static NextStep afterFailures(Path failed, RunSummary summary, NextCommand next) {
		if (summary.options().plan() != null) {
			return new NextStep("see in " + failed + " what each row needs, then make a plan of that file, look at it "
					+ "and apply it", next.planOf(failed));
		}
		Set<Remedy> remedies = Remedy.of(summary.errors().keySet());
		if (remedies.size() > 1) {
			return new NextStep("see in " + shown(failed) + " what each row needs"
					+ (remedies.contains(Remedy.DECISION) ? " (ROLE_CONFLICT: " + ON_CONFLICT + " update or keep)" : "")
					+ ", then import that file", next.ofFile(failed));
		}
		return switch (remedies.iterator().next()) {
			case CORRECTION -> new NextStep("correct " + shown(failed) + ", and import it", next.ofFile(failed));
			case RIGHT -> new NextStep(
					"give the key the right that the messages in " + shown(failed) + " name, and import that file",
					next.ofFile(failed));
			case DECISION ->
				new NextStep(
						"decide about the users who have another role: " + ON_CONFLICT + " update replaces it, "
								+ ON_CONFLICT + " keep leaves it",
						next.importOf(failed, Map.of(ON_CONFLICT, "update")));
			case REPETITION -> new NextStep("import the failed rows again later", next.ofFile(failed));
			case LOOK ->
				new NextStep("see in " + shown(failed) + " what the server answered, and import that file once "
						+ "the API itself answers", next.ofFile(failed));
		};
	}

	private static NextStep afterRemoval(Path failed, RunSummary summary, NextCommand next) {
		boolean undo = summary.kind() == RunKind.UNDO;
		Set<Remedy> remedies = Remedy.ofRemoval(summary.errors().keySet());
		Remedy first = remedies.iterator().next();
		if (first == Remedy.DECISION) {
			return new NextStep(
					"see in " + shown(failed) + " what was changed since; if such a binding is to go all the "
							+ "same, revoke a CSV that has the role which is there now",
					null);
		}
		Remedy remedy = (remedies.size() > 1) ? Remedy.CORRECTION : first;
		return new NextStep(
				beforeRepetition(remedy, shown(failed)) + (undo ? "undo the run again" : "revoke that file"),
				undo ? next.again() : next.ofFile(failed));
	}

	private static String beforeRepetition(Remedy remedy, String failed) {
		return switch (remedy) {
			case RIGHT -> "give the key the right that the messages in " + failed + " name, then ";
			case REPETITION -> "wait a while, then ";
			case LOOK -> "see in " + failed + " what the server answered; once the API itself answers, ";
			case CORRECTION, DECISION -> "see in " + failed + " what each row needs, then ";
		};
	}

	private static String sameInput(NextCommand next) {
		return next.readsStandardInput() ? " with the same input" : "";
	}

	private static String shown(Path file) {
		return Quoting.legible(file.toString(), Integer.MAX_VALUE);
	}

	private static Path failed(WrittenReports reports) {
		return reports.folder().resolve("failed.csv");
	}

}
