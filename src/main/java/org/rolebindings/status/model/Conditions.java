package org.rolebindings.status.model;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;
import org.rolebindings.inbox.FileOutcome;
import org.rolebindings.stop.StopReason;

/**
 * The condition of each component, as the last import and the last probe have shown it.
 */
public final class Conditions {

	private static final int MOST_CHARACTERS = 2_000;

	private final Map<HealthComponent, Condition> components = new ConcurrentHashMap<>();

	public Condition of(HealthComponent component) {
		return this.components.getOrDefault(component, Condition.UNKNOWN);
	}

	/** An attempt at a file has shown something. */
	void after(FileOutcome outcome) {
		FileOutcome.Cause cause = outcome.cause();
		if (cause != null) {
			fail(cause, outcome.sentence());
		}
		else if (outcome.run() != null && outcome.fate() != FileOutcome.Fate.WAIT) {
			this.components.put(HealthComponent.API, Condition.UP);
			this.components.put(HealthComponent.DATABASE, Condition.UP);
			this.components.put(HealthComponent.REPORTS, Condition.UP);
		}
	}

	private void fail(FileOutcome.Cause cause, String sentence) {
		String problem = shown(sentence);
		switch (cause) {
			case KEY -> this.components.put(HealthComponent.API, Condition.down(problem));
			case API -> this.components.put(HealthComponent.API, Condition.away(problem));
			case DATABASE -> this.components.put(HealthComponent.DATABASE, Condition.down(problem));
			case REPORTS -> this.components.put(HealthComponent.REPORTS, Condition.down(problem));
		}
	}

	/**
	 * The API has been probed.
	 * @param problem why it cannot be used, or {@code null} if it can
	 */
	public void probed(@Nullable StopReason problem) {
		if (problem == null) {
			this.components.put(HealthComponent.API, Condition.UP);
			return;
		}
		fail((problem.kind() == StopReason.Kind.DEAD_KEY) ? FileOutcome.Cause.KEY : FileOutcome.Cause.API,
				problem.message());
	}

	/**
	 * The inbox has been scanned or used.
	 * @param problem why it cannot be worked on, or {@code null} if it can
	 */
	void inbox(@Nullable String problem) {
		this.components.put(HealthComponent.INBOX, (problem != null) ? Condition.down(shown(problem)) : Condition.UP);
	}

	private static String shown(String sentence) {
		return Quoting.legible(sentence, MOST_CHARACTERS);
	}

}
