package org.rolebindings.cli.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.RunKind;
import org.rolebindings.job.run.ImportProperties;

/**
 * A limit at which a run stops. With the same limit it would stop again at once, so the
 * command to run next has a higher one.
 */
public enum RunLimit {

	/** The run stops once so many rows are FAILED. */
	FAILURES("--max-failures", Outcome.FAILED),

	/** The run stops before more rows are UPDATED. */
	UPDATES("--max-updates", Outcome.UPDATED);

	private final String option;

	private final Outcome counted;

	RunLimit(String option, Outcome counted) {
		this.option = option;
		this.counted = counted;
	}

	/** Whether runs of a kind have the limit: only an import updates anything. */
	public boolean isOf(RunKind kind) {
		return kind.outcomes().contains(this.counted);
	}

	/** The option that sets it. */
	public String option() {
		return this.option;
	}

	/**
	 * A higher limit.
	 * @param limit the limit that the run has, or 0 if nobody knows it
	 * @param outcomes the rows of the run by outcome
	 * @return twice as many as the limit or the rows, if they are more
	 */
	String higher(long limit, Map<Outcome, Long> outcomes) {
		return String.valueOf(Math.min(Integer.MAX_VALUE, 2 * Math.max(1, Math.max(limit, count(outcomes)))));
	}

	private long count(Map<Outcome, Long> outcomes) {
		return outcomes.getOrDefault(this.counted, 0L);
	}

	/**
	 * Finds the limits that a run has reached.
	 * @param words the command that takes the run up
	 * @param otherwise the limits that hold if the command has none
	 * @param outcomes the rows of the run by outcome
	 */
	public static List<RunLimit> reached(List<String> words, ImportProperties otherwise, Map<Outcome, Long> outcomes) {
		List<RunLimit> reached = new ArrayList<>();
		for (RunLimit each : values()) {
			Long limit = each.limit(words, otherwise);
			if (limit != null && each.count(outcomes) >= limit) {
				reached.add(each);
			}
		}
		return reached;
	}

	/**
	 * Gives a command a higher limit.
	 * @param words the command, which is changed
	 * @param otherwise the limits that hold if the command has none
	 * @param outcomes the rows of the run by outcome
	 */
	public void raise(List<String> words, ImportProperties otherwise, Map<Outcome, Long> outcomes) {
		Long limit = limit(words, otherwise);
		String higher = higher((limit != null) ? limit : 0, outcomes);
		int place = words.indexOf(this.option);
		if (place < 0) {
			words.addAll(List.of(this.option, higher));
		}
		else {
			words.set(place + 1, higher);
		}
	}

	private @Nullable Long limit(List<String> words, ImportProperties otherwise) {
		int place = words.indexOf(this.option);
		if (place >= 0) {
			return Long.valueOf(words.get(place + 1).strip());
		}
		Integer set = (this == FAILURES) ? otherwise.maxFailures() : otherwise.maxUpdates();
		return (set != null) ? Long.valueOf(set) : null;
	}

}
