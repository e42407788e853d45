package org.rolebindings.status.model;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * The condition of a component.
 *
 * @param status UP, DOWN if a person has to do something, OUT_OF_SERVICE if it may
 * recover by itself, UNKNOWN before the first use
 * @param problem what is wrong and what to do, for a person; {@code null} if nothing is
 */
public record Condition(Status status, @Nullable String problem) {

	public static final Condition UP = new Condition(Status.UP, null);

	static final Condition UNKNOWN = new Condition(Status.UNKNOWN, null);

	public static Condition down(String problem) {
		return new Condition(Status.DOWN, problem);
	}

	public static Condition away(String problem) {
		return new Condition(Status.OUT_OF_SERVICE, problem);
	}

	public Health health() {
		Health.Builder health = Health.status(this.status);
		return ((this.problem != null) ? health.withDetail("problem", this.problem) : health).build();
	}

}
