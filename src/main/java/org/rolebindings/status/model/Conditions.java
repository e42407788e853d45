package org.rolebindings.status.model;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;
import org.rolebindings.inbox.FileOutcome;
import org.rolebindings.stop.StopReason;

/**
 * What each part is like, as far as the last import and the last question have shown.
 */
public final class Conditions {

	private static final int MOST_CHARACTERS = 2_000;

	private final Map<HealthComponent, Condition> parts = new ConcurrentHashMap<>();

	public Condition of(HealthComponent part) {
		return this.parts.getOrDefault(part, Condition.UNKNOWN);
	}

	/** An attempt at a file has shown something. */
	void after(FileOutcome outcome) {
		FileOutcome.Cause cause = outcome.cause();
		if (cause != null) {
			fail(cause, outcome.sentence());
		}
		else if (outcome.run() != null && outcome.fate() != FileOutcome.Fate.WAIT) {
			this.parts.put(HealthComponent.API, Condition.UP);
			this.parts.put(HealthComponent.DATABASE, Condition.UP);
			this.parts.put(HealthComponent.REPORTS, Condition.UP);
		}
	}

	private void fail(FileOutcome.Cause cause, String sentence) {
		String problem = shown(sentence);
		switch (cause) {
			case KEY -> this.parts.put(HealthComponent.API, Condition.down(problem));
			case API -> this.parts.put(HealthComponent.API, Condition.away(problem));
			case DATABASE -> this.parts.put(HealthComponent.DATABASE, Condition.down(problem));
			case REPORTS -> this.parts.put(HealthComponent.REPORTS, Condition.down(problem));
		}
	}

	/**
	 * The API has been asked.
	 * @param problem why it cannot be used, or {@code null} if it can
	 */
	public void probed(@Nullable StopReason problem) {
		if (problem == null) {
			this.parts.put(HealthComponent.API, Condition.UP);
			return;
		}
		fail((problem.kind() == StopReason.Kind.DEAD_KEY) ? FileOutcome.Cause.KEY : FileOutcome.Cause.API, problem.message());
	}

	/**
	 * Somebody has looked at the inbox.
	 * @param problem why it cannot be worked on, or {@code null} if it can
	 */
	void inbox(@Nullable String problem) {
		this.parts.put(HealthComponent.INBOX, (problem != null) ? Condition.down(shown(problem)) : Condition.UP);
	}

	private static String shown(String sentence) {
		return Quoting.legible(sentence, MOST_CHARACTERS);
	}

}
