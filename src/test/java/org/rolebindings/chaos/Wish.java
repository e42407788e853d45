package org.rolebindings.chaos;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What a valid row asks for and what it will meet.
 *
 * @param target who is to get a role on what
 * @param role the role
 * @param formerRole the role that the user has there already, or {@code null}
 * @param creates what happens to the creates
 * @param lookUps what happens to the look-ups of the user's bindings
 * @param updates what happens to the updates
 * @param expected what must become of the row
 */
record Wish(Target target, String role, @Nullable String formerRole, Course creates, Course lookUps, Course updates,
		Expected expected) {

	/** Whether another client takes the binding away while the program works on it. */
	boolean isTakenAway() {
		return Stream.of(this.lookUps, this.updates)
			.flatMap((course) -> course.first().stream())
			.anyMatch((fault) -> fault.effect().takesAway());
	}

}
