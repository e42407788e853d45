package org.rolebindings.cli.runs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Outcome;
import org.rolebindings.cli.console.NextCommand;
import org.rolebindings.cli.console.RunLimit;
import org.rolebindings.cli.settings.DurationConverter;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.run.Run;

/** How an unfinished run goes on, if it does. */
final class TakeUp {

	private static final String RESUME_WITHIN = "--resume-within";

	private final RunLedger runs;

	private final RowLedger rows;

	private final ImportProperties properties;

	private final List<String> state;

	private final Instant now;

	/**
	 * Looks at the runs of a state.
	 * @param properties what holds if the command of a run does not say it
	 * @param state the option that names the state, in words; none for the usual place
	 */
	TakeUp(RunLedger runs, RowLedger rows, ImportProperties properties, List<String> state, Instant now) {
		this.runs = runs;
		this.rows = rows;
		this.properties = properties;
		this.state = List.copyOf(state);
		this.now = now;
	}

	/**
	 * The command that takes a run up.
	 * @param run the run
	 * @param outcomes its rows by outcome
	 * @return the command, or {@code null} if no command can go on with the run
	 */
	@Nullable String command(Run run, Map<Outcome, Long> outcomes) {
		List<String> words = new ArrayList<>(run.request().command());
		if (!run.isUnfinished() || words.isEmpty() || !isTakenUp(run, youngest(words))) {
			return null;
		}
		Map<Outcome, Long> counted = counted(run, outcomes);
		reached(run, counted).forEach((limit) -> limit.raise(words, this.properties, counted));
		words.addAll(this.state);
		return NextCommand.shown(words);
	}

	/**
	 * What to do about an unfinished run.
	 * @param run the run
	 * @param outcomes its rows by outcome
	 * @return a line, or {@code null} if the run has ended
	 */
	@Nullable String describe(Run run, Map<Outcome, Long> outcomes) {
		if (!run.isUnfinished()) {
			return null;
		}
		if (!isTakenUp(run, Instant.MIN)) {
			return "It does not go on, because "
					+ (this.runs.isFiled(run.number()) ? "the watcher has put its file away; import that file."
							: "there is a newer run; the same command starts over.");
		}
		if (!isTakenUp(run, youngest(run.request().command()))) {
			return "It goes on only with a longer " + RESUME_WITHIN + ".";
		}
		String command = command(run, outcomes);
		if (command == null) {
			return "It goes on with the command that began it.";
		}
		String higher = reached(run, counted(run, outcomes)).stream()
			.map((limit) -> ", with a higher " + limit.option())
			.collect(Collectors.joining());
		return "Next" + higher + ": " + command;
	}

	/**
	 * With the updates that are in doubt: they count until it is known that they failed.
	 */
	private Map<Outcome, Long> counted(Run run, Map<Outcome, Long> outcomes) {
		Map<Outcome, Long> counted = new HashMap<>(outcomes);
		counted.merge(Outcome.UPDATED, (long) this.rows.updatesInDoubt(run.number()).size(), Long::sum);
		return counted;
	}

	/** A watcher's limits are those of all files. */
	private List<RunLimit> reached(Run run, Map<Outcome, Long> outcomes) {
		return (run.identity().claim() != null) ? List.of()
				: RunLimit.reached(run.request().command(), this.properties, outcomes)
					.stream()
					.filter((limit) -> limit.isOf(run.identity().task().kind()))
					.toList();
	}

	/** As the import looks for it. */
	private boolean isTakenUp(Run run, Instant startedAfter) {
		String claim = run.identity().claim();
		if (this.runs.isFiled(run.number())) {
			return false;
		}
		Optional<Run> found = (claim != null) ? this.runs.ofClaim(claim)
				: this.runs.toResume(run.identity(), startedAfter);
		return found.filter((other) -> other.number() == run.number()).isPresent();
	}

	private Instant youngest(List<String> command) {
		int option = command.indexOf(RESUME_WITHIN);
		return this.now.minus((option < 0) ? this.properties.resumeWithin()
				: new DurationConverter().convert(command.get(option + 1)));
	}

}
